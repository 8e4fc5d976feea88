package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One box as it lies in a buffer.
///
/// @param type  four-character code
/// @param at    where it begins in the buffer it was read from
/// @param body  its content without size and type; a view, nothing copied
public record Box(int type, int at, ByteBuffer body) {

    private static final int BOXES_MAX = 100_000;

    /// The boxes that fill the buffer from its position to its limit.
    ///
    /// @throws BadMovieException when a box is longer than what is left, or too short for its own head
    public static List<Box> all(ByteBuffer in) throws BadMovieException {
        List<Box> boxes = new ArrayList<>();
        int at = in.position();
        while (at < in.limit()) {
            if (boxes.size() == BOXES_MAX) {
                throw new BadMovieException("more than " + BOXES_MAX + " boxes side by side");
            }
            Box box = at(in, at);
            boxes.add(box);
            at = at + box.headBytes(in) + box.body.limit();
        }
        return boxes;
    }

    /// The first of this type among the boxes that fill the buffer.
    public static Optional<Box> first(ByteBuffer in, int type) throws BadMovieException {
        return all(in).stream().filter(box -> box.type == type).findFirst();
    }

    /// The boxes inside this one.
    public List<Box> children() throws BadMovieException {
        return all(body);
    }

    /// The first inside this one of that type.
    ///
    /// @throws BadMovieException when there is none
    public Box child(int childType) throws BadMovieException {
        return first(body, childType)
                .orElseThrow(() ->
                        new BadMovieException("box " + BoxType.name(type) + " has no " + BoxType.name(childType)));
    }

    /// Descends through these types.
    public Box descend(int... path) throws BadMovieException {
        Box box = this;
        for (int step : path) {
            box = box.child(step);
        }
        return box;
    }

    /// A fresh view on the content.
    public ByteBuffer content() {
        return body.duplicate();
    }

    /// A fresh view on the content, when it has at least this many bytes.
    public ByteBuffer content(int bytesMin) throws BadMovieException {
        if (body.remaining() < bytesMin) {
            throw new BadMovieException("box " + BoxType.name(type) + " at " + at + " is too short: " + body.remaining()
                    + " bytes of at least " + bytesMin);
        }
        return body.duplicate();
    }

    private int headBytes(ByteBuffer in) {
        return in.getInt(at) == 1 ? 16 : 8;
    }

    private static Box at(ByteBuffer in, int at) throws BadMovieException {
        int left = in.limit() - at;
        if (left < 8) {
            throw new BadMovieException("only " + left + " bytes where a box should begin, at " + at);
        }
        int type = in.getInt(at + 4);
        long size = Integer.toUnsignedLong(in.getInt(at));
        int head = 8;
        if (size == 1 && left >= 16) {
            size = in.getLong(at + 8);
            head = 16;
        } else if (size == 0) {
            size = left;
        }
        if (size < head || size > left) {
            throw new BadMovieException(
                    "box " + BoxType.name(type) + " at " + at + " claims " + size + " bytes; there are " + left);
        }
        return new Box(type, at, in.slice(at + head, (int) size - head));
    }
}
