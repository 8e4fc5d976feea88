package org.lidless.control.site.evidence;

import org.lidless.domain.Sha256;

/// How far an audit chain had got (docs/formats/audit.md).
///
/// @param atUs   when the leader asked, µs since 1970
/// @param number of the newest record then
/// @param hash   of that record
public record KeptHead(long atUs, long number, Sha256 hash) {

    public KeptHead {
        if (number < 1) {
            throw new IllegalArgumentException("a head has a record: " + number);
        }
    }
}
