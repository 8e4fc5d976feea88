package org.lidless.footage.playback.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;

/// A viewer sees each frame once, whatever happens to the recorders; what it does not see it is told.
final class LiveDeskTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final StreamId GATE = new StreamId(new CameraId("gate"), StreamKind.MAIN);

    private final RingsOnATable table = new RingsOnATable(7, R1, S1);
    private final LiveDesk desk = new LiveDesk(table, table);

    LiveDeskTest() {
        table.tells(desk);
        table.agreed(R1, S1);
    }

    /// What one viewer was brought.
    private static final class Viewer {

        private final LiveView view;
        private final List<LiveItem> items = new ArrayList<>();

        Viewer(LiveDesk desk) {
            view = desk.open(GATE, Optional.empty(), () -> {});
        }

        void look() {
            for (Optional<LiveItem> item = view.poll(); item.isPresent(); item = view.poll()) {
                items.add(item.get());
            }
        }

        List<Picture> pictures() {
            return items.stream()
                    .filter(Picture.class::isInstance)
                    .map(Picture.class::cast)
                    .toList();
        }

        List<Long> frames() {
            return pictures().stream()
                    .map(each -> RingsOnATable.frame(each.sample().bytes()))
                    .toList();
        }

        /// What was brought besides pictures that go on.
        List<String> told() {
            List<String> told = new ArrayList<>();
            for (LiveItem item : items) {
                if (!(item instanceof Picture picture)) {
                    told.add(item.toString());
                } else if (picture.seam() != Seam.NONE) {
                    told.add(RingsOnATable.frame(picture.sample().bytes()) + " of " + picture.recorder() + " "
                            + picture.seam() + " step " + picture.stepTicks());
                }
            }
            return told;
        }

        boolean sawOnlyPictures() {
            return items.stream().allMatch(Picture.class::isInstance);
        }

        boolean wasTold(Class<? extends LiveItem> kind) {
            return items.stream().anyMatch(kind::isInstance);
        }

        /// Each frame follows the one before, or something was told in between.
        void assertNothingUnsaid(String seed) {
            long before = -1;
            boolean isTold = true;
            for (LiveItem item : items) {
                switch (item) {
                    case Picture picture -> {
                        long frame = RingsOnATable.frame(picture.sample().bytes());
                        assertThat(frame)
                                .as("%s: a frame twice, or before its time; %s", seed, told())
                                .isGreaterThan(before);
                        assertThat(isTold || frame == before + 1)
                                .as("%s: %d comes behind %d and nothing was told; %s", seed, frame, before, told())
                                .isTrue();
                        assertThat(picture.follows() || picture.key())
                                .as("%s: frame %d begins and is no key frame", seed, frame)
                                .isTrue();
                        before = frame;
                        isTold = false;
                    }
                    case LiveItem.Hole hole -> isTold = true;
                    case LiveItem.Skipped skipped -> isTold = true;
                    case LiveItem.Gone gone -> isTold = true;
                    case LiveItem.Waiting waiting -> isTold |= before < 0;
                    case LiveItem.Flowing flowing -> isTold |= before < 0;
                    case LiveItem.End end -> isTold |= before < 0;
                }
            }
        }
    }

    private void run(int frames, Viewer... viewers) {
        for (int i = 0; i < frames; i++) {
            table.frame();
            for (Viewer each : viewers) {
                each.look();
            }
        }
    }

    @Test
    void beginsWithTheLastGop() {
        run(60);
        Viewer viewer = new Viewer(desk);
        run(3, viewer);
        assertThat(viewer.frames().getFirst()).isEqualTo(50);
        assertThat(viewer.pictures().getFirst().seam()).isIn(Seam.FIRST, Seam.KEY);
        assertThat(viewer.frames()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void theShadowGoesOnWithTheVeryNextFrame() {
        run(200);
        Viewer viewer = new Viewer(desk);
        run(100, viewer);
        table.kill(R1);
        run(5, viewer);
        table.agreed(S1, R1);
        run(100, viewer);
        viewer.assertNothingUnsaid("kill");
        assertThat(viewer.sawOnlyPictures()).as("%s", viewer.told()).isTrue();
        assertThat(viewer.pictures())
                .anyMatch(each -> each.seam() == Seam.SAME && each.recorder().equals(S1));
        assertThat(table.frames() - viewer.frames().getLast()).isLessThan(4);
    }

    @Test
    void comesBackToTheOwnerWithoutABreak() {
        run(200);
        Viewer viewer = new Viewer(desk);
        run(50, viewer);
        table.kill(R1);
        table.agreed(S1, R1);
        run(50, viewer);
        table.start(R1);
        run(300, viewer);
        table.agreed(R1, S1);
        run(200, viewer);
        viewer.assertNothingUnsaid("back");
        assertThat(viewer.sawOnlyPictures()).as("%s", viewer.told()).isTrue();
        assertThat(viewer.pictures().getLast().recorder()).isEqualTo(R1);
    }

    @Test
    void aHoleInTheOwnersRingIsFilledFromTheShadows() {
        run(200);
        Viewer viewer = new Viewer(desk);
        run(50, viewer);
        table.deaf(R1, true);
        run(20, viewer);
        table.deaf(R1, false);
        run(400, viewer);
        viewer.assertNothingUnsaid("hole");
        assertThat(viewer.wasTold(LiveItem.Hole.class)).as("%s", viewer.told()).isFalse();
        assertThat(viewer.pictures().getLast().recorder()).isEqualTo(R1);
    }

    @Test
    void whatNobodyHasIsTold() {
        run(200);
        Viewer viewer = new Viewer(desk);
        run(50, viewer);
        table.deaf(R1, true);
        table.deaf(S1, true);
        run(60, viewer);
        table.deaf(R1, false);
        table.deaf(S1, false);
        run(100, viewer);
        viewer.assertNothingUnsaid("nobody");
        assertThat(viewer.wasTold(LiveItem.Hole.class)).as("%s", viewer.told()).isTrue();
        assertThat(viewer.wasTold(LiveItem.Waiting.class))
                .as("%s", viewer.told())
                .isTrue();
        assertThat(table.frames() - viewer.frames().getLast()).isLessThan(4);
    }

    @Test
    void aSlowViewerIsBroughtForwardAndNobodyElse() {
        run(100);
        Viewer quick = new Viewer(desk);
        Viewer slow = new Viewer(desk);
        run(5, quick, slow);
        run(400, quick);
        run(5, quick, slow);
        quick.assertNothingUnsaid("quick");
        slow.assertNothingUnsaid("slow");
        assertThat(quick.sawOnlyPictures()).as("%s", quick.told()).isTrue();
        assertThat(slow.wasTold(LiveItem.Skipped.class)).as("%s", slow.told()).isTrue();
    }

    @Test
    void whoComesFromAnotherServerGoesOnBehindWhatItSaw() {
        run(200);
        Viewer viewer = new Viewer(desk);
        run(50, viewer);
        Picture last = viewer.pictures().getLast();
        LiveDesk other = new LiveDesk(table, table);
        table.tells(other);
        table.kill(R1);
        table.agreed(S1, R1);
        LiveView view = other.open(GATE, Optional.of(last.sample().mark()), () -> {});
        run(20);
        LiveItem next = view.poll().orElseThrow();
        assertThat(RingsOnATable.frame(((Picture) next).sample().bytes()))
                .isEqualTo(viewer.frames().getLast() + 1);
        assertThat(((Picture) next).follows()).isTrue();
    }

    @Test
    void nothingIsUnsaidWhateverHappens() {
        for (long seed = 1; seed <= 60; seed++) {
            play(seed);
        }
    }

    private static void play(long seed) {
        Random chance = new Random(seed);
        RingsOnATable table = new RingsOnATable(seed, R1, S1);
        LiveDesk desk = new LiveDesk(table, table);
        table.tells(desk);
        table.agreed(R1, S1);
        for (int i = 0; i < 50; i++) {
            table.frame();
        }
        Viewer viewer = new Viewer(desk);
        for (int i = 0; i < 1_000; i++) {
            NodeId one = chance.nextBoolean() ? R1 : S1;
            switch (chance.nextInt(300)) {
                case 0 -> table.kill(one);
                case 1 -> table.start(one);
                case 2 -> table.freeze(one);
                case 3 -> table.thaw(one);
                case 4 -> table.deaf(one, true);
                case 5 -> table.deaf(one, false);
                case 6 -> table.agreed(R1, S1);
                case 7 -> table.agreed(S1, R1);
                default -> {
                    // Nothing happens.
                }
            }
            table.frame();
            if (chance.nextInt(10) > 0) {
                viewer.look();
            }
        }
        viewer.assertNothingUnsaid("seed " + seed);
        table.start(R1);
        table.thaw(S1);
        table.deaf(R1, false);
        table.deaf(S1, false);
        for (int i = 0; i < 200; i++) {
            table.frame();
            viewer.look();
        }
        viewer.assertNothingUnsaid("seed " + seed + ", healed");
        assertThat(table.frames() - viewer.frames().getLast())
                .as("seed %d: the newest frame comes again once all is well", seed)
                .isLessThan(10);
    }
}
