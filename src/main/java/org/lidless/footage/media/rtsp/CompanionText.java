package org.lidless.footage.media.rtsp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.rtp.CompanionOffer;

/// Reads what one payload type of an `m=audio` or `m=application` means. What cannot be recorded is empty, and no
/// reason to say anything: the video goes on without it.
final class CompanionText {

    private static final int HZ_G711 = 8_000;
    private static final int HZ_OPUS = 48_000;
    private static final int HZ_CD = 44_100;
    private static final int HZ_METADATA = 90_000;
    private static final int CONFIGURATION_BYTES_MAX = 64;
    private static final int UNIT_BITS = 13;
    private static final int INDEX_BITS = 3;
    private static final int FIELD_BITS_MAX = 16;
    private static final int LOW_COMPLEXITY = 2;

    /// ISO/IEC 14496-3 table 1.18.
    private static final List<Integer> AAC_RATES = List.of(
            96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350);

    private CompanionText() {}

    /// @param type   RTP's number
    /// @param name   from `a=rtpmap`: encoding, rate, channels; empty when there is none
    /// @param format from `a=fmtp`
    static Optional<CompanionOffer> audio(int type, String name, String format) {
        String[] words = name.strip().split("/", -1);
        int rate = words.length > 1 ? number(words[1]) : 0;
        int channels = words.length > 2 ? Math.max(1, number(words[2])) : 1;
        String encoding = words[0].strip().toUpperCase(Locale.ROOT);
        return switch (encoding.isEmpty() ? byNumber(type) : encoding) {
            case "PCMA" -> plain(CompanionCodec.G711_A, type, rate > 0 ? rate : HZ_G711, channels);
            case "PCMU" -> plain(CompanionCodec.G711_U, type, rate > 0 ? rate : HZ_G711, channels);
            case "L16" -> plain(CompanionCodec.L16, type, rate > 0 ? rate : HZ_CD, type == 10 ? 2 : channels);
            case "OPUS" -> plain(CompanionCodec.OPUS, type, HZ_OPUS, format.contains("sprop-stereo=1") ? 2 : 1);
            case "MPEG4-GENERIC" -> aac(type, rate, channels, format);
            default -> Optional.empty();
        };
    }

    /// Numbers that need no name (RFC 3551 table 4).
    private static String byNumber(int type) {
        return switch (type) {
            case 0 -> "PCMU";
            case 8 -> "PCMA";
            case 10, 11 -> "L16";
            default -> "";
        };
    }

    static Optional<CompanionOffer> metadata(int type, String name) {
        String encoding = name.split("/", -1)[0].strip().toLowerCase(Locale.ROOT);
        return encoding.equals("vnd.onvif.metadata")
                ? Optional.of(new CompanionOffer(
                        new Companion(CompanionCodec.ONVIF_METADATA, HZ_METADATA, 0, List.of()), type, 0, 0, 0))
                : Optional.empty();
    }

    /// Whether it is ONVIF's metadata, be it compressed.
    static boolean isMetadata(String name) {
        return name.toLowerCase(Locale.ROOT).contains("onvif.metadata");
    }

    private static Optional<CompanionOffer> plain(CompanionCodec codec, int type, int rate, int channels) {
        return isPossible(rate, channels)
                ? Optional.of(new CompanionOffer(new Companion(codec, rate, channels, List.of()), type, 0, 0, 0))
                : Optional.empty();
    }

    private static boolean isPossible(int rate, int channels) {
        return rate > 0 && rate <= Companion.RATE_MAX && channels <= Companion.CHANNELS_MAX;
    }

    /// AAC by RFC 3640. Some cameras leave the configuration out: then it is made of rate and channels.
    private static Optional<CompanionOffer> aac(int type, int rate, int channels, String format) {
        byte[] told = hex(value(format, "config"));
        byte[] configuration = told.length >= 2 ? told : configuration(rate, channels);
        if (configuration.length == 0 || !isPossible(rate, channels)) {
            return Optional.empty();
        }
        int index = ((configuration[0] & 7) << 1) | ((configuration[1] >> 7) & 1);
        int own = index < AAC_RATES.size() ? AAC_RATES.get(index) : rate;
        int sizeBits = bits(value(format, "sizelength"), UNIT_BITS);
        int indexBits = bits(value(format, "indexlength"), INDEX_BITS);
        var track = new Companion(CompanionCodec.AAC, rate, channels, List.of(new ParameterSet(configuration)));
        return Optional.of(new CompanionOffer(track, type, sizeBits, indexBits, own));
    }

    /// `AudioSpecificConfig` of AAC-LC (ISO/IEC 14496-3 section 1.6.2.1).
    private static byte[] configuration(int rate, int channels) {
        int index = AAC_RATES.indexOf(rate);
        if (index < 0) {
            return new byte[0];
        }
        int bits = (LOW_COMPLEXITY << 11) | (index << 7) | (channels << 3);
        return new byte[] {(byte) (bits >> 8), (byte) bits};
    }

    private static int bits(String text, int usual) {
        int bits = text.isEmpty() ? usual : number(text);
        return bits >= 0 && bits <= FIELD_BITS_MAX && (bits > 0 || usual != UNIT_BITS) ? bits : usual;
    }

    private static String value(String format, String name) {
        Matcher found = Pattern.compile("(?:^|[;\\s])" + name + "\\s*=\\s*\"?([^;\"\\s]*)", Pattern.CASE_INSENSITIVE)
                .matcher(format);
        return found.find() ? found.group(1) : "";
    }

    private static byte[] hex(String text) {
        if (text.length() > 2 * CONFIGURATION_BYTES_MAX || !text.matches("([0-9A-Fa-f]{2})*")) {
            return new byte[0];
        }
        return java.util.HexFormat.of().parseHex(text);
    }

    private static int number(String text) {
        String plain = text.strip();
        OptionalInt number =
                plain.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(plain)) : OptionalInt.empty();
        return number.orElse(0);
    }
}
