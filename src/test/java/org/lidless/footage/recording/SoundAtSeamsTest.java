package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.mp4.CompanionAxis;

/// Two recorders hear one camera, each with a network of its own. Wherever the picture goes over from one's copy to the
/// other's, its sound does, too.
class SoundAtSeamsTest {

    private static final Companion SOUND = new Companion(CompanionCodec.G711_A, 8_000, 1, List.of());
    private static final int TICKS = 160;
    private static final long FRAME_US = 20_000;
    private static final long PICTURE_US = 40_000;
    private static final int PICTURES = 250;
    private static final long T0 = 1_790_000_000_000_000L;

    /// What one recorder has beside each picture.
    private static List<List<CompanionFrame>> heard(long seed, int jitterUs) {
        var random = new Random(seed);
        var trail = new CompanionTrail();
        long lateUs = random.nextInt(jitterUs);
        int sent = 0;
        for (int picture = 0; picture < PICTURES; picture++) {
            lateUs = Math.max(lateUs - FRAME_US, random.nextInt(jitterUs));
            while ((sent + 1) * FRAME_US <= picture * PICTURE_US) {
                byte[] bytes = new byte[TICKS];
                ByteBuffer.wrap(bytes).putInt(0, sent);
                trail.add(
                        picture, SOUND, sent * TICKS, TICKS, ByteBuffer.wrap(bytes), picture * PICTURE_US + lateUs, T0);
                sent++;
            }
        }
        List<List<CompanionFrame>> all = new ArrayList<>();
        for (int picture = 0; picture < PICTURES; picture++) {
            all.add(trail.beside(picture));
        }
        return all;
    }

    @Test
    void nothingIsTwiceAndAtMostOneFrameIsMissingWhereverItIsCut() {
        List<List<CompanionFrame>> one = heard(1, 15_000);
        List<List<CompanionFrame>> other = heard(2, 15_000);
        for (int cut = 10; cut < PICTURES; cut++) {
            List<Integer> placed = placed(one, other, cut);
            assertThat(placed).as("cut at %d", cut).doesNotHaveDuplicates().isSorted();
            assertThat(placed.size()).as("cut at %d", cut).isGreaterThanOrEqualTo(2 * (PICTURES - 1) - 1);
        }
    }

    /// The numbers of the frames that lie on the track.
    private static List<Integer> placed(List<List<CompanionFrame>> one, List<List<CompanionFrame>> other, int cut) {
        var axis = new CompanionAxis(SOUND);
        List<Integer> placed = new ArrayList<>();
        for (int picture = 0; picture < PICTURES; picture++) {
            long ticks = picture * 3_600L;
            var sample = new Sample(picture, ticks, ticks, T0 + picture * PICTURE_US, 3_600, picture == 0, 100);
            for (CompanionFrame frame : (picture < cut ? one : other).get(picture)) {
                if (axis.place(frame, sample) != CompanionAxis.TWICE) {
                    placed.add(frame.bytes().getInt(0));
                }
            }
        }
        return placed;
    }

    @Test
    void whatIsForgottenIsTheOldestAndNeverMoreThanNeeded() {
        var trail = new CompanionTrail();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        for (int picture = 0; picture < 100; picture++) {
            trail.add(picture, SOUND, picture * 65_536, 65_536, bytes, picture * 8_192_000L, T0);
        }
        assertThat(trail.bytes()).isEqualTo(CompanionTrail.BYTES_MAX);
        assertThat(trail.forgotten()).isEqualTo(100 - 16);
        assertThat(trail.beside(83)).isEmpty();
        assertThat(trail.beside(84)).hasSize(1);
        trail.forgetBefore(90);
        assertThat(trail.bytes()).isEqualTo(10L << 16);
        trail.sessionEnded(95);
        assertThat(trail.bytes()).isEqualTo(5L << 16);
        assertThat(trail.tracks()).isEmpty();
    }
}
