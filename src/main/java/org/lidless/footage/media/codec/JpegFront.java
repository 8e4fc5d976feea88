package org.lidless.footage.media.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The front of a baseline JPEG image (ITU-T T.81), from its start to its scan, made of the few facts that RTP carries
/// (RFC 2435 sections 3.1 and 4). Deterministic: the same facts give the same bytes, in every session.
public final class JpegFront {

    /// Two tables of 64 values.
    public static final int TABLES_BYTES = 128;

    private static final int TABLE_BYTES = 64;
    private static final int QUALITY_MAX = 99;

    /// ITU-T T.81 table K.1, luminance, and table K.2, chrominance, in zigzag order.
    private static final byte[] BASE = HexFormat.of()
            .parseHex("100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740485c4e404457453738506d51"
                    + "575f626768673e4d71797064785c656763"
                    + "1112121815182f1a1a2f6342384263636363636363636363636363636363636363636363636363636363636363636363"
                    + "63636363636363636363636363636363");

    /// ITU-T T.81 tables K.3 to K.6, each as its segment wants it: class and number, counts, values.
    private static final byte[] HUFFMAN = HexFormat.of()
            .parseHex("00" + "00010501010101010100000000000000" + "000102030405060708090a0b" + "10"
                    + "0002010303020403050504040000017d"
                    + "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728"
                    + "292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a83848586878889"
                    + "8a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2"
                    + "e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa" + "01"
                    + "00030101010101010101010000000000" + "000102030405060708090a0b" + "11"
                    + "00020102040403040705040400010277"
                    + "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a26"
                    + "2728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a828384858687"
                    + "88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da"
                    + "e2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa");

    private JpegFront() {}

    /// The tables that a Q from 1 to 99 means, by the way of the Independent JPEG Group (RFC 2435 section 4.2 and
    /// appendix A); nothing for another Q.
    public static byte[] tables(int q) {
        if (q < 1 || q > QUALITY_MAX) {
            return new byte[0];
        }
        int scale = q < 50 ? 5000 / q : 200 - q * 2;
        byte[] tables = new byte[TABLES_BYTES];
        for (int i = 0; i < TABLES_BYTES; i++) {
            tables[i] = (byte) Math.clamp((BASE[i] * scale + 50) / 100, 1, 255);
        }
        return tables;
    }

    /// Everything before the scan's data.
    ///
    /// @param sampling 0: chrominance halved across; 1: across and down
    /// @param tables   luminance and chrominance, in zigzag order, [#TABLES_BYTES] together
    /// @param interval of restart markers; 0 without
    public static byte[] of(int width, int height, int sampling, byte[] tables, int interval) {
        var out = new ByteArrayOutputStream(640);
        out.write(0xFF);
        out.write(0xD8);
        segment(out, 0xE0, 14);
        out.writeBytes("JFIF\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, 1, 0, 0, 1, 0, 1, 0, 0});
        segment(out, 0xDB, 2 * (1 + TABLE_BYTES));
        for (int table = 0; table < 2; table++) {
            out.write(table);
            out.write(tables, table * TABLE_BYTES, TABLE_BYTES);
        }
        segment(out, 0xC0, 15);
        out.writeBytes(new byte[] {8, (byte) (height >> 8), (byte) height, (byte) (width >> 8), (byte) width, 3});
        out.writeBytes(new byte[] {1, (byte) (sampling == 0 ? 0x21 : 0x22), 0, 2, 0x11, 1, 3, 0x11, 1});
        segment(out, 0xC4, HUFFMAN.length);
        out.writeBytes(HUFFMAN);
        if (interval > 0) {
            segment(out, 0xDD, 2);
            out.writeBytes(new byte[] {(byte) (interval >> 8), (byte) interval});
        }
        segment(out, 0xDA, 10);
        out.writeBytes(new byte[] {3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0});
        return out.toByteArray();
    }

    /// Marker and length of a segment with so many bytes in it.
    private static void segment(ByteArrayOutputStream out, int marker, int bytes) {
        out.write(0xFF);
        out.write(marker);
        out.write((bytes + 2) >> 8);
        out.write((bytes + 2) & 0xFF);
    }
}
