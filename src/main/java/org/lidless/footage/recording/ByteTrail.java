package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.timeline.alignment.SampleHash;

/// A ring's bytes: an endless line of them, of which the newest part is kept, in chunks. A place is its distance
/// from the
/// line's beginning, so it stays true while the old end is given back.
///
/// The owner alone appends, rewinds and forgets; what others see (the row of chunks and their holders) only changes
/// under
/// the ring's lock, which the caller holds where it says so.
final class ByteTrail {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    private static final int MASK = Chunk.BYTES - 1;

    private final ChunkPool pool;
    private final ChunkPool.Account account;
    private final List<Chunk> row = new ArrayList<>();
    private long firstChunk;
    private int head;
    private ByteBuffer current = NONE;
    private long end;

    ByteTrail(ChunkPool pool) {
        this.pool = pool;
        this.account = pool.open();
    }

    /// Where the next byte goes.
    long end() {
        return end;
    }

    /// Whether the next byte needs [#extend] first.
    boolean isFull() {
        return !current.hasRemaining();
    }

    /// Copies as much as fits into the current chunk. Owner only.
    void append(ByteBuffer from) {
        int count = Math.min(current.remaining(), from.remaining());
        if (count == from.remaining()) {
            current.put(from);
        } else {
            int limit = from.limit();
            from.limit(from.position() + count);
            current.put(from);
            from.limit(limit);
        }
        end += count;
    }

    /// Adds a chunk; false when the pool has none to give. Owner, under the lock.
    boolean extend() {
        Chunk chunk = pool.take(account);
        if (chunk == null) {
            return false;
        }
        chunk.hold();
        row.add(chunk);
        current = chunk.bytes();
        current.position(0).limit(Chunk.BYTES);
        return true;
    }

    /// Writes a big-endian 32-bit number over four bytes already there. Owner only.
    void patch(long place, int value) {
        int at = (int) (place & MASK);
        if (at + 4 <= Chunk.BYTES) {
            chunk(place).bytes().putInt(at, value);
            return;
        }
        for (int i = 0; i < 4; i++) {
            chunk(place + i).bytes().put((int) ((place + i) & MASK), (byte) (value >>> (24 - 8 * i)));
        }
    }

    /// Forgets what was appended from this place on. Owner, under the lock.
    void rewind(long place) {
        end = place;
        long chunks = (place + MASK) >>> Chunk.SHIFT;
        while (firstChunk + (row.size() - head) > chunks && row.size() > head) {
            release(row.removeLast());
        }
        if (row.size() == head) {
            current = NONE;
        } else {
            int at = (int) (place & MASK);
            current = row.getLast().bytes();
            current.limit(Chunk.BYTES).position(at == 0 ? Chunk.BYTES : at);
        }
    }

    /// Gives back the chunks that lie wholly before this place. Owner, under the lock.
    void forgetBefore(long place) {
        long whole = Math.min(place, end) >>> Chunk.SHIFT;
        while (firstChunk < whole && head < row.size()) {
            release(row.get(head));
            head++;
            firstChunk++;
        }
        if (head == row.size()) {
            current = NONE;
        }
        if (head > 64 && head * 2 > row.size()) {
            row.subList(0, head).clear();
            head = 0;
        }
    }

    /// Slices over a stretch, in order, and holds its chunks until [#letGo]. Under the lock.
    Held hold(long from, long to) {
        List<ByteBuffer> slices = new ArrayList<>();
        List<Chunk> chunks = new ArrayList<>();
        long place = from;
        while (place < to) {
            Chunk chunk = chunk(place);
            int at = (int) (place & MASK);
            int count = (int) Math.min(Chunk.BYTES - at, to - place);
            chunk.hold();
            chunks.add(chunk);
            slices.add(chunk.bytes().slice(at, count));
            place += count;
        }
        return new Held(slices, chunks);
    }

    /// Ends a hold. Under the lock.
    void letGo(Held held) {
        held.chunks().forEach(this::release);
    }

    /// The hash of a stretch that was appended and is still here. Owner only.
    long hash(long from, long to, SampleHash hash) {
        hash.begin();
        for (long place = from; place < to; ) {
            int at = (int) (place & MASK);
            int count = (int) Math.min(Chunk.BYTES - at, to - place);
            hash.add(chunk(place).bytes().slice(at, count));
            place += count;
        }
        return hash.finish();
    }

    /// Gives everything back; the trail is of no use afterwards. Under the lock, when its owner has ended.
    void close() {
        while (head < row.size()) {
            release(row.removeLast());
        }
        current = NONE;
        pool.close(account);
    }

    ChunkPool.Account account() {
        return account;
    }

    long bytesKept() {
        return pool.bytes(account);
    }

    boolean isOverShare() {
        return pool.isOverShare(account);
    }

    /// A stretch of the trail that stays in memory while it is held.
    record Held(List<ByteBuffer> slices, List<Chunk> chunks) {}

    private Chunk chunk(long place) {
        return row.get(head + (int) ((place >>> Chunk.SHIFT) - firstChunk));
    }

    private void release(Chunk chunk) {
        if (chunk.release()) {
            pool.give(chunk, account);
        }
    }
}
