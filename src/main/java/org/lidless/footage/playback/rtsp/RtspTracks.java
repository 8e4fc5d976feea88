package org.lidless.footage.playback.rtsp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.H264Nal;
import org.lidless.footage.media.codec.H265Nal;
import org.lidless.footage.media.rtp.CompanionPayloads;

/// The tracks of a stream and how they are described (SDP, RFC 8866): number 0 is the video, the others go with it.
///
/// @param video  what a decoder must know
/// @param beside sound and metadata
public record RtspTracks(VideoParameters video, List<Companion> beside) {

    private static final int VIDEO_TYPE = 96;
    private static final int JPEG_TYPE = 26;
    private static final int PCMU_TYPE = 0;
    private static final int PCMA_TYPE = 8;
    private static final int SOUND_TYPE = 97;
    private static final int METADATA_TYPE = 98;
    private static final int HZ_G711 = 8_000;

    public RtspTracks {
        beside = List.copyOf(beside);
    }

    public int count() {
        return 1 + beside.size();
    }

    /// RTP's number for what a track carries.
    public int payloadType(int track) {
        if (track == 0) {
            return video.codec() == VideoCodec.MJPEG ? JPEG_TYPE : VIDEO_TYPE;
        }
        Companion of = beside.get(track - 1);
        boolean isPlain = of.rate() == HZ_G711 && of.channels() == 1;
        return switch (of.codec()) {
            case G711_U -> isPlain ? PCMU_TYPE : SOUND_TYPE;
            case G711_A -> isPlain ? PCMA_TYPE : SOUND_TYPE;
            case AAC, OPUS, L16 -> SOUND_TYPE;
            case ONVIF_METADATA -> METADATA_TYPE;
        };
    }

    /// @param uri   that it was asked for by; tracks have addresses below it
    /// @param name  of what is shown
    /// @param range of stored footage
    public String description(String uri, String name, Optional<RtspRange> range) {
        String all = RtspAddress.ofAll(uri);
        List<String> lines = new ArrayList<>(
                List.of("v=0", "o=- 0 0 IN IP4 0.0.0.0", "s=" + name, "c=IN IP4 0.0.0.0", "t=0 0", "a=control:" + all));
        lines.add(range.flatMap(RtspRange::durationUs)
                .map(us -> String.format(Locale.ROOT, "a=range:npt=0-%.3f", us / 1e6))
                .orElse("a=range:npt=" + (range.isPresent() ? "0-" : "now-")));
        int type = payloadType(0);
        lines.add("m=video 0 RTP/AVP " + type);
        lines.add("a=rtpmap:" + type + " " + name(video.codec()) + "/90000");
        format().ifPresent(format -> lines.add("a=fmtp:" + type + " " + format));
        lines.add("a=control:" + RtspAddress.ofTrack(all, 0));
        for (int i = 0; i < beside.size(); i++) {
            companion(beside.get(i), payloadType(i + 1), lines);
            lines.add("a=control:" + RtspAddress.ofTrack(all, i + 1));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String name(VideoCodec codec) {
        return switch (codec) {
            case H264 -> "H264";
            case H265 -> "H265";
            case AV1 -> "AV1";
            case MJPEG -> "JPEG";
        };
    }

    /// RFC 6184 section 8.1, RFC 7798 section 7.1.
    private Optional<String> format() {
        return switch (video.codec()) {
            case H264 -> {
                List<ParameterSet> sps = sets(each -> H264Nal.type(each) == H264Nal.SPS);
                byte[] first = sps.isEmpty() ? new byte[0] : sps.getFirst().bytes();
                String level = first.length < 4
                        ? ""
                        : ";profile-level-id=" + HexFormat.of().formatHex(first, 1, 4);
                yield Optional.of("packetization-mode=1" + level + ";sprop-parameter-sets=" + base64(_ -> true));
            }
            case H265 ->
                Optional.of("sprop-vps=" + base64(each -> H265Nal.type(each) == H265Nal.VPS) + ";sprop-sps="
                        + base64(each -> H265Nal.type(each) == H265Nal.SPS) + ";sprop-pps="
                        + base64(each -> H265Nal.type(each) == H265Nal.PPS));
            case AV1, MJPEG -> Optional.empty();
        };
    }

    private interface Kind {
        boolean is(byte header);
    }

    private List<ParameterSet> sets(Kind kind) {
        return video.parameterSets().stream()
                .filter(set -> kind.is(set.bytes()[0]))
                .toList();
    }

    private String base64(Kind kind) {
        return String.join(
                ",",
                sets(kind).stream()
                        .map(set -> Base64.getEncoder().encodeToString(set.bytes()))
                        .toList());
    }

    /// RFC 3551 table 4, RFC 7587 section 7, RFC 3640 section 4.1.
    private static void companion(Companion of, int type, List<String> into) {
        into.add("m=" + (of.codec() == CompanionCodec.ONVIF_METADATA ? "application" : "audio") + " 0 RTP/AVP " + type);
        String map = "a=rtpmap:" + type + " ";
        String rate = "/" + of.rate() + (of.channels() > 1 ? "/" + of.channels() : "");
        String format = "a=fmtp:" + type + " ";
        switch (of.codec()) {
            case G711_A -> into.add(map + "PCMA" + rate);
            case G711_U -> into.add(map + "PCMU" + rate);
            case L16 -> into.add(map + "L16" + rate);
            case OPUS -> {
                into.add(map + "opus/48000/2");
                into.add(format + "sprop-stereo=" + (of.channels() > 1 ? 1 : 0));
            }
            case AAC -> {
                into.add(map + "mpeg4-generic/" + of.rate() + "/" + of.channels());
                String configuration = of.configuration().isEmpty()
                        ? ""
                        : ";config=" + of.configuration().getFirst();
                into.add(format + "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength="
                        + CompanionPayloads.SIZE_BITS + ";indexlength=" + CompanionPayloads.INDEX_BITS
                        + ";indexdeltalength=" + CompanionPayloads.INDEX_BITS + configuration);
            }
            case ONVIF_METADATA -> into.add(map + "vnd.onvif.metadata/90000");
        }
    }
}
