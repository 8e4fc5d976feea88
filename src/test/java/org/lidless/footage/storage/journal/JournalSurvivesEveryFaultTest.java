package org.lidless.footage.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedDisk.PowerCut;

/// Cuts the power at every persistence point, and fails every I/O, of segments that a journal makes durable, so that
/// commits are torn, the journal is full and goes round, and forces of journal and segment fail. A failure names what
/// to
/// run again.
final class JournalSurvivesEveryFaultTest {

    private static final int SEEDS = 2;

    private static long points(long seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(seed);
        new JournalStory(disk, seed).play();
        return disk.persistencePoints();
    }

    @Test
    void theJournalGoesRoundAndIsEmptyWhenAllIsSealed() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        JournalStory story = new JournalStory(disk, 1);
        story.play();
        story.play();
        assertThat(disk.list(JournalStory.DIRECTORY)).as("files of the journal").hasSize(JournalStory.SMALL.slotsMax());
        for (int i = 0; i < 3; i++) {
            story.step(i);
        }
        story.judge(disk, "without a fault");
    }

    @Test
    void aPowerCutAtEveryPersistencePointIsSurvived() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            long count = points(seed);
            for (long n = 1; n <= count; n++) {
                cutting(n, seed, false);
            }
        }
    }

    private static void cutting(long n, long seed, boolean lies) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(n * 1000 + seed);
        disk.cutAt(n);
        if (lies) {
            disk.forceLies();
        }
        JournalStory story = null;
        try {
            story = new JournalStory(disk, seed);
            story.play();
        } catch (PowerCut cut) {
            // The fault that is meant.
        }
        SimulatedDisk found = disk.crash(n);
        if (story == null) {
            return;
        }
        found.cutAt(1 + n % 11);
        try {
            story.putBack(found);
        } catch (PowerCut again) {
            found = found.crash(n + 1);
        }
        found.cutAt(0);
        story.putBack(found);
        story.judge(found.crash(n + 2), "power cut at point " + n + " of seed " + seed);
    }

    @Test
    void aDiskThatLiesAboutForcingIsFoundOut() {
        assertThatThrownBy(() -> {
                    for (long n = 20; n < 200; n++) {
                        cutting(n, 1, true);
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyFailingIoIsSurvivedAlsoWhenThePowerIsCutThen() throws IOException {
        SimulatedDisk whole = new SimulatedDisk(1);
        new JournalStory(whole, 1).play();
        for (long n = 1; n <= whole.operations(); n++) {
            SimulatedDisk disk = new SimulatedDisk(n);
            JournalStory story = new JournalStory(disk, 1);
            disk.failAt(n, SimulatedDisk.EIO);
            story.play();
            SimulatedDisk found = disk.crash(n);
            story.putBack(found);
            story.judge(found.crash(n), "I/O " + n + " fails, then the power");
        }
    }
}
