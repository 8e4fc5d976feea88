package org.lidless.footage.playback.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Sample;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.alignment.SampleMark;

/// The axis, as a media source checks it: a sample decoded later than the one before by more than twice that one's
/// duration is thrown away with all that follow up to the next key sample.
class PlayerAxisTest {

    private static final long T0 = 1_793_000_000_000_000L;

    private static Picture picture(int number, int stepTicks, int durationTicks) {
        var mark = new SampleMark(new RunId(1), number, number, number, T0 + number, 100, false, number);
        return new Picture(
                new RingSample(number, mark, durationTicks, Footage.H264, List.of(), ByteBuffer.allocate(100)),
                new NodeId("r1"),
                Epoch.FIRST,
                false,
                Seam.NONE,
                stepTicks);
    }

    @Test
    void aPictureThatComesLateIsNoLeap() {
        PlayerAxis axis = new PlayerAxis(0, false);
        Sample before = axis.place(picture(0, 0, 3_600));
        for (int number = 1; number < 200; number++) {
            Sample next = axis.place(picture(number, number % 7 == 0 ? 50_000 : 1_200 * (1 + number % 5), 3_600));
            assertThat(next.decodeTicks() - before.decodeTicks())
                    .isPositive()
                    .isLessThanOrEqualTo(2L * before.durationTicks());
            before = next;
        }
    }

    /// The server that was there before made the last one as long as was usual at that time: 1/60 s of a fast camera.
    /// This one knows only how long the next one lasts.
    @Test
    void goingOnBehindAnotherServersPictureIsNoLeapHoweverUnevenlyTheCameraGoes() {
        long lastTicks = 90_000;
        for (int stepTicks : List.of(1_500, 3_600, 9_000, 90_000)) {
            for (int durationTicks : List.of(1_500, 9_000, 90_000)) {
                Sample next = new PlayerAxis(1_000_000, true).place(picture(7, stepTicks, durationTicks));
                assertThat(next.decodeTicks() - lastTicks)
                        .as("%d ticks on, for %d ticks", stepTicks, durationTicks)
                        .isPositive()
                        .isLessThanOrEqualTo(2 * 1_500);
            }
        }
    }
}
