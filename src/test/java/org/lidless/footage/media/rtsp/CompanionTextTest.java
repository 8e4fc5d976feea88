package org.lidless.footage.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.rtsp.SessionDescription.Further;

/// What descriptions say of sound and metadata, well or badly.
class CompanionTextTest {

    private static final String VIDEO = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n";

    private static List<Further> further(String text) {
        return SessionDescription.parse("v=0\r\n" + VIDEO + text.replace("|", "\r\n"))
                .further();
    }

    private static Companion track(String text) {
        return further(text).getFirst().offer().orElseThrow().track();
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 0 RTP/AVP 8, G711_A, 8000, 1",
        "m=audio 0 RTP/AVP 0, G711_U, 8000, 1",
        "m=audio 0 RTP/AVP 11, L16, 44100, 1",
        "m=audio 0 RTP/AVP 10, L16, 44100, 2",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 PCMA/16000, G711_A, 16000, 1",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 pcmu/8000/1 , G711_U, 8000, 1",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 L16/48000/2, L16, 48000, 2",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 OPUS/48000/2|a=fmtp:97 sprop-stereo=1, OPUS, 48000, 2",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 opus/48000/2, OPUS, 48000, 1",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 MPEG4-GENERIC/16000/1|a=fmtp:97 config=1408; sizeLength=13, AAC, 16000, 1",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 mpeg4-generic/44100/2, AAC, 44100, 2",
        "m=audio 0 RTP/AVP 97 8|a=rtpmap:97 G726-32/8000, G711_A, 8000, 1",
    })
    void soundIsKnownByNameOrNumber(String text, CompanionCodec codec, int rate, int channels) {
        Companion track = track(text);
        assertThat(track.codec()).isEqualTo(codec);
        assertThat(track.rate()).isEqualTo(rate);
        assertThat(track.channels()).isEqualTo(channels);
    }

    @Test
    void aConfigurationThatIsMissingIsMadeOfRateAndChannels() {
        assertThat(track("m=audio 0 RTP/AVP 97|a=rtpmap:97 mpeg4-generic/44100/2|")
                        .configuration()
                        .getFirst()
                        .bytes())
                .containsExactly(0x12, 0x10);
    }

    @Test
    void soundOfAHalvedRateLastsTwiceAsLong() {
        Further found = further("m=audio 0 RTP/AVP 97|a=rtpmap:97 mpeg4-generic/32000/1|a=fmtp:97 config=1408|")
                .getFirst();
        assertThat(found.offer().orElseThrow().ownRate()).isEqualTo(16_000);
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 0 RTP/AVP 2|a=rtpmap:2 G726-32/8000, G726-32",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 mpeg4-generic/12345/1, mpeg4-generic",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 L16/999999/1, L16",
        "m=audio 0 RTP/AVP 97|a=rtpmap:97 L16/8000/99, L16",
        "m=audio 0 RTP/AVP 97, payload type 97",
    })
    void whatCannotBeRecordedIsNamed(String text, String name) {
        Further found = further(text).getFirst();
        assertThat(found.offer()).isEmpty();
        assertThat(found.name()).isEqualTo(name);
    }

    @Test
    void whatTheCameraWantsToHearIsNoTrackOfIt() {
        assertThat(further("m=audio 0 RTP/AVP 0|a=sendonly|a=control:back|")).isEmpty();
        assertThat(further("m=audio 0 RTP/AVP 0|a=sendonly|m=audio 0 RTP/AVP 8|a=control:t2|"))
                .singleElement()
                .satisfies(each -> assertThat(each.control()).contains("t2"));
    }

    @Test
    void metadataIsKnownAndOtherApplicationsAreNot() {
        assertThat(track("m=application 0 RTP/AVP 107|a=rtpmap:107 VND.ONVIF.METADATA/90000|")
                        .codec())
                .isEqualTo(CompanionCodec.ONVIF_METADATA);
        assertThat(further("m=application 0 RTP/AVP 107|a=rtpmap:107 vnd.example/90000|"))
                .isEmpty();
        assertThat(further("m=application 0 RTP/AVP 107|a=rtpmap:107 vnd.onvif.metadata.gzip/90000|"))
                .singleElement()
                .satisfies(each -> assertThat(each.offer()).isEmpty());
    }
}
