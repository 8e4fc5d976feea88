package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// Does what the standards say.
record WellBehaved() implements Personality {}
