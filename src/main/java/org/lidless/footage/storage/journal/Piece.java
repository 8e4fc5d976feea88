package org.lidless.footage.storage.journal;

/// A stretch of a segment in a commit. Format: `docs/formats/journal.md`.
///
/// @param file     the segment's path inside the pool
/// @param place    where it belongs in the segment, bytes
/// @param length   bytes
/// @param block    block of the commit in which it begins, at the place's remainder
/// @param checksum CRC-32C of its bytes
record Piece(String file, long place, int length, int block, int checksum) {

    /// Where its bytes begin in the commit.
    long at(int blockBytes) {
        return (long) block * blockBytes + place % blockBytes;
    }

    Piece moved(int blocks) {
        return new Piece(file, place, length, block + blocks, checksum);
    }
}
