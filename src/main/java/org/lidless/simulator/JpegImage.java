package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One JPEG image as a camera sends it by RTP (RFC 2435): its front is told in a few bytes, its scan goes out as it is,
/// and what stands behind the scan with it. The clips' fronts are those that RFC 2435 gives back.
final class JpegImage {

    private static final int QUANTIZATION = 0xDB;
    private static final int FRAME = 0xC0;
    private static final int SCAN = 0xDA;
    private static final int COMMENT = 0xFE;
    private static final int TABLES_IN_BAND = 255;
    private static final int TABLES_BYTES = 128;
    private static final int TABLE_BYTES = 64;
    private static final int HEADER_BYTES = 8;

    private final byte[] tables = new byte[TABLES_BYTES];
    private int type;
    private int across;
    private int down;
    private int scan;

    private JpegImage(byte[] image) {
        ByteBuffer in = ByteBuffer.wrap(image);
        int at = 2;
        while (scan == 0) {
            int marker = image[at + 1] & 0xFF;
            int length = in.getShort(at + 2) & 0xFFFF;
            if (marker == QUANTIZATION) {
                System.arraycopy(image, at + 5, tables, 0, TABLE_BYTES);
                System.arraycopy(image, at + 6 + TABLE_BYTES, tables, TABLE_BYTES, TABLE_BYTES);
            } else if (marker == FRAME) {
                down = (in.getShort(at + 5) & 0xFFFF) / 8;
                across = (in.getShort(at + 7) & 0xFFFF) / 8;
                type = image[at + 11] == 0x22 ? 1 : 0;
            } else if (marker == SCAN) {
                scan = at + 2 + length;
            }
            at += 2 + length;
        }
    }

    /// The payloads of RTP packets, tables in the first of them.
    static List<byte[]> payloads(byte[] image, int bytesMax) {
        var front = new JpegImage(image);
        List<byte[]> payloads = new ArrayList<>();
        int at = front.scan;
        while (at < image.length) {
            boolean isFirst = at == front.scan;
            int head = HEADER_BYTES + (isFirst ? 4 + TABLES_BYTES : 0);
            int length = Math.min(image.length - at, bytesMax - head);
            ByteBuffer payload = ByteBuffer.allocate(head + length);
            payload.putInt(at - front.scan).put((byte) front.type).put((byte) TABLES_IN_BAND);
            payload.put((byte) front.across).put((byte) front.down);
            if (isFirst) {
                payload.putShort((short) 0).putShort((short) TABLES_BYTES).put(front.tables);
            }
            payloads.add(payload.put(image, at, length).array());
            at += length;
        }
        return payloads;
    }

    /// The image with a comment between its scan and its end.
    static byte[] withComment(byte[] image, byte[] comment) {
        ByteBuffer out = ByteBuffer.allocate(image.length + 4 + comment.length);
        out.put(image, 0, image.length - 2).put((byte) 0xFF).put((byte) COMMENT);
        out.putShort((short) (2 + comment.length)).put(comment);
        out.put(Arrays.copyOfRange(image, image.length - 2, image.length));
        return out.array();
    }
}
