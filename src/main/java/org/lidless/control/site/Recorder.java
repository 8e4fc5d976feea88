package org.lidless.control.site;

import org.lidless.domain.NodeId;
import org.lidless.domain.Zone;

/// A recorder as the site knows it.
///
/// @param node    its name
/// @param standby waits to take over cameras of others, and is nobody's primary
/// @param zone    what it would fail together with
/// @param address where other nodes reach it, `host:port`
/// @param version the site's version that last changed what it is to do
public record Recorder(NodeId node, boolean standby, Zone zone, String address, long version) {

    static final int ADDRESS_CHARS_MAX = 300;

    public Recorder {
        checkAddress(address);
    }

    Recorder touched(long byVersion) {
        return new Recorder(node, standby, zone, address, byVersion);
    }

    static void checkAddress(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1
                || address.length() > ADDRESS_CHARS_MAX
                || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("a node's address reads host:port, not " + address);
        }
    }
}
