package org.lidless.footage.media.rtsp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtp.CompanionOffer;
import org.lidless.footage.media.rtp.VideoTrack;

/// The description that DESCRIBE answers with (SDP, RFC 8866), read for its video and what goes with it, and as
/// leniently as can be: what cannot be read is passed over, and nothing but `m=`, `a=control`, `a=rtpmap`, `a=fmtp` and
/// `a=sendonly` is looked at.
final class SessionDescription {

    private static final int LINES_MAX = 2000;
    private static final int SETS_MAX = 64;
    private static final int JPEG_TYPE = 26;
    private static final Pattern START_CODE = Pattern.compile("^0000(00)?01");

    /// A video that can be recorded, and the URL it is set up by.
    record Video(VideoTrack track, Optional<String> control) {}

    /// A track that goes with the video.
    ///
    /// @param name    its coding, for people
    /// @param offer   what it is, when it can be recorded
    /// @param control the URL it is set up by
    record Further(boolean isAudio, String name, Optional<CompanionOffer> offer, Optional<String> control) {}

    private static final class Media {
        final String kind;
        final boolean video;
        boolean backward;
        final List<Integer> types = new ArrayList<>();
        final Map<Integer, String> names = new TreeMap<>();
        final Map<Integer, String> formats = new TreeMap<>();
        Optional<String> control = Optional.empty();

        Media(String kind) {
            this.kind = kind.toLowerCase(Locale.ROOT);
            this.video = this.kind.equals("video");
        }
    }

    private final List<Media> medias = new ArrayList<>();
    private Optional<String> control = Optional.empty();

    private SessionDescription() {}

    static SessionDescription parse(String text) {
        var description = new SessionDescription();
        text.lines().limit(LINES_MAX).map(String::strip).forEach(description::line);
        return description;
    }

    private void line(String line) {
        if (line.startsWith("m=")) {
            String[] words = line.substring(2).split("\\s+", -1);
            var media = new Media(words[0]);
            for (int i = 3; i < words.length; i++) {
                number(words[i]).ifPresent(media.types::add);
            }
            medias.add(media);
        } else if (line.startsWith("a=control:")) {
            Optional<String> value =
                    Optional.of(line.substring("a=control:".length()).strip());
            if (medias.isEmpty()) {
                control = value;
            } else {
                medias.getLast().control = value;
            }
        } else if (line.equals("a=sendonly") && !medias.isEmpty()) {
            medias.getLast().backward = true;
        } else if (line.startsWith("a=rtpmap:") && !medias.isEmpty()) {
            byType(line.substring("a=rtpmap:".length()), medias.getLast().names);
        } else if (line.startsWith("a=fmtp:") && !medias.isEmpty()) {
            byType(line.substring("a=fmtp:".length()), medias.getLast().formats);
        }
    }

    private static void byType(String text, Map<Integer, String> map) {
        String[] parts = text.strip().split("\\s+", 2);
        OptionalInt type = number(parts[0]);
        if (type.isPresent()) {
            map.put(type.getAsInt(), parts.length > 1 ? parts[1] : "");
        }
    }

    private static OptionalInt number(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 127) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    /// The URL of the whole session, when it is not `*`.
    Optional<String> control() {
        return control.filter(url -> !url.equals("*") && !url.isEmpty());
    }

    /// The first video of an encoding that can be recorded.
    Optional<Video> video() {
        for (Media media : medias) {
            if (!media.video) {
                continue;
            }
            for (int type : media.types) {
                String format = format(media, type);
                Optional<VideoCodec> codec = codec(type, media.names.get(type), format);
                if (codec.isPresent()) {
                    var track = new VideoTrack(codec.get(), type, sets(codec.get(), format), OptionalInt.empty());
                    return Optional.of(new Video(track, media.control));
                }
            }
        }
        return Optional.empty();
    }

    /// The first audio and the first metadata that can be recorded; else the first of each, whatever it is. What the
    /// camera wants to be sent (ONVIF's back-channel, `a=sendonly`) is none of them.
    List<Further> further() {
        var found = new ArrayList<Further>();
        firstOf("audio").ifPresent(found::add);
        firstOf("application").ifPresent(found::add);
        return found;
    }

