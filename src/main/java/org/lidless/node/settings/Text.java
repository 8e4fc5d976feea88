package org.lidless.node.settings;

import org.lidless.node.settings.Located.Place;

/// A value as it was written, and its place.
record Text(Place place, String value) {}
