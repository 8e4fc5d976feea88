package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lidless.world.DiskFile;

/// Reads a catalogue file: magic, then entries of length, check sum and JSON. What does not match its check sum is
/// stepped over to the next whole entry, so that one bad page never hides what is behind it.
final class CatalogueScan {

    static final int MAGIC_BYTES = 8;
    static final int ENTRY_HEAD_BYTES = 8;
    static final int PAYLOAD_BYTES_MAX = 64 << 10;

    /// `LIDCAT`, a zero, and the version, 1.
    static final long MAGIC = 0x4c49444341540001L;

    private static final int WINDOW_BYTES = 256 << 10;

    /// Told what is found, in order.
    interface Visitor {

        /// A whole entry in `[from, to)`.
        void entry(long from, long to, CatalogueRecord entry);

        /// Bytes in `[from, to)` that are no entry, with a whole entry behind them.
        void damaged(long from, long to);
    }

    private CatalogueScan() {}

    /// Whether the file begins as a catalogue of a known version.
    static boolean hasMagic(DiskFile file) throws IOException {
        ByteBuffer magic = new FileWindow(file, MAGIC_BYTES).at(0, MAGIC_BYTES);
        return magic.remaining() == MAGIC_BYTES && magic.getLong(0) == MAGIC;
    }

    /// Walks the entries from a place that begins one.
    ///
    /// @return the end of the last whole entry; what is behind it is a torn tail
    static long walk(DiskFile file, long from, Visitor visitor) throws IOException {
        FileWindow window = new FileWindow(file, WINDOW_BYTES);
        long good = from;
        long at = from;
        while (true) {
            ByteBuffer head = window.at(at, ENTRY_HEAD_BYTES);
            if (head.remaining() < ENTRY_HEAD_BYTES) {
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
            long end = at + ENTRY_HEAD_BYTES + payload.length;
            try {
                visitor.entry(at, end, CatalogueJson.decode(payload));
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
        ByteBuffer bytes = window.at(at + ENTRY_HEAD_BYTES, length);
        if (bytes.remaining() < length || bytes.get(0) != '{' || Checksum.of(bytes, 0, length) != checksum) {
            return new byte[0];
        }
        byte[] payload = new byte[length];
        bytes.get(payload);
        return payload;
    }

    /// An entry's bytes.
    static ByteBuffer encode(CatalogueRecord entry) {
        byte[] payload = CatalogueJson.encode(entry);
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a catalogue entry of " + payload.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY_HEAD_BYTES + payload.length);
        bytes.putInt(payload.length).putInt(0).put(payload).flip();
        bytes.putInt(4, Checksum.of(bytes, ENTRY_HEAD_BYTES, bytes.limit()));
        return bytes;
    }
}
