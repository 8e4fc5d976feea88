package org.lidless.footage.storage.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The front of a commit: what is in it, and where. Format: `docs/formats/journal.md`.
///
/// @param opening    random bits of the journal's opening; numbers of different ones do not compare
/// @param number     of the commit, growing
/// @param needed     the oldest commit that any segment still needed when this one was written
/// @param blockBytes of the file system
/// @param blocks     of the whole commit
/// @param headBlocks of this front
record CommitHead(
        long opening, long number, long needed, int blockBytes, int blocks, int headBlocks, List<Piece> pieces) {

    static final int FIXED_BYTES = 48;
    /// No head is longer.
    static final int BYTES_MAX = 1 << 16;

    private static final long MAGIC = 0x4c49444a524e0001L;
    private static final int PIECE_BYTES = 22;
    private static final int CHECKSUM_BYTES = 4;
    private static final int COUNT_AT = 44;
    /// Far above what a commit can have, and far below what memory can.
    private static final int BLOCKS_MAX = 1 << 20;

    CommitHead {
        pieces = List.copyOf(pieces);
    }

    /// Bytes of a head without pieces.
    static int emptyBytes() {
        return FIXED_BYTES + CHECKSUM_BYTES;
    }

    /// Bytes that a piece of this file adds.
    static int pieceBytes(String file) {
        return PIECE_BYTES + file.length();
    }

    long bytes() {
        return (long) blocks * blockBytes;
    }

    /// Writes it at the buffer's position, with zeros up to the end of its last block.
    void write(ByteBuffer into) {
        int start = into.position();
        into.putLong(MAGIC).putLong(opening).putLong(number).putLong(needed);
        into.putInt(blockBytes).putInt(blocks).putInt(headBlocks).putInt(pieces.size());
        for (Piece piece : pieces) {
            byte[] file = piece.file().getBytes(StandardCharsets.US_ASCII);
            into.putLong(piece.place()).putInt(piece.length()).putInt(piece.block());
            into.putInt(piece.checksum()).putShort((short) file.length).put(file);
        }
        into.putInt(checksum(into.slice(start, into.position() - start)));
        while ((into.position() - start) % blockBytes != 0) {
            into.put((byte) 0);
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /// Reads the head that begins at the buffer's first byte; empty when none does, or not all of it is there.
    static Optional<CommitHead> read(ByteBuffer in) {
        if (in.limit() < FIXED_BYTES + CHECKSUM_BYTES || in.getLong(0) != MAGIC) {
            return Optional.empty();
        }
        int blockBytes = in.getInt(32);
        int blocks = in.getInt(36);
        int headBlocks = in.getInt(40);
        int count = in.getInt(COUNT_AT);
        boolean isLikely = blockBytes >= 512
                && blockBytes <= BYTES_MAX
                && Integer.bitCount(blockBytes) == 1
                && blocks > 0
                && blocks <= BLOCKS_MAX
                && headBlocks > 0
                && headBlocks <= blocks
                && count >= 0
                && count <= BYTES_MAX / PIECE_BYTES;
        if (!isLikely) {
            return Optional.empty();
        }
        List<Piece> pieces = new ArrayList<>();
        int at = FIXED_BYTES;
        for (int i = 0; i < count; i++) {
            if (at + PIECE_BYTES > in.limit()) {
                return Optional.empty();
            }
            int letters = in.getShort(at + 20);
            if (letters < 0 || at + PIECE_BYTES + letters > in.limit()) {
                return Optional.empty();
            }
            byte[] file = new byte[letters];
            in.get(at + PIECE_BYTES, file);
            Piece piece = new Piece(
                    new String(file, StandardCharsets.US_ASCII),
                    in.getLong(at),
                    in.getInt(at + 8),
                    in.getInt(at + 12),
                    in.getInt(at + 16));
            boolean isInside = piece.place() >= 0
                    && piece.length() > 0
                    && piece.block() >= headBlocks
                    && piece.at(blockBytes) + piece.length() <= (long) blocks * blockBytes;
            if (!isInside) {
                return Optional.empty();
            }
            pieces.add(piece);
            at += PIECE_BYTES + letters;
        }
        if (at + CHECKSUM_BYTES > in.limit() || in.getInt(at) != checksum(in.slice(0, at))) {
            return Optional.empty();
        }
        return Optional.of(
                new CommitHead(in.getLong(8), in.getLong(16), in.getLong(24), blockBytes, blocks, headBlocks, pieces));
    }
}
