package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.world.DiskFile;

/// Walks a segment's fragments by their boxes, without reading what is in them. What is no fragment is stepped over to
/// the next whole one; behind the last whole one the walk ends. One thread.
final class SegmentWalk {

    private static final int STEP_BYTES = 512;
    private static final int SEARCH_BYTES = 1 << 20;
    private static final int FREE_HEAD_BYTES = 8;

    /// What lies in `[at, end)`.
    sealed interface Piece {

        long at();

        long end();
    }

    /// A fragment whose box is right and whose body lies within the file; its body's check sum is not looked at.
    record Whole(long at, FragmentBox box) implements Piece {

        long bodyAt() {
            return at + box.boxBytes();
        }

        @Override
        public long end() {
            return bodyAt() + box.bodyBytes();
        }
    }

    /// Bytes that are no fragment.
    ///
    /// @param marked whether recovery has made a `free` box of them
    record Broken(long at, long end, boolean marked) implements Piece {}

    private final DiskFile file;
    private final long limit;
    private final boolean limitIsWhole;
    private final FileWindow steps;
    private long at;

    /// @param from         where the first fragment begins
    /// @param limit        where the last one ends at the latest
    /// @param limitIsWhole whether there is known to be no torn tail before the limit, as in a sealed segment
    SegmentWalk(DiskFile file, long from, long limit, boolean limitIsWhole) {
        this.file = file;
        this.at = from;
        this.limit = limit;
        this.limitIsWhole = limitIsWhole;
        this.steps = new FileWindow(file, STEP_BYTES);
    }

    /// The next piece; empty at the end.
    Optional<Piece> next() throws IOException {
        if (at >= limit) {
            return Optional.empty();
        }
        Optional<FragmentBox> box = boxAt(steps, at);
        Piece piece;
        if (box.isPresent()) {
            piece = new Whole(at, box.get());
        } else {
            long found = freeEnd();
            boolean marked = found > at;
            if (!marked) {
                found = search(at + 1);
            }
            if (found < 0 && !limitIsWhole) {
                return Optional.empty();
            }
            piece = new Broken(at, found < 0 ? limit : found, marked);
        }
        at = piece.end();
        return Optional.of(piece);
    }

    /// Goes on from a place where a piece is known to end.
    void goOnAt(long place) {
        at = place;
    }

    /// Where the walk is: the end of the last piece.
    long at() {
        return at;
    }

    private Optional<FragmentBox> boxAt(FileWindow window, long place) throws IOException {
        ByteBuffer bytes = window.at(place, FragmentBox.FIXED_BYTES);
        if (!FragmentBox.looksLike(bytes, 0)) {
            return Optional.empty();
        }
        int length = bytes.getInt(0);
        bytes = window.at(place, length);
        if (bytes.remaining() < length) {
            return Optional.empty();
        }
        try {
            FragmentBox box = FragmentBox.decode(bytes, 0);
            boolean fits = place + length + box.bodyBytes() <= limit;
            return fits ? Optional.of(box) : Optional.empty();
        } catch (BadSegmentException damaged) {
            return Optional.empty();
        }
    }

    /// The end of a `free` box here, when a fragment or the limit is behind it; otherwise here.
    private long freeEnd() throws IOException {
        ByteBuffer head = steps.at(at, 2 * FREE_HEAD_BYTES);
        if (head.remaining() < FREE_HEAD_BYTES || head.getInt(4) != BoxType.FREE) {
            return at;
        }
        long size = Integer.toUnsignedLong(head.getInt(0));
        if (size == 1 && head.remaining() == 2 * FREE_HEAD_BYTES) {
            size = head.getLong(8);
        }
        long end = at + size;
        boolean fits = size >= FREE_HEAD_BYTES && end <= limit;
        return fits
                        && (end == limit
                                || boxAt(new FileWindow(file, STEP_BYTES), end).isPresent())
                ? end
                : at;
    }

    /// The next place from here on where a fragment begins that is whole by its box; negative when there is none.
    private long search(long from) throws IOException {
        FileWindow window = new FileWindow(file, SEARCH_BYTES);
        long start = from;
        while (start + FragmentBox.FIXED_BYTES <= limit) {
            ByteBuffer bytes = window.at(start, (int) Math.min(SEARCH_BYTES, limit - start));
            int last = bytes.limit() - FragmentBox.FIXED_BYTES;
            for (int i = 0; i <= last; i++) {
                if (bytes.getInt(i + 4) == BoxType.UUID
                        && FragmentBox.looksLike(bytes, i)
                        && boxAt(new FileWindow(file, STEP_BYTES), start + i).isPresent()) {
                    return start + i;
                }
            }
            if (last < 0) {
                return -1;
            }
            start += last + 1;
        }
        return -1;
    }
}
