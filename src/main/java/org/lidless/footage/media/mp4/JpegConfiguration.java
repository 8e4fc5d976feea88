package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.ParameterSet;

/// The elementary stream descriptor of a track of JPEG images (ISO/IEC 14496-14 section 5.6, 14496-1 section 7.2.6):
/// nothing but the kind of stream, since every image brings its own tables.
final class JpegConfiguration {

    static final int ESDS = BoxType.of("esds");

    private static final int ELEMENTARY_STREAM = 3;
    private static final int DECODER = 4;
    private static final int SYNCHRONIZATION = 6;
    /// ISO/IEC 14496-1 table 5: visual ISO/IEC 10918-1.
    private static final int JPEG = 0x6C;
    /// Stream type 4, visual, and the bit that is always set.
    private static final int VISUAL = 0x11;
    private static final int FIXED_BYTES = 9;
    private static final int DECODER_BYTES = 13;

    private JpegConfiguration() {}

    static void write(BoxWriter out) {
        out.begin(ESDS, 0, 0).u8(ELEMENTARY_STREAM).u8(3 + 2 + DECODER_BYTES + 3);
        out.u16(MovieHead.TRACK).u8(0);
        out.u8(DECODER).u8(DECODER_BYTES).u8(JPEG).u8(VISUAL).zeros(DECODER_BYTES - 2);
        out.u8(SYNCHRONIZATION).u8(1).u8(2).end();
    }

    /// Nothing, when the descriptor says JPEG.
    static List<ParameterSet> read(ByteBuffer in) throws BadMovieException {
        int at = in.position() + 4;
        at = behind(in, at, ELEMENTARY_STREAM) + 3;
        at = behind(in, at, DECODER);
        if (at >= in.limit() || (in.get(at) & 0xFF) != JPEG) {
            throw new BadMovieException("an mp4v track that is not JPEG");
        }
        return List.of();
    }

    /// Behind the tag and the length of a descriptor.
    private static int behind(ByteBuffer in, int at, int tag) throws BadMovieException {
        if (in.limit() - at < FIXED_BYTES || in.get(at) != tag) {
            throw new BadMovieException("an elementary stream descriptor that cannot be read");
        }
        int next = at + 1;
        while (in.get(next) < 0 && next < at + 4) {
            next++;
        }
        return next + 1;
    }
}
