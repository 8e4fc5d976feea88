package org.lidless.footage.evidence;

import org.lidless.domain.Sha256;

/// How far a chain has got. Whoever keeps one can tell later whether the chain up to it is still the same.
///
/// @param number of the newest record; 0 for a chain that has none
/// @param hash   of that record
public record AuditHead(long number, Sha256 hash) {

    static final AuditHead NONE = new AuditHead(0, Sha256.NONE);

    /// Reads `NUMBER:HASH`, which [#toString] writes.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static AuditHead parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not NUMBER:HASH");
        }
        return new AuditHead(Long.parseLong(text.substring(0, colon)), Sha256.parse(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return number + ":" + hash;
    }
}
