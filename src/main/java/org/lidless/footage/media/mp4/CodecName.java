package org.lidless.footage.media.mp4;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.Av1Sequence;

/// What an encoding is called in the `codecs` parameter of a MIME type (RFC 6381), with profile and level, so
/// that a player can say beforehand whether it can show it.
public final class CodecName {

    private static final int H264_SPS = 7;
    private static final int H265_SPS = 33;

    private CodecName() {}

    /// Of a sample entry with its parameter sets inside.
    public static String of(VideoParameters parameters) {
        return switch (parameters.codec()) {
            case H264 -> "avc1." + HexFormat.of().formatHex(h264(parameters.parameterSets()));
            case H265 -> h265(parameters.parameterSets());
            case AV1 -> av1(parameters.parameterSets());
            case MJPEG -> "mp4v.6c";
        };
    }

    private static byte[] h264(List<ParameterSet> sets) {
        byte[] sps = sets.stream()
                .map(ParameterSet::bytes)
                .filter(set -> (set[0] & 0x1f) == H264_SPS)
                .findFirst()
                .orElseGet(() -> new byte[0]);
        return SpsFacts.h264(sps).profile().array();
    }

    /// ISO/IEC 14496-15 annex E.3: profile, compatibility (bits turned round), tier and level, constraints
    /// without the zeros behind them.
    private static String h265(List<ParameterSet> sets) {
        byte[] sps = sets.stream()
                .map(ParameterSet::bytes)
                .filter(set -> ((set[0] >> 1) & 0x3f) == H265_SPS)
                .findFirst()
                .orElseGet(() -> new byte[0]);
        byte[] facts = SpsFacts.h265(sps).profile().array();
        int space = (facts[0] >> 6) & 3;
        int compatible = 0;
        for (int i = 1; i <= 4; i++) {
            compatible = (compatible << 8) | (facts[i] & 0xff);
        }
        StringBuilder name = new StringBuilder("hvc1.");
        name.append(space == 0 ? "" : String.valueOf((char) ('A' + space - 1))).append(facts[0] & 0x1f);
        name.append('.').append(Integer.toHexString(Integer.reverse(compatible)).toUpperCase(Locale.ROOT));
        name.append((facts[0] & 0x20) == 0 ? ".L" : ".H").append(facts[11] & 0xff);
        int last = 10;
        while (last > 4 && facts[last] == 0) {
            last--;
        }
        for (int i = 5; i <= last; i++) {
            name.append('.').append(Integer.toHexString(facts[i] & 0xff).toUpperCase(Locale.ROOT));
        }
        return name.toString();
    }

    /// *AV1 Codec ISO Media File Format Binding*, section 5.
    private static String av1(List<ParameterSet> sets) {
        byte[] header = sets.isEmpty() ? new byte[0] : sets.getFirst().bytes();
        Av1Sequence facts = Av1Sequence.read(header).orElseGet(() -> new Av1Sequence(0, 8, 0, 0, 0, 0));
        boolean isHigh = (facts.colourFlags() & 0x40) != 0;
        boolean isTwelve = (facts.colourFlags() & 0x20) != 0;
        int depth = isTwelve ? 12 : isHigh ? 10 : 8;
        return String.format(
                Locale.ROOT,
                "av01.%d.%02d%s.%02d",
                facts.profile(),
                facts.level(),
                facts.tier() == 0 ? "M" : "H",
                depth);
    }

    /// Of sound as a player gets it ([PlayerMovie]).
    public static String of(Companion sound) {
        return switch (sound.codec()) {
            case AAC -> "mp4a.40." + aacObject(sound);
            case OPUS -> "opus";
            case G711_A, G711_U, L16 -> "flac";
            case ONVIF_METADATA -> throw new IllegalArgumentException("metadata is no sound");
        };
    }

    /// The audio object type of an `AudioSpecificConfig` (ISO/IEC 14496-3 section 1.6.2.1); 2 is AAC-LC.
    private static int aacObject(Companion sound) {
        byte[] configuration = sound.configuration().isEmpty()
                ? new byte[0]
                : sound.configuration().getFirst().bytes();
        return configuration.length == 0 ? 2 : (configuration[0] & 0xff) >> 3;
    }
}
