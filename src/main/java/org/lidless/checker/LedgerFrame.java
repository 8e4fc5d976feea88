package org.lidless.checker;

import java.util.UUID;
import org.lidless.domain.TimeSpan;

/// One frame that a simulated camera made, as its ledger tells (`docs/formats/ledger.md`).
///
/// @param run        the simulator's run
/// @param sequence   number in order of sending, from 0 per run
/// @param capturedUs when it was captured, µs since 1970 by the camera's clock
/// @param key        whether decoding can begin here
/// @param bytes      its length with four bytes of length before each NAL unit
/// @param hash       128 bits of the SHA-256 of these bytes, in hexadecimal
/// @param offered    whether it was queued whole for at least one session
/// @param dropped    whether a session's queue had no room for it
public record LedgerFrame(
        UUID run,
        long sequence,
        long capturedUs,
        boolean key,
        int bytes,
        String hash,
        boolean offered,
        boolean dropped) {

    @Override
    public String toString() {
        return sequence + " (" + TimeSpan.instant(capturedUs) + ")";
    }
}
