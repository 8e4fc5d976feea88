package org.lidless.simulator;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// AV1's units as a camera handles them: without size fields, because RTP tells their lengths (AV1 sections 5.3 and
/// 4.10.5; AOMedia, *RTP Payload Format For AV1*).
final class Obus {

    private static final int HAS_SIZE = 0x02;
    private static final int HAS_EXTENSION = 0x04;
    private static final int CONTINUES = 0x80;
    private static final int GOES_ON = 0x40;
    private static final int NEW_SEQUENCE = 0x08;
    private static final int SEQUENCE_HEADER = 1;
    private static final int ELEMENTS_MAX = 3;
    private static final int LENGTH_BYTES_MAX = 2;
    private static final int PIECE_BYTES_MIN = 32;

    private Obus() {}

    /// Cuts a part of a stream of OBUs that have sizes, and takes these off.
    static List<byte[]> split(byte[] stream, int from, int to) {
        List<byte[]> units = new ArrayList<>();
        int at = from;
        while (at < to) {
            int head = headBytes(stream[at]);
            int size = 0;
            int behind = at + head;
            for (int shift = 0; ; shift += 7) {
                int part = stream[behind++];
                size |= (part & 0x7F) << shift;
                if (part >= 0) {
                    break;
                }
            }
            byte[] unit = new byte[head + size];
            System.arraycopy(stream, at, unit, 0, head);
            System.arraycopy(stream, behind, unit, head, size);
            unit[0] &= ~HAS_SIZE;
            units.add(unit);
            at = behind + size;
        }
        return units;
    }

    private static int headBytes(byte first) {
        return (first & HAS_EXTENSION) != 0 ? 2 : 1;
    }

    /// As a unit lies in an MP4 file that keeps four bytes for its size.
    static byte[] stored(byte[] unit) {
        int head = headBytes(unit[0]);
        int size = unit.length - head;
        byte[] stored = new byte[unit.length + 4];
        System.arraycopy(unit, 0, stored, 0, head);
        stored[0] |= HAS_SIZE;
        for (int i = 0; i < 4; i++) {
            stored[head + i] = (byte) (((size >> (7 * i)) & 0x7F) | (i < 3 ? 0x80 : 0));
        }
        System.arraycopy(unit, head, stored, head + 4, size);
        return stored;
    }

    /// The payloads of RTP packets: up to three units or pieces of units in each, counted in its header, so that the
    /// last one needs no length.
    static List<byte[]> payloads(List<byte[]> units, int bytesMax) {
        List<byte[]> payloads = new ArrayList<>();
        List<byte[]> elements = new ArrayList<>();
        int first = beginsSequence(units) ? NEW_SEQUENCE : 0;
        int used = 1;
        for (byte[] unit : units) {
            int at = 0;
            while (at < unit.length) {
                int room = bytesMax - used - LENGTH_BYTES_MAX;
                boolean fits = unit.length - at <= room || room >= PIECE_BYTES_MIN;
                if (elements.size() == ELEMENTS_MAX || !fits) {
                    payloads.add(payload(elements, first));
                    elements.clear();
                    first = 0;
                    used = 1;
                    continue;
                }
                int length = Math.min(unit.length - at, room);
                elements.add(Arrays.copyOfRange(unit, at, at + length));
                used += length + LENGTH_BYTES_MAX;
                at += length;
                if (at < unit.length) {
                    payloads.add(payload(elements, first | GOES_ON));
                    elements.clear();
                    first = CONTINUES;
                    used = 1;
                }
            }
        }
        payloads.add(payload(elements, first));
        return payloads;
    }

    private static boolean beginsSequence(List<byte[]> units) {
        return (units.getFirst()[0] >> 3 & 0x0F) == SEQUENCE_HEADER;
    }

    private static byte[] payload(List<byte[]> elements, int flags) {
        var out = new ByteArrayOutputStream();
        out.write(flags | (elements.size() << 4));
        for (int at = 0; at < elements.size(); at++) {
            int length = elements.get(at).length;
            if (at < elements.size() - 1) {
                if (length > 0x7F) {
                    out.write((length & 0x7F) | 0x80);
                }
                out.write(length > 0x7F ? length >> 7 : length);
            }
            out.writeBytes(elements.get(at));
        }
        return out.toByteArray();
    }
}
