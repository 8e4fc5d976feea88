package org.lidless.footage.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;

/// Sound without seams where there is none, and nothing twice.
class CompanionAxisTest {

    private static final Companion SOUND = new Companion(CompanionCodec.G711_A, 8_000, 1, List.of());
    private static final Companion METADATA = new Companion(CompanionCodec.ONVIF_METADATA, 90_000, 0, List.of());
    private static final int TICKS = 160;
    private static final long T0 = 1_790_000_000_000_000L;
    /// Shown two seconds after the movie's beginning.
    private static final Sample SAMPLE = new Sample(50, 180_000, 180_000, T0, 3_600, true, 1_000);

    private final CompanionAxis sound = new CompanionAxis(SOUND);

    private long place(long fromSampleUs) {
        return sound.place(
                new CompanionFrame(SOUND, T0 + fromSampleUs, TICKS, ByteBuffer.wrap(new byte[TICKS])), SAMPLE);
    }

    @Test
    void framesLieOneBehindTheOtherThoughTheirTimesAreALittleOff() {
        assertThat(place(0)).isEqualTo(16_000);
        assertThat(place(23_000)).isEqualTo(16_160);
        assertThat(place(38_500)).isEqualTo(16_320);
    }

    @Test
    void whatIsMissingStaysMissing() {
        assertThat(place(0)).isEqualTo(16_000);
        assertThat(place(500_000)).isEqualTo(20_000);
    }

    @Test
    void theSameFrameOfAnotherRecordersCopyIsLeftOut() {
        assertThat(place(0)).isEqualTo(16_000);
        assertThat(place(20_000)).isEqualTo(16_160);
        assertThat(place(22_000)).isEqualTo(CompanionAxis.TWICE);
        assertThat(place(42_000)).isEqualTo(16_320);
    }

    @Test
    void whatWasBeforeTheMovieIsLeftOut() {
        assertThat(place(-2_015_000)).isEqualTo(CompanionAxis.TWICE);
        assertThat(place(-2_005_000)).isZero();
    }

    @Test
    void aDocumentIsKnownAgainAndAnotherOfTheSameMomentIsNot() {
        var axis = new CompanionAxis(METADATA);
        assertThat(axis.place(document(0, "one"), SAMPLE)).isEqualTo(180_000);
        assertThat(axis.place(document(-3_000, "two"), SAMPLE)).isEqualTo(180_001);
        assertThat(axis.place(document(9_000, "one"), SAMPLE)).isEqualTo(CompanionAxis.TWICE);
        assertThat(axis.place(document(1_000_000, "one"), SAMPLE)).isEqualTo(270_000);
    }

    private static CompanionFrame document(long fromSampleUs, String text) {
        return new CompanionFrame(
                METADATA,
                T0 + fromSampleUs,
                0,
                ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
