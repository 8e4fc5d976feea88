package org.lidless.footage.storage.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.lidless.world.Disk;

/// The next commit as it grows in memory: room for its head, then the blocks of its pieces. What a segment writes is
/// copied here once; the segment and the journal are both written from here. Under the journal's lock.
final class Staging {

    /// A stretch of a segment that is staged.
    record Staged(JournaledFile file, Piece piece) {}

    private final int blockBytes;
    private final ByteBuffer buffer;
    private final List<Staged> pieces = new ArrayList<>();
    private int headBytes = CommitHead.emptyBytes();
    private int end = CommitHead.BYTES_MAX;

    /// @param bodyBytes room behind the head
    Staging(int blockBytes, int bodyBytes) {
        this.blockBytes = blockBytes;
        int bytes = CommitHead.BYTES_MAX + (bodyBytes + blockBytes - 1) / blockBytes * blockBytes;
        int aligned = (bytes + Disk.BLOCK_BYTES_MAX - 1) / Disk.BLOCK_BYTES_MAX * Disk.BLOCK_BYTES_MAX;
        this.buffer = ByteBuffer.allocateDirect(aligned + Disk.BLOCK_BYTES_MAX)
                .alignedSlice(Disk.BLOCK_BYTES_MAX)
                .slice(0, bytes);
    }

    int blockBytes() {
        return blockBytes;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    List<Staged> pieces() {
        return pieces;
    }

    /// Bytes that a piece may have now, those before it in its first block included; 0 when the head is full.
    int room(String file) {
        boolean headHasRoom = headBytes + CommitHead.pieceBytes(file) <= CommitHead.BYTES_MAX;
        return headHasRoom ? buffer.capacity() - end : 0;
    }

    /// The same of an empty one.
    int roomMax() {
        return buffer.capacity() - CommitHead.BYTES_MAX;
    }

    /// A place to gather a piece in, beginning with a block; [#add] or nothing is next.
    ByteBuffer region() {
        return buffer.clear().position(end).slice();
    }

    /// Takes a piece that was gathered in [#region].
    ///
    /// @param before bytes before it in its first block
    /// @param length its bytes; zeros behind them up to the end of the block
    void add(JournaledFile file, long place, int before, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.clear().slice(end + before, length));
        int block = (end - CommitHead.BYTES_MAX) / blockBytes;
        pieces.add(new Staged(file, new Piece(file.name(), place, length, block, (int) crc.getValue())));
        headBytes += CommitHead.pieceBytes(file.name());
        end += up(before + length);
    }

    private int up(int bytes) {
        return (bytes + blockBytes - 1) / blockBytes * blockBytes;
    }

    /// Length of the commit.
    int bytes() {
        return up(headBytes) + end - CommitHead.BYTES_MAX;
    }

    /// The whole commit, to be written.
    ByteBuffer commit(long opening, long number, long needed) {
        int headBlocks = up(headBytes) / blockBytes;
        int from = CommitHead.BYTES_MAX - headBlocks * blockBytes;
        var head = new CommitHead(
                opening,
                number,
                needed,
                blockBytes,
                bytes() / blockBytes,
                headBlocks,
                pieces.stream().map(each -> each.piece().moved(headBlocks)).toList());
        head.write(buffer.clear().position(from));
        return buffer.position(from).limit(end);
    }

    /// A file that was closed needs its pieces no more.
    void forget(JournaledFile file) {
        pieces.removeIf(each -> each.file() == file);
        if (pieces.isEmpty()) {
            clear();
        }
    }

    void clear() {
        pieces.clear();
        headBytes = CommitHead.emptyBytes();
        end = CommitHead.BYTES_MAX;
    }
}
