package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.simulator.Clip.ClipFrame;

class ClipShelfTest {

    @Test
    void everyClipIsTenSecondsOfClosedGopsWithAllFramesDifferent() throws IOException {
        ClipShelf shelf = ClipShelf.open();
        for (int number = 1; number <= 4; number++) {
            Clip clip = shelf.forCamera(number);
            assertThat(clip.frames()).hasSize(250);
            Set<Integer> shown = new TreeSet<>();
            Set<String> hashes = new HashSet<>();
            for (int at = 0; at < 250; at++) {
                ClipFrame frame = clip.frames().get(at);
                assertThat(frame.key()).isEqualTo(at % 25 == 0);
                assertThat(frame.shown() / 25)
                        .as("no frame is shown in another GOP")
                        .isEqualTo(at / 25);
                assertThat(frame.shown()).isLessThanOrEqualTo(at + clip.reorderFrames());
                shown.add(frame.shown());
                hashes.add(new Frame(at, 0, 0, 0, frame.key(), clip.codec(), frame.nals()).hash());
            }
            assertThat(shown).hasSize(250);
            assertThat(hashes).hasSize(250);
        }
    }

    @Test
    void camerasAlternateInEncodingAndHaveBetweenFramesInPairs() throws IOException {
        ClipShelf shelf = ClipShelf.open();
        assertThat(shelf.forCamera(1).codec()).isEqualTo(shelf.forCamera(3).codec());
        assertThat(shelf.forCamera(1).reorderFrames()).isZero();
        assertThat(shelf.forCamera(2).reorderFrames()).isZero();
        assertThat(shelf.forCamera(3).reorderFrames()).isPositive();
        assertThat(shelf.forCamera(4).reorderFrames()).isPositive();
        assertThat(shelf.forCamera(5)).isSameAs(shelf.forCamera(1));
        assertThat(shelf.forCamera(1).parameterSets()).hasSize(2);
        assertThat(shelf.forCamera(2).parameterSets()).hasSize(3);
    }
}
