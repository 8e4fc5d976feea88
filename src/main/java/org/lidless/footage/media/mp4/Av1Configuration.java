package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.Av1Obu;
import org.lidless.footage.media.codec.Av1Sequence;

/// The decoder configuration of AV1, `av1C`, with the sequence header in it (*AV1 Codec ISO Media File Format Binding*
/// section 2.3).
final class Av1Configuration {

    static final int AV1C = BoxType.of("av1C");

    private static final int FIXED_BYTES = 4;
    private static final int LEB128_BYTES_MAX = 5;
    private static final Av1Sequence UNREAD = new Av1Sequence(0, 0, 0, 0, 0, 0x0C);

    private Av1Configuration() {}

    static void write(BoxWriter out, VideoParameters parameters) {
        byte[] header = parameters.parameterSets().isEmpty()
                ? new byte[0]
                : parameters.parameterSets().getFirst().bytes();
        Av1Sequence facts = Av1Sequence.read(header).orElse(UNREAD);
        out.begin(AV1C).u8(0x81).u8((facts.profile() << 5) | facts.level());
        out.u8((facts.tier() << 7) | facts.colourFlags()).u8(0);
        if (header.length > 0) {
            int head = Av1Obu.headerBytes(header[0]);
            out.u8(header[0] | Av1Obu.HAS_SIZE);
            for (int at = 1; at < header.length; at++) {
                if (at == head) {
                    size(out, header.length - head);
                }
                out.u8(header[at]);
            }
        }
        out.end();
    }

    private static void size(BoxWriter out, int bytes) {
        int left = bytes;
        while (left > 0x7F) {
            out.u8((left & 0x7F) | 0x80);
            left >>= 7;
        }
        out.u8(left);
    }

    /// The sequence header without its size field, if there is one.
    static List<ParameterSet> read(ByteBuffer in) throws BadMovieException {
        if (in.remaining() < FIXED_BYTES) {
            throw new BadMovieException("av1C is cut short");
        }
        in.position(in.position() + FIXED_BYTES);
        if (!in.hasRemaining()) {
            return List.of();
        }
        byte header = in.get(in.position());
        int head = Av1Obu.headerBytes(header);
        if (Av1Obu.type(header) != Av1Obu.SEQUENCE_HEADER || in.remaining() < head) {
            throw new BadMovieException("av1C holds something else than a sequence header");
        }
        byte[] front = new byte[head];
        in.get(front);
        int size = Av1Obu.hasSize(header) ? size(in) : in.remaining();
        if (size < 0 || size > in.remaining()) {
            throw new BadMovieException("the sequence header in av1C is cut short");
        }
        byte[] whole = new byte[head + size];
        System.arraycopy(front, 0, whole, 0, head);
        in.get(whole, head, size);
        whole[0] &= ~Av1Obu.HAS_SIZE;
        return List.of(new ParameterSet(whole));
    }

    private static int size(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < LEB128_BYTES_MAX && in.hasRemaining(); i++) {
            int part = in.get();
            value |= (long) (part & 0x7F) << (7 * i);
            if (part >= 0) {
                return value <= Integer.MAX_VALUE ? (int) value : -1;
            }
        }
        return -1;
    }
}
