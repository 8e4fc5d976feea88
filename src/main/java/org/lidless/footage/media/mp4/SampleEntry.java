package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// The visual sample entry of a track: `avc1`/`hvc1` (parameter sets in the entry) or `avc3`/`hev1` (parameter sets
/// may also come in band), ISO/IEC 14496-15 sections 5.4.2 and 8.4.
final class SampleEntry {

    /// Whether samples may carry parameter sets.
    enum ParameterSets {
        IN_ENTRY,
        IN_BAND
    }

    private static final int AVC1 = BoxType.of("avc1");
    private static final int AVC3 = BoxType.of("avc3");
    private static final int HVC1 = BoxType.of("hvc1");
    private static final int HEV1 = BoxType.of("hev1");
    private static final int FIXED_BYTES = 78;

    private SampleEntry() {}

    /// An upper bound on the length of the entry.
    static int lengthMax(VideoParameters parameters) {
        int sets = parameters.parameterSets().stream()
                .mapToInt(set -> set.size() + 5)
                .sum();
        return 8 + FIXED_BYTES + 8 + 32 + sets;
    }

    static void write(BoxWriter out, VideoParameters parameters, ParameterSets where) {
        out.begin(type(parameters.codec(), where)).zeros(6).u16(1).zeros(16);
        out.u16(parameters.width()).u16(parameters.height());
        out.u32(0x480000).u32(0x480000).u32(0).u16(1).zeros(32).u16(0x18).u16(0xffff);
        DecoderConfiguration.write(out, parameters);
        out.end();
    }

    private static int type(VideoCodec codec, ParameterSets where) {
        boolean inBand = where == ParameterSets.IN_BAND;
        return switch (codec) {
            case H264 -> inBand ? AVC3 : AVC1;
            case H265 -> inBand ? HEV1 : HVC1;
        };
    }

    /// Reads an entry back. Reorder depth is not in it, and reads as 0.
    static VideoParameters read(Box entry) throws BadMovieException {
        VideoCodec codec;
        int configuration;
        if (entry.type() == AVC1 || entry.type() == AVC3) {
            codec = VideoCodec.H264;
            configuration = DecoderConfiguration.AVCC;
        } else if (entry.type() == HVC1 || entry.type() == HEV1) {
            codec = VideoCodec.H265;
            configuration = DecoderConfiguration.HVCC;
        } else {
            throw new BadMovieException("sample entry " + BoxType.name(entry.type()) + " is neither H.264 nor H.265");
        }
        ByteBuffer body = entry.content(FIXED_BYTES);
        int width = body.getShort(24) & 0xffff;
        int height = body.getShort(26) & 0xffff;
        body.position(FIXED_BYTES);
        Box box = Box.first(body, configuration)
                .orElseThrow(() -> new BadMovieException("sample entry without " + BoxType.name(configuration)));
        return new VideoParameters(codec, DecoderConfiguration.read(codec, box.content()), width, height, 0);
    }
}
