package org.lidless.footage.storage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.lidless.domain.CameraId;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.media.mp4.BoxWriter;

/// The `uuid` box behind a segment's `moov`; byte by byte in docs/formats/segment.md.
///
/// @param header       what the segment is
/// @param reorderDepth the one decoder parameter that MP4 has no place for
record HeaderBox(SegmentHeader header, int reorderDepth) {

    static final int VERSION = 1;

    private static final int BYTES_MAX = 256;
    private static final int NAMES_AT = BoxType.USER_HEAD_BYTES + 32;
    private static final int BYTES_MIN = NAMES_AT + 2 + Sha256.BYTES + 4;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
        BoxWriter out = new BoxWriter(bytes).begin(BoxType.SEGMENT_HEADER);
        out.u8(VERSION)
                .u8(qualityCode(header.quality()))
                .u8(kindCode(header.stream().kind()))
                .u8(reorderDepth);
        out.u64(header.run().bits())
                .u32(header.number())
                .u64(header.epoch().value())
                .u64(header.startUs());
        name(out, header.stream().camera().value());
        name(out, header.node().value());
        out.bytes(header.previousHash().bytes()).u32(0).end();
        int end = bytes.position();
        bytes.putInt(end - 4, Checksum.of(bytes, 0, end - 4));
        return bytes.flip();
    }

    private static void name(BoxWriter out, String name) {
        out.u8(name.length()).bytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads a whole box, from the buffer's position to its limit.
    static HeaderBox decode(ByteBuffer whole) throws BadSegmentException {
        ByteBuffer in = whole.slice();
        int end = in.limit();
        if (end < BYTES_MIN || in.getInt(end - 4) != Checksum.of(in, 0, end - 4)) {
            throw new BadSegmentException("the segment header does not match its check sum");
        }
        in.position(BoxType.USER_HEAD_BYTES);
        int version = in.get();
        if (version != VERSION) {
            throw new BadSegmentException("the segment header has version " + version + ", which is not known here");
        }
        try {
            ClockQuality quality = quality(in.get());
            StreamKind kind = kind(in.get());
            int reorderDepth = in.get() & 0xff;
            RunId run = new RunId(in.getLong());
            int number = in.getInt();
            Epoch epoch = new Epoch(in.getLong());
            long startUs = in.getLong();
            CameraId camera = new CameraId(name(in));
            NodeId node = new NodeId(name(in));
            byte[] hash = new byte[Sha256.BYTES];
            in.get(hash);
            SegmentHeader header = new SegmentHeader(
                    new StreamId(camera, kind), node, epoch, run, number, startUs, quality, new Sha256(hash));
            return new HeaderBox(header, reorderDepth);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException impossible) {
            throw new BadSegmentException("the segment header says what cannot be: " + impossible.getMessage());
        }
    }

    private static String name(ByteBuffer in) {
        byte[] name = new byte[in.get() & 0xff];
        in.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static int qualityCode(ClockQuality quality) {
        return switch (quality) {
            case ARRIVAL -> 0;
            case AGREED -> 1;
        };
    }

    private static int kindCode(StreamKind kind) {
        return switch (kind) {
            case MAIN -> 0;
            case SUB -> 1;
        };
    }

    private static ClockQuality quality(int code) {
        return switch (code) {
            case 0 -> ClockQuality.ARRIVAL;
            case 1 -> ClockQuality.AGREED;
            default -> throw new IllegalArgumentException("clock quality " + code);
        };
    }

    private static StreamKind kind(int code) {
        return switch (code) {
            case 0 -> StreamKind.MAIN;
            case 1 -> StreamKind.SUB;
            default -> throw new IllegalArgumentException("stream " + code);
        };
    }
}
