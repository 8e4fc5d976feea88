package org.lidless.footage.playback.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.domain.CameraId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// What players say and are told in words.
class RtspWordsTest {

    private static final long TEN = TimeSpan.micros(Instant.parse("2026-11-22T10:00:00Z"));
    private static final RtspRange HOUR = new RtspRange(TEN, TEN + 3_600_000_000L);

    private static ParameterSet set(String hex) {
        return new ParameterSet(HexFormat.of().parseHex(hex));
    }

    @Test
    void anAddressNamesAStreamATrackAndTimes() {
        RtspAddress address = RtspAddress.of(
                        "rtsps://m1.example:8554/footage/gate/track1?from=2026-11-22T11:00:00+01:00&stream=sub")
                .orElseThrow();
        assertThat(address.isLive()).isFalse();
        assertThat(address.stream()).isEqualTo(new StreamId(new CameraId("gate"), StreamKind.SUB));
        assertThat(address.track()).isEqualTo(OptionalInt.of(1));
        assertThat(address.query()).containsEntry("from", "2026-11-22T11:00:00+01:00");
        assertThat(RtspAddress.of("rtsp://10.0.0.1/live/gate/").orElseThrow().isLive())
                .isTrue();
        assertThat(RtspAddress.ofTrack("rtsp://h/live/gate/track0?stream=sub", 2))
                .isEqualTo("rtsp://h/live/gate/track2?stream=sub");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "rtsp://h/",
                "rtsp://h/live/",
                "rtsp://h/live/../etc",
                "rtsp://h/live/gate/../yard",
                "rtsp://h/live/gate?stream=third",
                "rtsp://h/live/%zz",
                "http://h/live/gate",
                "rtsp://h/live/%2e%2e%2f"
            })
    void whatNamesNothingIsRefused(String uri) {
        assertThat(RtspAddress.of(uri)).isEmpty();
        assertThat(RtspAddress.of("rtsp://h/live/" + "a".repeat(RtspAddress.CHARS_MAX)))
                .isEmpty();
    }

    @Test
    void aRangeIsAskedForByTheClockOrBySeconds() {
        assertThat(HOUR.words()).isEqualTo("clock=20261122T100000Z-20261122T110000Z");
        assertThat(HOUR.asked("clock=20261122T101500.25Z-"))
                .contains(new RtspRange(TEN + 900_250_000L, TEN + 3_600_000_000L));
        assertThat(HOUR.asked("clock=20261122T101500Z-20261122T101600Z"))
                .contains(new RtspRange(TEN + 900_000_000L, TEN + 960_000_000L));
        assertThat(HOUR.asked("npt=90.5-")).contains(new RtspRange(TEN + 90_500_000L, TEN + 3_600_000_000L));
        assertThat(new RtspRange(TEN, RtspRange.OPEN).words()).isEqualTo("clock=20261122T100000Z-");
        for (String odd : List.of(
                "npt=now-",
                "npt=99999999-",
                "clock=then-",
                "clock=20269999T999999Z-",
                "clock=20261122T110000Z-20261122T100000Z",
                "smpte=1:2:3-")) {
            assertThat(HOUR.asked(odd)).as(odd).isEmpty();
        }
    }

    @Test
    void onlyTheConnectionItselfCarriesMedia() {
        assertThat(RtspTransport.of("RTP/AVP;unicast;client_port=5000-5001,RTP/AVP/TCP;unicast;interleaved=4-5", 0))
                .contains(new RtspTransport(4, 5));
        assertThat(RtspTransport.of("RTP/AVP/TCP;unicast", 2)).contains(new RtspTransport(4, 5));
        assertThat(new RtspTransport(4, 5).answer(0x0A0B0C0D)).contains("interleaved=4-5;ssrc=0A0B0C0D");
        for (String other : List.of(
                "",
                "RTP/AVP;unicast;client_port=5000-5001",
                "RTP/AVP/TCP;interleaved=255",
                "RTP/AVP/TCP;interleaved=3-3",
                "RTP/AVP/TCP;interleaved=999-1000")) {
            assertThat(RtspTransport.of(other, 0)).as(other).isEmpty();
        }
    }

    @Test
    void everyEncodingIsDescribed() {
        var aac = new Companion(CompanionCodec.AAC, 16_000, 1, List.of(set("1408")));
        var metadata = new Companion(CompanionCodec.ONVIF_METADATA, 90_000, 0, List.of());
        var h265 = new VideoParameters(
                VideoCodec.H265, List.of(set("40010c"), set("420101"), set("4401c1")), 1920, 1080, 0);
        String words = new RtspTracks(h265, List.of(aac, metadata))
                .description("rtsps://h/footage/gate?from=x", "gate", Optional.of(HOUR));
        assertThat(words)
                .contains("a=range:npt=0-3600.000\r\n", "a=rtpmap:96 H265/90000\r\n")
                .contains(
                        "sprop-vps=QAEM;sprop-sps=QgEB;sprop-pps=RAHB",
                        "a=control:rtsps://h/footage/gate/track0?from=x")
                .contains("m=audio 0 RTP/AVP 97\r\na=rtpmap:97 mpeg4-generic/16000/1", "mode=AAC-hbr;sizelength=13")
                .contains("config=1408", "m=application 0 RTP/AVP 98\r\na=rtpmap:98 vnd.onvif.metadata/90000")
                .contains("/footage/gate/track2?from=x");
        var jpeg = new VideoParameters(VideoCodec.MJPEG, List.of(), 640, 480, 0);
        var law = new Companion(CompanionCodec.G711_A, 8_000, 1, List.of());
        assertThat(new RtspTracks(jpeg, List.of(law)).description("rtsp://h/live/gate", "gate", Optional.empty()))
                .contains("m=video 0 RTP/AVP 26\r\n", "m=audio 0 RTP/AVP 8\r\n", "a=range:npt=now-");
        var av1 = new VideoParameters(VideoCodec.AV1, List.of(set("0800")), 640, 480, 0);
        var stereo = new Companion(CompanionCodec.OPUS, 48_000, 2, List.of());
        assertThat(new RtspTracks(av1, List.of(stereo)).description("rtsp://h/live/gate", "gate", Optional.empty()))
                .contains("AV1/90000", "opus/48000/2", "sprop-stereo=1");
    }
}
