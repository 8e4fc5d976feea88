package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// The decoder configuration records of ISO/IEC 14496-15: `avcC` (section 5.3.3.1) and `hvcC` (section 8.3.3.1).
final class DecoderConfiguration {

    static final int AVCC = BoxType.of("avcC");
    static final int HVCC = BoxType.of("hvcC");

    private static final int H264_SPS = 7;
    private static final int H264_PPS = 8;
    private static final int H265_SPS = 33;
    private static final int SETS_MAX = 64;

    private DecoderConfiguration() {}

    static void write(BoxWriter out, VideoParameters parameters) {
        switch (parameters.codec()) {
            case H264 -> writeAvc(out, parameters.parameterSets());
            case H265 -> writeHevc(out, parameters.parameterSets());
            case AV1, MJPEG -> throw new IllegalArgumentException(parameters.codec() + " is configured elsewhere");
        }
    }

    private static void writeAvc(BoxWriter out, List<ParameterSet> sets) {
        List<byte[]> sps = new ArrayList<>();
        List<byte[]> pps = new ArrayList<>();
        for (ParameterSet set : sets) {
            byte[] bytes = set.bytes();
            switch (bytes[0] & 0x1f) {
                case H264_SPS -> sps.add(bytes);
                case H264_PPS -> pps.add(bytes);
                default -> throw new IllegalArgumentException("no H.264 parameter set: " + set);
            }
        }
        SpsFacts facts = SpsFacts.h264(sps.isEmpty() ? new byte[0] : sps.getFirst());
        out.begin(AVCC).u8(1).bytes(facts.profile().array()).u8(0xff).u8(0xe0 | sps.size());
        writeSets(out, sps);
        out.u8(pps.size());
        writeSets(out, pps);
        if (facts.highProfile()) {
            out.u8(0xfc | facts.chromaFormat())
                    .u8(0xf8 | (facts.lumaDepth() - 8))
                    .u8(0xf8 | (facts.chromaDepth() - 8))
                    .u8(0);
        }
        out.end();
    }

    private static void writeHevc(BoxWriter out, List<ParameterSet> sets) {
        byte[] firstSps = new byte[0];
        for (ParameterSet set : sets) {
            byte[] bytes = set.bytes();
            if (h265Type(bytes) == H265_SPS && firstSps.length == 0) {
                firstSps = bytes;
            }
        }
        SpsFacts facts = SpsFacts.h265(firstSps);
        // general profile, tier and level; no spatial segmentation, unknown parallelism; unknown frame rate;
        // one temporal layer; lengths of four bytes
        out.begin(HVCC)
                .u8(1)
                .bytes(facts.profile().array())
                .u16(0xf000)
                .u8(0xfc)
                .u8(0xfc | facts.chromaFormat());
        out.u8(0xf8 | (facts.lumaDepth() - 8))
                .u8(0xf8 | (facts.chromaDepth() - 8))
                .u16(0)
                .u8(0x0f);
        out.u8(sets.size());
        for (ParameterSet set : sets) {
            byte[] bytes = set.bytes();
            out.u8(0x80 | h265Type(bytes)).u16(1);
            writeSets(out, List.of(bytes));
        }
        out.end();
    }

    private static void writeSets(BoxWriter out, List<byte[]> sets) {
        for (byte[] set : sets) {
            out.u16(set.length).bytes(set);
        }
    }

    private static int h265Type(byte[] nal) {
        return (nal[0] >> 1) & 0x3f;
    }

    /// The parameter sets of an `avcC` or `hvcC` box.
    static List<ParameterSet> read(VideoCodec codec, ByteBuffer in) throws BadMovieException {
        List<ParameterSet> sets = new ArrayList<>();
        switch (codec) {
            case H264 -> {
                skip(in, 5);
                readSets(in, u8(in) & 0x1f, sets);
                readSets(in, u8(in), sets);
            }
            case H265 -> {
                skip(in, 22);
                int arrays = u8(in);
                for (int i = 0; i < arrays; i++) {
                    u8(in);
                    readSets(in, u16(in), sets);
                }
            }
            case AV1, MJPEG -> throw new IllegalArgumentException(codec + " is configured elsewhere");
        }
        return sets;
    }

    private static void readSets(ByteBuffer in, int count, List<ParameterSet> into) throws BadMovieException {
        for (int i = 0; i < count; i++) {
            int length = u16(in);
            if (length == 0 || length > in.remaining() || into.size() == SETS_MAX) {
                throw new BadMovieException("decoder configuration with an impossible parameter set");
            }
            byte[] bytes = new byte[length];
            in.get(bytes);
            into.add(new ParameterSet(bytes));
        }
    }

    private static int u8(ByteBuffer in) throws BadMovieException {
        need(in, 1);
        return in.get() & 0xff;
    }

    private static int u16(ByteBuffer in) throws BadMovieException {
        need(in, 2);
        return in.getShort() & 0xffff;
    }

    private static void skip(ByteBuffer in, int bytes) throws BadMovieException {
        need(in, bytes);
        in.position(in.position() + bytes);
    }

    private static void need(ByteBuffer in, int bytes) throws BadMovieException {
        if (in.remaining() < bytes) {
            throw new BadMovieException("decoder configuration is cut short");
        }
    }
}
