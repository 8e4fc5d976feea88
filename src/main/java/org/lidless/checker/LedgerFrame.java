package org.lidless.checker;

import java.util.ArrayList;
import java.util.List;
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
/// @param encodings  what sessions got in its place, of a camera that encodes for each on its own; mostly empty
public record LedgerFrame(
        UUID run,
        long sequence,
        long capturedUs,
        boolean key,
        int bytes,
        String hash,
        boolean offered,
        boolean dropped,
        List<Encoding> encodings) {

    /// What one session got.
    ///
    /// @param bytes its length
    /// @param hash  as of the frame
    public record Encoding(int bytes, String hash) {}

    public LedgerFrame {
        encodings = List.copyOf(encodings);
    }

    /// Whether bytes with this hash were sent to somebody as this frame.
    boolean wasSentAs(String sent) {
        return encodings.isEmpty()
                ? hash.equals(sent)
                : encodings.stream().anyMatch(each -> each.hash().equals(sent));
    }

    boolean hasSize(int size) {
        return encodings.isEmpty() ? bytes == size : encodings.stream().anyMatch(each -> each.bytes() == size);
    }

    /// All hashes that it may have in an export.
    List<String> hashes() {
        return encodings.isEmpty()
                ? List.of(hash)
                : encodings.stream().map(Encoding::hash).distinct().toList();
    }

    LedgerFrame with(Encoding encoding) {
        List<Encoding> more = new ArrayList<>(encodings);
        more.add(encoding);
        return new LedgerFrame(run, sequence, capturedUs, key, bytes, hash, offered, dropped, more);
    }

    @Override
    public String toString() {
        return sequence + " (" + TimeSpan.instant(capturedUs) + ")";
    }
}
