package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// The visual sample entry of a track: `avc1`/`hvc1` (parameter sets in the entry) or `avc3`/`hev1` (parameter sets
/// may also come in band), ISO/IEC 14496-15 sections 5.4.2 and 8.4; `av01`, whose samples may always carry sequence
/// headers (*AV1 Codec ISO Media File Format Binding* section 2.2); `mp4v` of kind JPEG (ISO/IEC 14496-14).
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
    private static final int AV01 = BoxType.of("av01");
    private static final int MP4V = BoxType.of("mp4v");
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
        switch (parameters.codec()) {
            case H264, H265 -> DecoderConfiguration.write(out, parameters);
            case AV1 -> Av1Configuration.write(out, parameters);
            case MJPEG -> JpegConfiguration.write(out);
        }
        out.end();
    }

    private static int type(VideoCodec codec, ParameterSets where) {
        boolean inBand = where == ParameterSets.IN_BAND;
        return switch (codec) {
            case H264 -> inBand ? AVC3 : AVC1;
            case H265 -> inBand ? HEV1 : HVC1;
            case AV1 -> AV01;
            case MJPEG -> MP4V;
        };
    }

    /// Reads an entry back. Reorder depth is not in it, and reads as 0.
    static VideoParameters read(Box entry) throws BadMovieException {
        VideoCodec codec = codec(entry.type());
        ByteBuffer body = entry.content(FIXED_BYTES);
        int width = body.getShort(24) & 0xffff;
        int height = body.getShort(26) & 0xffff;
        body.position(FIXED_BYTES);
        int type = configuration(codec);
        ByteBuffer inside = Box.first(body, type)
                .orElseThrow(() -> new BadMovieException("sample entry without " + BoxType.name(type)))
                .content();
        List<ParameterSet> sets = switch (codec) {
            case H264, H265 -> DecoderConfiguration.read(codec, inside);
            case AV1 -> Av1Configuration.read(inside);
            case MJPEG -> JpegConfiguration.read(inside);
        };
        return new VideoParameters(codec, sets, width, height, 0);
    }

    private static VideoCodec codec(int type) throws BadMovieException {
        if (type == AVC1 || type == AVC3) {
            return VideoCodec.H264;
        }
        if (type == HVC1 || type == HEV1) {
            return VideoCodec.H265;
        }
        if (type == AV01) {
            return VideoCodec.AV1;
        }
        if (type == MP4V) {
            return VideoCodec.MJPEG;
        }
        throw new BadMovieException("sample entry " + BoxType.name(type) + " is none of H.264, H.265, AV1 and JPEG");
    }

    private static int configuration(VideoCodec codec) {
        return switch (codec) {
            case H264 -> DecoderConfiguration.AVCC;
            case H265 -> DecoderConfiguration.HVCC;
            case AV1 -> Av1Configuration.AV1C;
            case MJPEG -> JpegConfiguration.ESDS;
        };
    }
}
