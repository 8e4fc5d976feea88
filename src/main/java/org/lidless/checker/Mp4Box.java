package org.lidless.checker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A box of an MP4 file in memory (ISO/IEC 14496-12 section 4.2): its type and what is in it.
///
/// @param type four letters
/// @param body without the header
record Mp4Box(String type, ByteBuffer body) {

    /// The boxes that follow one another in a buffer.
    static List<Mp4Box> boxes(ByteBuffer in) throws IOException {
        ByteBuffer from = in.duplicate();
        List<Mp4Box> boxes = new ArrayList<>();
        while (from.remaining() >= 8) {
            int start = from.position();
            long size = from.getInt() & 0xFFFF_FFFFL;
            String type = letters(from);
            if (size == 1 && from.remaining() >= 8) {
                size = from.getLong();
            } else if (size == 0) {
                size = from.limit() - (long) start;
            }
            long body = size - (from.position() - start);
            if (body < 0 || body > from.remaining()) {
                throw new IOException("box " + type + " claims " + size + " bytes, which are not there");
            }
            boxes.add(new Mp4Box(type, from.slice(from.position(), (int) body)));
            from.position(from.position() + (int) body);
        }
        return boxes;
    }

    static String letters(ByteBuffer from) {
        byte[] four = new byte[4];
        from.get(four);
        return new String(four, US_ASCII);
    }

    /// The first box within this one that has the type.
    Optional<Mp4Box> find(String wanted) throws IOException {
        return boxes(body).stream().filter(box -> box.type.equals(wanted)).findFirst();
    }

    /// The box at the end of a path of types; fails when there is none.
    Mp4Box at(String... path) throws IOException {
        Mp4Box at = this;
        for (String step : path) {
            String parent = at.type;
            at = at.find(step).orElseThrow(() -> new IOException("the export has no box " + step + " in " + parent));
        }
        return at;
    }

    /// A full box's version (section 4.2).
    int version() {
        return body.get(0) & 0xFF;
    }

    /// The body behind version and flags.
    ByteBuffer fields() {
        return body.duplicate().position(4);
    }
}
