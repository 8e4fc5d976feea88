package org.lidless.footage.evidence;

import java.util.List;
import org.lidless.domain.Sha256;

/// What tells later whether a file is still the same, and where it is not.
///
/// @param sha256 of all its bytes
/// @param crc32  of all its bytes (ISO 3309), as a ZIP names it
/// @param pieces SHA-256 of each [#PIECE_BYTES] of it, in order; the last piece may be shorter
public record Seal(Sha256 sha256, int crc32, List<Sha256> pieces) {

    /// So long is a piece: a browser hashes one at a time, and a change is told to that place.
    public static final int PIECE_BYTES = 4 << 20;

    public Seal {
        pieces = List.copyOf(pieces);
    }
}
