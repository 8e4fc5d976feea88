package org.lidless.node.settings;

import org.lidless.node.settings.Located.Place;

/// YAML that says what no settings can: another document, or a value by reference. Reading it otherwise would leave
/// out what somebody has written.
final class UnreadableYaml extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Place place;
    private final String remedy;

    UnreadableYaml(Place place, String what, String remedy) {
        super(what);
        this.place = place;
        this.remedy = remedy;
    }

    Place place() {
        return place;
    }

    String remedy() {
        return remedy;
    }
}
