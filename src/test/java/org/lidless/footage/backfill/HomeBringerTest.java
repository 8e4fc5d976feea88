package org.lidless.footage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedDisk.PowerCut;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Footage comes home, whatever comes between.
final class HomeBringerTest {

    private static final long FAST = 1L << 40;
    private static final int SEEDS = 25;

    private static void assertIsHome(TwoNodes nodes, String story) throws IOException {
        assertThat(nodes.atHome())
                .as(story)
                .hasSize(nodes.sealed.size())
                .allMatch(row -> row.state() == SegmentState.SEALED);
        for (SegmentRow row : nodes.atHome()) {
            assertThat(nodes.homeDisk.readWhole(TwoNodes.POOL.resolve(row.file()), 1 << 24))
                    .as("%s: %s", story, row.name())
                    .isEqualTo(nodes.sealed.get(row.name()));
        }
    }

    @Test
    void allOfItComesHomeAndTheHolderGivesItUp() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 3);
        nodes.record(Footage.camera(2), 8, 1);
        nodes.mirror();
        HomeBringer bringer = nodes.bringer(FAST);
        assertThat(bringer.status()).as("nobody has looked yet").isEmpty();
        assertThat(bringer.round()).isFalse();
        assertThat(bringer.status()).contains(HomeStatus.HOME);
        nodes.sealed.keySet().removeIf(name -> !name.stream().equals(TwoNodes.CAMERA));
        assertIsHome(nodes, "all");
        assertThat(nodes.atHolder())
                .as("another's camera stays")
                .extracting(SegmentRow::stream)
                .containsExactly(Footage.camera(2));
        long read = nodes.bytesRead;
        bringer.round();
        nodes.mirror();
        bringer.round();
        assertThat(nodes.bytesRead).as("nothing comes twice").isEqualTo(read);
    }

    @Test
    void whatIsOwnedByAnotherStaysWhereItIs() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 1);
        nodes.mirror();
        nodes.isOwned = false;
        HomeBringer bringer = nodes.bringer(FAST);
        bringer.round();
        assertThat(nodes.atHome()).isEmpty();
        assertThat(bringer.status()).contains(HomeStatus.HOME);
        nodes.isOwned = true;
        assertThat(bringer.status())
                .as("it is not known yet what there is to bring")
                .isEmpty();
        bringer.round();
        assertIsHome(nodes, "owned again");
    }

    @Test
    void itKeepsToItsPace() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 2);
        nodes.mirror();
        long bytes =
                nodes.sealed.values().stream().mapToLong(each -> each.length).sum();
        long beganUs = nodes.clock.elapsedUs();
        HomeBringer bringer = nodes.bringer(1_000_000);
        bringer.round();
        assertIsHome(nodes, "slowly");
        assertThat(nodes.clock.elapsedUs() - beganUs).isBetween(bytes - 1000, bytes * 11 / 10);
    }

    @Test
    void stoppedInTheMiddleItGoesOnWhereItWas() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 1);
        nodes.mirror();
        SegmentRow row = nodes.index.segments(TwoNodes.REMOTE).getFirst();
        try (DiskFile source = nodes.open(TwoNodes.REMOTE, row.file())) {
            nodes.home.bringHome(row, source, (copied, done, total) -> done == 0);
        }
        long before = nodes.bytesRead;
        assertThat(before).isPositive().isLessThan(row.bytes());
        nodes.restart(false, 1);
        nodes.bringer(FAST).round();
        assertIsHome(nodes, "gone on with");
        assertThat(nodes.bytesRead).as("what was whole did not come again").isLessThan(row.bytes() + before);
    }

    @Test
    void aHolderThatDoesNotAnswerIsAskedLater() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 2);
        nodes.mirror();
        HomeBringer bringer = nodes.bringer(FAST);
        nodes.isReachable = false;
        bringer.round();
        assertThat(bringer.status()).as("away is not to come now").contains(HomeStatus.HOME);
        nodes.isReachable = true;
        nodes.homeDisk.failAt(30, SimulatedDisk.EIO);
        bringer.round();
        assertThat(bringer.status().orElseThrow().segments()).isPositive();
        assertThat(bringer.status().orElseThrow().problem()).isPresent();
        nodes.clock.pauseUs(60_000_000);
        bringer.round();
        assertIsHome(nodes, "later");
        assertThat(bringer.status()).contains(HomeStatus.HOME);
    }

    @Test
    void aFullDiskIsSaidAndTheCopyStaysUntilThereIsRoom() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 1);
        nodes.mirror();
        long[] free = {10 << 20};
        Disk disk = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("bytesFree")) {
                        return free[0];
                    }
                    try {
                        return method.invoke(nodes.homeDisk, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        nodes.useDisk(disk);
        HomeBringer bringer = nodes.bringer(FAST);
        bringer.round();
        assertThat(bringer.status().orElseThrow().problem()).map(Problem::code).contains(ProblemCode.POOL_FULL);
        assertThat(bringer.status().orElseThrow().bytes()).isPositive();
        assertThat(nodes.atHolder()).hasSize(1);
        assertThat(nodes.bytesRead).as("not even tried").isZero();
        free[0] = 1L << 40;
        nodes.clock.pauseUs(60_000_000);
        bringer.round();
        assertIsHome(nodes, "room");
    }

    @Test
    void aDamagedCopyStaysAndIsSaid() throws IOException {
        TwoNodes nodes = new TwoNodes(1);
        nodes.record(TwoNodes.CAMERA, 7, 2);
        nodes.mirror();
        SegmentRow first = nodes.atHolder().getFirst();
        try (DiskFile file = nodes.holderDisk.open(TwoNodes.POOL.resolve(first.file()))) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {1, 2, 3})}, 200_000);
        }
        HomeBringer bringer = nodes.bringer(FAST);
        bringer.round();
        assertThat(nodes.atHome())
                .extracting(SegmentRow::name)
                .doesNotContain(first.name())
                .hasSize(1);
        assertThat(nodes.atHolder()).extracting(SegmentRow::name).containsExactly(first.name());
        assertThat(bringer.status().orElseThrow().segments()).isEqualTo(1);
        assertThat(bringer.status().orElseThrow().problem()).map(Problem::code).contains(ProblemCode.SEGMENT_DAMAGED);
        bringer.round();
        assertThat(bringer.status().orElseThrow().problem()).as("still").isPresent();
    }

    /// Whatever fails, at every moment each segment is whole at the holder or at home, and in the end it is at home.
    @Test
    void whateverComesBetweenItComesHome() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String story = "seed " + seed;
            SplittableRandom random = new SplittableRandom(seed);
            TwoNodes nodes = new TwoNodes(seed);
            nodes.record(TwoNodes.CAMERA, 7, 1 + random.nextInt(3));
            nodes.record(TwoNodes.CAMERA, 8, 1);
            for (int fault = 0; fault < 6; fault++) {
                nodes.mirror();
                oneFault(nodes, random);
                assertNothingIsLost(nodes, story + ", fault " + fault);
            }
            nodes.isReachable = true;
            for (int round = 0; round < 3; round++) {
                nodes.mirror();
                nodes.clock.pauseUs(1_000_000_000);
                nodes.bringer(FAST).round();
            }
            assertIsHome(nodes, story);
            assertThat(nodes.atHolder()).as(story).isEmpty();
        }
    }

    private static void oneFault(TwoNodes nodes, SplittableRandom random) throws IOException {
        nodes.isReachable = random.nextInt(4) > 0;
        int kind = random.nextInt(4);
        if (kind == 0) {
            nodes.homeDisk.failAt(
                    1 + random.nextInt(80), random.nextBoolean() ? SimulatedDisk.EIO : SimulatedDisk.ENOSPC);
        } else if (kind == 1) {
            nodes.homeDisk.cutAt(1 + random.nextInt(40));
        } else if (kind == 2) {
            nodes.holderDisk.failAt(1 + random.nextInt(10), SimulatedDisk.EIO);
        }
        boolean powerLoss = false;
        try {
            nodes.bringer(FAST).round();
        } catch (PowerCut cut) {
            powerLoss = true;
        }
        if (!powerLoss) {
            nodes.homeDisk.failAt(0, "");
            nodes.homeDisk.cutAt(0);
        }
        nodes.holderDisk.failAt(0, "");
        if (powerLoss || random.nextInt(3) == 0) {
            restart(nodes, powerLoss || random.nextBoolean(), random.nextLong());
        }
    }

    private static void restart(TwoNodes nodes, boolean powerLoss, long seed) throws IOException {
        try {
            nodes.restart(powerLoss, seed);
        } catch (ProblemException refused) {
            throw new AssertionError(refused);
        }
    }

    private static void assertNothingIsLost(TwoNodes nodes, String story) throws IOException {
        List<SegmentName> home = nodes.atHome().stream()
                .filter(row -> row.state() == SegmentState.SEALED)
                .map(SegmentRow::name)
                .toList();
        List<SegmentName> holder =
                nodes.atHolder().stream().map(SegmentRow::name).toList();
        for (Map.Entry<SegmentName, byte[]> each : nodes.sealed.entrySet()) {
            boolean isHome = home.contains(each.getKey());
            boolean isHeld = holder.contains(each.getKey());
            assertThat(isHome || isHeld).as("%s: %s", story, each.getKey()).isTrue();
            if (isHome) {
                assertThat(nodes.homeDisk.readWhole(
                                TwoNodes.POOL.resolve(each.getKey().file()), 1 << 24))
                        .as("%s: %s at home", story, each.getKey())
                        .isEqualTo(each.getValue());
            }
        }
    }
}
