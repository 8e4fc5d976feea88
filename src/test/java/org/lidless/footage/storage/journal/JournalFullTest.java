package org.lidless.footage.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.BlockFile;
import org.lidless.world.DiskFile;

/// A segment that cannot be forced keeps its place in the journal, until the journal is full; nothing that was reported
/// durable is lost by that, and when the disk is well again all goes on.
final class JournalFullTest {

    private static final Path SEGMENTS = Path.of("/pool/segments");
    private static final int BYTES = 1500;

    private final SimulatedDisk disk = new SimulatedDisk(3);
    private final SickDisk sick = new SickDisk(disk);
    private final Journal journal;

    JournalFullTest() throws IOException {
        disk.createDirectories(SEGMENTS);
        disk.forceDirectory(Path.of("/"));
        disk.forceDirectory(Path.of("/pool"));
        journal = new Journal(
                SimulatedWorld.of(sick, new SimulatedClock(0), 1), JournalStory.DIRECTORY, JournalStory.SMALL);
    }

    private DiskFile create(String name) throws IOException {
        DiskFile file = journal.create(SEGMENTS.resolve(name), "segments/" + name);
        disk.forceDirectory(SEGMENTS);
        return file;
    }

    private static void append(DiskFile file, int value) throws IOException {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) value);
        file.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, file.size());
        file.force();
    }

    private static void isWhole(SimulatedDisk found, String name, int fragments) throws IOException {
        byte[] there = found.readWhole(SEGMENTS.resolve(name), 1 << 20);
        assertThat(there.length).as(name).isGreaterThanOrEqualTo(fragments * BYTES);
        for (int i = 0; i < fragments * BYTES; i++) {
            assertThat(there[i]).as("byte %s of %s", i, name).isEqualTo((byte) (i / BYTES + 1));
        }
    }

    @Test
    void whatCannotBeForcedFillsTheJournalAndIsNotLost() throws IOException {
        DiskFile bad = create("bad.mp4");
        append(bad, 1);
        append(bad, 2);
        DiskFile good = create("good.mp4");
        sick.isSick = true;
        int done = fill(good);
        assertThat(done).as("fragments until the journal was full").isBetween(4, 40);
        good.close();
        bad.close();
        SimulatedDisk found = disk.crash(5);
        JournalLeft left = JournalLeft.in(found, JournalStory.DIRECTORY);
        left.putBack("segments/bad.mp4", SEGMENTS.resolve("bad.mp4"));
        left.putBack("segments/good.mp4", SEGMENTS.resolve("good.mp4"));
        SimulatedDisk again = found.crash(6);
        isWhole(again, "bad.mp4", 2);
        isWhole(again, "good.mp4", done);
    }

    private static int fill(DiskFile file) {
        int[] done = {0};
        assertThatThrownBy(() -> {
                    while (done[0] < 1000) {
                        append(file, done[0] + 1);
                        done[0]++;
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("full");
        return done[0];
    }

    @Test
    void aSegmentThatFailedIsWrittenOnceMoreFromTheJournalAndThenAllGoesOn() throws IOException {
        DiskFile bad = create("bad.mp4");
        append(bad, 1);
        append(bad, 2);
        sick.isSick = true;
        fill(create("good.mp4"));
        bad.close();
        sick.isSick = false;
        DiskFile next = create("next.mp4");
        for (int i = 1; i <= 30; i++) {
            append(next, i);
        }
        next.truncate(next.size());
        next.force();
        next.close();
        SimulatedDisk found = disk.crash(7);
        isWhole(found, "bad.mp4", 2);
        isWhole(found, "next.mp4", 30);
    }

    /// One segment cannot be forced while it is sick; everything else can.
    private static final class SickDisk extends DiskBehind {

        private boolean isSick;

        SickDisk(SimulatedDisk disk) {
            super(disk);
        }

        @Override
        public BlockFile createInBlocks(Path file) throws IOException {
            BlockFile made = super.createInBlocks(file);
            return file.endsWith("bad.mp4") ? new BlockFile(sick(made.file()), made.blockBytes()) : made;
        }

        @Override
        public DiskFile open(Path file) throws IOException {
            return file.endsWith("bad.mp4") ? sick(super.open(file)) : super.open(file);
        }

        private DiskFile sick(DiskFile file) {
            return new DiskFile() {
                @Override
                public long size() throws IOException {
                    return file.size();
                }

                @Override
                public int read(ByteBuffer into, long position) throws IOException {
                    return file.read(into, position);
                }

                @Override
                public void write(ByteBuffer[] parts, long position) throws IOException {
                    file.write(parts, position);
                }

                @Override
                public void truncate(long length) throws IOException {
                    file.truncate(length);
                }

                @Override
                public void force() throws IOException {
                    if (isSick) {
                        throw new IOException(SimulatedDisk.EIO);
                    }
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }
}
