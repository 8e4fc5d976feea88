package org.lidless.footage.playback.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.alignment.SampleMark;

class PlayerFeedTest {

    private static final Companion SOUND = new Companion(CompanionCodec.G711_A, 8_000, 1, List.of());
    private static final long T0 = 1_793_000_000_000_000L;

    private final PlayerFeed feed = new PlayerFeed(0, true, 0, false).awaitingSound();

    private static Picture picture(int number, boolean isHeard) {
        long ticks = number * 3_600L;
        long timeUs = T0 + number * 40_000L;
        var mark = new SampleMark(new RunId(1), number, ticks, ticks, timeUs, 100, number == 0, number);
        List<CompanionFrame> beside =
                isHeard ? List.of(new CompanionFrame(SOUND, timeUs, 320, ByteBuffer.allocate(320))) : List.of();
        return new Picture(
                new RingSample(number, mark, 3_600, Footage.H264, beside, ByteBuffer.allocate(100)),
                new NodeId("r1"),
                Epoch.FIRST,
                false,
                number == 0 ? Seam.FIRST : Seam.NONE,
                number == 0 ? 0 : 3_600);
    }

    private static List<String> words(List<Piece> pieces) {
        List<String> words = new ArrayList<>();
        for (Piece piece : pieces) {
            words.add(
                    switch (piece) {
                        case Piece.Format format -> "format " + format.track().word();
                        case Piece.Media media -> media.kind().toString();
                        case Piece.From _ -> "from";
                        case Piece.Note _ -> "note";
                    });
        }
        return words;
    }

    @Test
    void bothTracksAreToldBeforeEitherBegins() {
        for (int i = 0; i < 3; i++) {
            assertThat(feed.take(picture(i, false))).isEmpty();
        }
        assertThat(words(feed.take(picture(3, true))))
                .containsExactly(
                        "from",
                        "format video",
                        "format sound",
                        "VIDEO_HEAD",
                        "SOUND_HEAD",
                        "VIDEO",
                        "VIDEO",
                        "VIDEO",
                        "VIDEO",
                        "SOUND");
        assertThat(words(feed.take(picture(4, true)))).containsExactly("VIDEO", "SOUND");
    }

    @Test
    void aPictureWithoutSoundIsNotKeptBackForLong() {
        int shown = 0;
        for (int i = 0; shown == 0; i++) {
            shown = feed.take(picture(i, false)).size();
            assertThat(i).isLessThan(19);
        }
        assertThat(words(feed.take(picture(30, true)))).contains("format sound", "SOUND_HEAD", "SOUND");
    }

    @Test
    void newsAreNotKeptBack() {
        assertThat(words(feed.take(new LiveItem.Waiting(T0, LiveItem.Why.CAMERA))))
                .containsExactly("note");
        feed.take(picture(0, false));
        assertThat(words(feed.take(new LiveItem.Flowing()))).contains("note", "VIDEO_HEAD", "VIDEO");
    }
}