    private Optional<Further> firstOf(String kind) {
        boolean isAudio = kind.equals("audio");
        Optional<Further> unknown = Optional.empty();
        for (Media media : medias) {
            if (!media.kind.equals(kind) || media.backward) {
                continue;
            }
            for (int type : media.types) {
                String name = media.names.getOrDefault(type, "");
                Optional<CompanionOffer> offer = isAudio
                        ? CompanionText.audio(type, name, format(media, type))
                        : CompanionText.metadata(type, name);
                if (offer.isPresent()) {
                    String word = offer.get().track().codec().word();
                    return Optional.of(new Further(isAudio, word, offer, media.control));
                }
                if (unknown.isEmpty() && (isAudio || CompanionText.isMetadata(name))) {
                    unknown = Optional.of(new Further(isAudio, word(name, type), Optional.empty(), media.control));
                }
            }
        }
        return unknown;
    }

    private static String word(String name, int type) {
        String word = name.replaceAll("[^A-Za-z0-9./_-]", "").split("/", -1)[0];
        return word.isEmpty() ? "payload type " + type : word;
    }

    /// What is offered as video, in the camera's words, for people to read.
    List<String> videoNames() {
        var names = new ArrayList<String>();
        for (Media media : medias) {
            if (media.video) {
                for (String name : media.names.values()) {
                    names.add(name.replaceAll("[^A-Za-z0-9./_-]", "").split("/", -1)[0]);
                }
            }
        }
        return names;
    }

    /// The format's parameters. Some cameras write them under another number; with one format in the media they are
    /// meant for that.
    private static String format(Media media, int type) {
        String format = media.formats.get(type);
        if (format == null && media.types.size() == 1 && media.formats.size() == 1) {
            format = media.formats.values().iterator().next();
        }
        return format == null ? "" : format;
    }

    /// Some cameras name their encoding by its parameters alone, or by a number that needs no name (RFC 3551 table 5).
    private static Optional<VideoCodec> codec(int type, @org.jspecify.annotations.Nullable String name, String format) {
        if (name == null && type == JPEG_TYPE) {
            return Optional.of(VideoCodec.MJPEG);
        }
        if (name == null) {
            if (format.contains("sprop-vps")) {
                return Optional.of(VideoCodec.H265);
            }
            return format.contains("sprop-parameter-sets") ? Optional.of(VideoCodec.H264) : Optional.empty();
        }
        String plain = name.split("/", -1)[0].strip().toUpperCase(Locale.ROOT);
        return switch (plain) {
            case "H264" -> Optional.of(VideoCodec.H264);
            case "H265", "HEVC" -> Optional.of(VideoCodec.H265);
            case "AV1", "AV1X" -> Optional.of(VideoCodec.AV1);
            case "JPEG" -> Optional.of(VideoCodec.MJPEG);
            default -> Optional.empty();
        };
    }

    private static List<ParameterSet> sets(VideoCodec codec, String format) {
        List<String> names = switch (codec) {
            case H264 -> List.of("sprop-parameter-sets");
            case H265 -> List.of("sprop-vps", "sprop-sps", "sprop-pps");
            case AV1, MJPEG -> List.of();
        };
        var sets = new ArrayList<ParameterSet>();
        for (String name : names) {
            Matcher value = Pattern.compile(name + "\\s*=\\s*\"?([^;\"\\s]*)", Pattern.CASE_INSENSITIVE)
                    .matcher(format);
            if (value.find()) {
                for (String each : value.group(1).split(",", -1)) {
                    decode(each).ifPresent(sets::add);
                }
            }
        }
        return sets.size() > SETS_MAX ? sets.subList(0, SETS_MAX) : sets;
    }

    /// Base 64, with or without its padding; a start code in front is taken off.
    private static Optional<ParameterSet> decode(String text) {
        try {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '=') {
                end--;
            }
            byte[] bytes = Base64.getDecoder().decode(text.substring(0, end));
            String hex = java.util.HexFormat.of().formatHex(bytes);
            byte[] plain =
                    java.util.HexFormat.of().parseHex(START_CODE.matcher(hex).replaceFirst(""));
            return plain.length == 0 ? Optional.empty() : Optional.of(new ParameterSet(plain));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
