package org.lidless.wire.node;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// Watermarks as bytes, about 18 a mark; docs/formats/node-protocol.md. Whole numbers are LEB128 (seven bits a byte,
/// lowest first, the high bit says that more follow); signed ones fold the sign into the lowest bit first.
final class MarkBytes {

    /// Most marks of one stream in one message.
    static final int MARKS_MAX = 1_024;

    /// A message takes no further stream once it is longer than this.
    static final int MESSAGE_BYTES_AIM = 64 * 1024;

    private static final int VERSION = 1;
    private static final int NO_END = 0;
    private static final int HAS_END = 1;
    private static final int KEY = 1;
    private static final int NEW_RUN = 0;
    private static final int SAME_RUN = 1;

    private MarkBytes() {}

    /// Writes batches of one writer: as many messages as are needed.
    static List<byte[]> encode(List<MarkFeed.Batch> batches) {
        List<byte[]> messages = new ArrayList<>();
        Writing writing = new Writing();
        for (MarkFeed.Batch batch : batches) {
            if (writing.size() == 0) {
                writing.unsigned(VERSION);
            }
            write(batch, writing);
            if (writing.size() >= MESSAGE_BYTES_AIM) {
                messages.add(writing.bytes());
                writing = new Writing();
            }
        }
        if (writing.size() > 0) {
            messages.add(writing.bytes());
        }
        return messages;
    }

    private static void write(MarkFeed.Batch batch, Writing to) {
        Watermark watermark = batch.watermark();
        to.text(watermark.stream().camera().value());
        to.unsigned(number(watermark.stream().kind()));
        to.unsigned(watermark.epoch().value());
        boolean ends = watermark.endUs() != Long.MIN_VALUE;
        to.unsigned(ends ? HAS_END : NO_END);
        if (ends) {
            to.signed(watermark.endUs());
        }
        to.signed(batch.nextPlace());
        to.unsigned(watermark.durable().size());
        SampleMark before = null;
        for (SampleMark mark : watermark.durable()) {
            write(mark, before != null && before.run().equals(mark.run()) ? before : null, to);
            before = mark;
        }
    }

    /// @param before the mark before it in its run; null when it begins one in this batch
    private static void write(SampleMark mark, @Nullable SampleMark before, Writing to) {
        to.unsigned(before == null ? NEW_RUN : SAME_RUN);
        if (before == null) {
            to.fixed(mark.run().bits());
        }
        to.signed(mark.number() - (before == null ? 0 : before.number()));
        to.signed(mark.decodeTicks() - (before == null ? 0 : before.decodeTicks()));
        to.unsigned(mark.presentationTicks() - mark.decodeTicks());
        to.signed(mark.timeUs() - (before == null ? 0 : before.timeUs()));
        to.unsigned(((long) mark.size() << 1) | (mark.key() ? KEY : 0));
        to.fixed(mark.hash());
    }

    private static int number(StreamKind kind) {
        return switch (kind) {
            case MAIN -> 0;
            case SUB -> 1;
        };
    }

    private static StreamKind kind(long number) {
        for (StreamKind kind : StreamKind.values()) {
            if (number(kind) == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no stream " + Long.toUnsignedString(number));
    }

    /// Reads one message.
    ///
    /// @param writer who sent it, by its certificate
    /// @throws IllegalArgumentException with a reason, when it is no such message of this version
    static List<MarkFeed.Batch> decode(ByteBuffer message, NodeId writer) {
        Reading from = new Reading(message);
        try {
            long version = from.unsigned();
            if (version != VERSION) {
                throw new IllegalArgumentException("marks of version " + version + "; known is " + VERSION);
            }
            List<MarkFeed.Batch> batches = new ArrayList<>();
            while (from.hasMore()) {
                batches.add(read(from, writer));
            }
            return batches;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("marks end in the middle", cut);
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("a number of the marks is too large", tooLarge);
        }
    }

    private static MarkFeed.Batch read(Reading from, NodeId writer) {
        CameraId camera = new CameraId(from.text());
        StreamId stream = new StreamId(camera, kind(from.unsigned()));
        Epoch epoch = new Epoch(from.unsigned());
        long endUs = from.unsigned() == HAS_END ? from.signed() : Long.MIN_VALUE;
        long nextPlace = from.signed();
        int count = from.upTo(MARKS_MAX);
        List<SampleMark> marks = new ArrayList<>(count);
        SampleMark before = null;
        for (int each = 0; each < count; each++) {
            boolean goesOn = from.unsigned() == SAME_RUN;
            if (goesOn && before == null) {
                throw new IllegalArgumentException("the first mark goes on with a run");
            }
            before = read(from, goesOn ? before : null);
            marks.add(before);
        }
        return new MarkFeed.Batch(new Watermark(stream, writer, epoch, marks, endUs), nextPlace);
    }

    private static SampleMark read(Reading from, @Nullable SampleMark before) {
        RunId run = before == null ? new RunId(from.fixed()) : before.run();
        long number = Math.addExact(before == null ? 0 : before.number(), from.signed());
        long decode = Math.addExact(before == null ? 0 : before.decodeTicks(), from.signed());
        long presentation = Math.addExact(decode, from.unsigned());
        long timeUs = Math.addExact(before == null ? 0 : before.timeUs(), from.signed());
        long sizeAndKey = from.unsigned();
        int size = Math.toIntExact(sizeAndKey >>> 1);
        return new SampleMark(run, number, decode, presentation, timeUs, size, (sizeAndKey & KEY) != 0, from.fixed());
    }

    /// Puts numbers behind each other.
    private static final class Writing {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        int size() {
            return bytes.size();
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        void unsigned(long value) {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                bytes.write((int) (left & 0x7F) | 0x80);
                left >>>= 7;
            }
            bytes.write((int) left);
        }

        void signed(long value) {
            unsigned((value << 1) ^ (value >> 63));
        }

        void fixed(long value) {
            bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        }

        void text(String ascii) {
            byte[] letters = ascii.getBytes(StandardCharsets.US_ASCII);
            unsigned(letters.length);
            bytes.writeBytes(letters);
        }
    }

    /// Takes numbers off again, and believes none of them.
    private static final class Reading {

        private static final int TEXT_MAX = 63;

        private final ByteBuffer bytes;

        Reading(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return bytes.hasRemaining();
        }

        long unsigned() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte part = bytes.get();
                value |= (long) (part & 0x7F) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number of the marks has no end");
        }

        long signed() {
            long folded = unsigned();
            return (folded >>> 1) ^ -(folded & 1);
        }

        int upTo(int max) {
            long value = unsigned();
            if (value < 0 || value > max) {
                throw new IllegalArgumentException(Long.toUnsignedString(value) + " is more than " + max);
            }
            return (int) value;
        }

        long fixed() {
            return bytes.getLong();
        }

        String text() {
            byte[] letters = new byte[upTo(TEXT_MAX)];
            bytes.get(letters);
            return new String(letters, StandardCharsets.US_ASCII);
        }
    }
}
