package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.codec.JpegFront;

/// Cuts a JPEG image into payloads (RFC 2435 section 3.1): what its front says is told in a few bytes, with the tables
/// in each image, and the scan goes as it is. Only images whose front [JpegFront] has made, as all are that came by
/// RTP. Pure.
final class JpegPayloads {

    private static final int TABLES_SEGMENT = 0xDB;
    private static final int FRAME_SEGMENT = 0xC0;
    private static final int RESTART_SEGMENT = 0xDD;
    private static final int SCAN_SEGMENT = 0xDA;
    private static final int TABLES_EACH_TIME = 255;
    private static final int TABLE_BYTES = JpegFront.TABLES_BYTES / 2;
    private static final int MAIN_BYTES = 8;
    private static final int RESTART_BYTES = 4;
    private static final int WITH_RESTART = 64;
    private static final int BLOCK = 8;
    private static final int ACROSS_AND_DOWN = 0x22;

    private final byte[] tables = new byte[JpegFront.TABLES_BYTES];
    private int type;
    private int interval;
    private int across;
    private int down;

    private JpegPayloads() {}

    static void cut(ByteBuffer image, int bytesMax, Payloads into) {
        try {
            new JpegPayloads().scan(image, bytesMax, into);
        } catch (IndexOutOfBoundsException torn) {
            throw new IllegalArgumentException("a JPEG image that ends in its front", torn);
        }
    }

    private void scan(ByteBuffer image, int bytesMax, Payloads into) {
        ByteBuffer scan = image.slice();
        scan.position(front(scan));
        int begin = scan.position();
        int restart = interval > 0 ? RESTART_BYTES : 0;
        while (scan.hasRemaining()) {
            int offset = scan.position() - begin;
            int head = MAIN_BYTES + restart + (offset == 0 ? 4 + JpegFront.TABLES_BYTES : 0);
            int length = Math.min(bytesMax - head, scan.remaining());
            ByteBuffer payload = into.next(head + length, length == scan.remaining(), 0);
            payload.putInt(offset).put((byte) (type + (restart > 0 ? WITH_RESTART : 0)));
            payload.put((byte) TABLES_EACH_TIME).put((byte) across).put((byte) down);
            if (restart > 0) {
                payload.putShort((short) interval).putShort((short) 0xFFFF);
            }
            if (offset == 0) {
                payload.putShort((short) 0)
                        .putShort((short) JpegFront.TABLES_BYTES)
                        .put(tables);
            }
            payload.put(scan.slice(scan.position(), length));
            scan.position(scan.position() + length);
        }
    }

    /// Reads segments (ITU-T T.81 section B.1.1.4) up to the scan; answers where that begins.
    private int front(ByteBuffer image) {
        int at = 2;
        while (true) {
            int marker = image.get(at + 1) & 0xFF;
            int length = image.getShort(at + 2) & 0xFFFF;
            switch (marker) {
                case TABLES_SEGMENT -> {
                    image.get(at + 5, tables, 0, TABLE_BYTES);
                    image.get(at + 6 + TABLE_BYTES, tables, TABLE_BYTES, TABLE_BYTES);
                }
                case FRAME_SEGMENT -> {
                    down = (image.getShort(at + 5) & 0xFFFF) / BLOCK;
                    across = (image.getShort(at + 7) & 0xFFFF) / BLOCK;
                    type = image.get(at + 11) == ACROSS_AND_DOWN ? 1 : 0;
                }
                case RESTART_SEGMENT -> interval = image.getShort(at + 4) & 0xFFFF;
                case SCAN_SEGMENT -> {
                    return at + 2 + length;
                }
                default -> {
                    // Told by nothing, and the same in every image.
                }
            }
            at += 2 + length;
        }
    }
}
