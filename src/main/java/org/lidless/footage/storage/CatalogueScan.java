package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lidless.world.DiskFile;

/// Reads a catalogue file: magic, then frames of length, check sum and entries, one JSON object a line. What does not
/// match its check sum is stepped over to the next whole frame, so that one bad page never hides what is behind it.
///
/// A frame is forced before the next is written. So damage with a whole frame behind it is never a torn write.
final class CatalogueScan {

    static final int MAGIC_BYTES = 8;
    static final int FRAME_HEAD_BYTES = 8;
    static final int PAYLOAD_BYTES_MAX = 64 << 10;
    static final int FRAME_BYTES_MAX = FRAME_HEAD_BYTES + PAYLOAD_BYTES_MAX;

    /// `LIDCAT`, a zero, and the version, 1.
    static final long MAGIC = 0x4c49444341540001L;

    private static final int WINDOW_BYTES = 256 << 10;

    /// How a file begins.
    enum Front {
        KNOWN,
        /// A version that this program does not know; nothing of it is touched.
        LATER,
        /// Too short, or no magic: never forced, or damaged.
        BROKEN
    }

    /// Told what is found, in order.
    interface Visitor {

        /// A whole frame in `[from, to)`.
        void frame(long from, long to, List<CatalogueRecord> entries);

        /// Bytes in `[from, to)` that are no frame, with a whole frame behind them.
        void damaged(long from, long to);
    }

    private CatalogueScan() {}

    static Front front(DiskFile file) throws IOException {
        ByteBuffer magic = new FileWindow(file, MAGIC_BYTES).at(0, MAGIC_BYTES);
        if (magic.remaining() < MAGIC_BYTES || magic.getLong(0) >>> 16 != MAGIC >>> 16) {
            return Front.BROKEN;
        }
        return magic.getLong(0) == MAGIC ? Front.KNOWN : Front.LATER;
    }

    /// Walks the frames from a place that begins one.
    ///
    /// @return the end of the last whole frame; what is behind it is a torn tail
    static long walk(DiskFile file, long from, Visitor visitor) throws IOException {
        FileWindow window = new FileWindow(file, WINDOW_BYTES);
        long good = from;
        long at = from;
        while (true) {
            ByteBuffer head = window.at(at, FRAME_HEAD_BYTES);
            if (head.remaining() < FRAME_HEAD_BYTES) {
                return good;
            }
            byte[] payload = payload(window, at, head.getInt(0), head.getInt(4));
            if (payload.length == 0) {
                at++;
                continue;
            }
            if (at > good) {
                visitor.damaged(good, at);
            }
            long end = at + FRAME_HEAD_BYTES + payload.length;
            try {
                visitor.frame(at, end, CatalogueJson.decodeLines(payload));
            } catch (BadSegmentException impossible) {
                visitor.damaged(at, end);
            }
            at = end;
            good = end;
        }
    }

    /// The payload when it matches its check sum; empty otherwise.
    private static byte[] payload(FileWindow window, long at, int length, int checksum) throws IOException {
        if (length <= 0 || length > PAYLOAD_BYTES_MAX) {
            return new byte[0];
        }
        ByteBuffer bytes = window.at(at + FRAME_HEAD_BYTES, length);
        if (bytes.remaining() < length || bytes.get(0) != '{' || Checksum.of(bytes, 0, length) != checksum) {
            return new byte[0];
        }
        byte[] payload = new byte[length];
        bytes.get(payload);
        return payload;
    }

    /// A frame of some entries, and what they are.
    record Frame(ByteBuffer bytes, List<CatalogueRecord> entries) {}

    /// Entries in as few frames as their length allows.
    static List<Frame> frames(List<CatalogueRecord> entries) {
        List<Frame> frames = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        List<CatalogueRecord> inside = new ArrayList<>();
        for (CatalogueRecord entry : entries) {
            String line = CatalogueJson.encode(entry) + "\n";
            if (lines.length() + line.length() > PAYLOAD_BYTES_MAX) {
                frames.add(frame(lines, inside));
                lines.setLength(0);
                inside.clear();
            }
            lines.append(line);
            inside.add(entry);
        }
        frames.add(frame(lines, inside));
        return frames;
    }

    private static Frame frame(StringBuilder lines, List<CatalogueRecord> entries) {
        byte[] payload = lines.toString().getBytes(StandardCharsets.UTF_8);
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a catalogue entry of " + payload.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate(FRAME_HEAD_BYTES + payload.length);
        bytes.putInt(payload.length).putInt(0).put(payload).flip();
        bytes.putInt(4, Checksum.of(bytes, FRAME_HEAD_BYTES, bytes.limit()));
        return new Frame(bytes, List.copyOf(entries));
    }
}
