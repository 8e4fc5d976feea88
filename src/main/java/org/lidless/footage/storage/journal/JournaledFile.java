package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lidless.world.BlockFile;
import org.lidless.world.DiskFile;

/// A segment of a pool with a journal. Every write goes to the segment at once, so that readers see it, and is staged
/// for the journal; [#force] makes it durable there, together with everything that others have staged. The segment
/// itself is forced when the journal needs room, or when it is cut to its length, after which nothing can be added.
///
/// STAGING → CUT ([#truncate]) → closed; in each, after a failed write or force, BROKEN: only [#close] is left, which
/// leaves what was reported durable in a forced segment or keeps it in the journal.
///
/// One thread writes, cuts and closes it, and that thread alone asks whether it is cut without the journal's lock; all
/// else is under that lock.
final class JournaledFile implements DiskFile {

    private final Journal journal;
    private final String name;
    private final Path path;
    private final BlockFile blocks;
    private final ByteBuffer tail;
    private long end;
    private long durable;
    private boolean isCut;
    private boolean isDoubtful;
    private @Nullable IOException broken;

    /// @param name the segment's path inside the pool
    /// @param path where it is
    JournaledFile(Journal journal, String name, Path path, BlockFile blocks) {
        this.journal = journal;
        this.name = name;
        this.path = path;
        this.blocks = blocks;
        this.tail = ByteBuffer.allocate(blocks.blockBytes()).limit(0);
    }

    String name() {
        return name;
    }

    Path path() {
        return path;
    }

    int blockBytes() {
        return blocks.blockBytes();
    }

    @Override
    public void write(ByteBuffer[] parts, long position) throws IOException {
        journal.locked(() -> {
            requireWhole();
            if (position != end || isCut) {
                throw new IllegalArgumentException("byte " + position + " is not the open end, which is " + end);
            }
            long left = 0;
            for (ByteBuffer part : parts) {
                left += part.remaining();
            }
            while (left > 0) {
                left -= stage(parts, left);
            }
        });
    }

    private int stage(ByteBuffer[] parts, long left) throws IOException {
        int before = tail.limit();
        Staging staging = journal.roomFor(this, before + left);
        requireWhole();
        int length = (int) Math.min(left, staging.room(name) - before);
        ByteBuffer region = staging.region();
        region.put(tail.rewind());
        gather(parts, region, length);
        int rest = region.position() % blocks.blockBytes();
        int tailAt = region.position() - rest;
        while (region.position() % blocks.blockBytes() != 0) {
            region.put((byte) 0);
        }
        region.flip();
        try {
            blocks.file().write(new ByteBuffer[] {region.duplicate()}, end - before);
        } catch (IOException failed) {
            doubt(failed);
            throw failed;
        }
        staging.add(this, end, before, length);
        tail.clear().put(region.slice(tailAt, rest)).flip();
        end += length;
        return length;
    }

    private static void gather(ByteBuffer[] parts, ByteBuffer into, int length) {
        int left = length;
        for (ByteBuffer part : parts) {
            int count = Math.min(part.remaining(), left);
            into.put(part.slice(part.position(), count));
            part.position(part.position() + count);
            left -= count;
        }
    }

    @Override
    public void force() throws IOException {
        journal.locked(() -> {
            requireWhole();
            if (!isCut && durable < end) {
                journal.commit();
                requireWhole();
            }
        });
        if (isCut) {
            forceCut();
        }
    }

    /// Nothing can be added any more, so that others' commits need not wait for this force: many segments that end
    /// together are forced side by side.
    private void forceCut() throws IOException {
        try {
            blocks.file().force();
        } catch (IOException failed) {
            journal.locked(() -> doubt(failed));
            throw failed;
        }
        journal.locked(() -> {
            requireWhole();
            durable = end;
            journal.settled(this);
        });
    }

    /// Forces the segment itself, under the journal's lock; afterwards nothing of it is needed in the journal.
    void forceSegment() throws IOException {
        try {
            blocks.file().force();
        } catch (IOException failed) {
            doubt(failed);
            throw failed;
        }
        journal.settled(this);
    }

    private void doubt(IOException failed) {
        isDoubtful = true;
        broken = failed;
    }

    @Override
    public void truncate(long length) throws IOException {
        journal.locked(() -> {
            requireWhole();
            if (length != end) {
                throw new IllegalArgumentException("only the end can be cut to: " + end + ", not " + length);
            }
            isCut = true;
            journal.unstage(this);
        });
        try {
            blocks.file().truncate(length);
        } catch (IOException failed) {
            journal.locked(() -> broken = failed);
            throw failed;
        }
    }

    private void requireWhole() throws IOException {
        IOException before = broken;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
    }

    /// A commit with a piece of it failed.
    void fail(IOException why) {
        broken = why;
    }

    /// A commit with a piece of it is durable.
    void committed(long to) {
        durable = to;
    }

    /// Whether a write or force of the segment failed, so that only the journal is known to have its bytes.
    boolean isDoubtful() {
        return isDoubtful;
    }

    @Override
    public long size() {
        return end;
    }

    @Override
    public int read(ByteBuffer into, long position) {
        throw new UnsupportedOperationException("a segment that is being written is read by another handle");
    }

    @Override
    public void close() throws IOException {
        try {
            journal.locked(() -> journal.closing(this));
        } finally {
            blocks.file().close();
        }
    }
}
