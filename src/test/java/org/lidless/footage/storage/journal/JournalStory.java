package org.lidless.footage.storage.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Some segments that grow side by side in a pool with a very small journal, made durable together, sealed now and
/// then,
/// and given up when something fails; and the account of what was reported durable.
final class JournalStory {

    static final JournalLimits SMALL = new JournalLimits(4096, 8192, 3, 3_000_000);
    static final Path POOL = Path.of("/pool");
    static final Path DIRECTORY = POOL.resolve("journal/r1");
    private static final Path SEGMENTS = POOL.resolve("segments");
    private static final int STREAMS = 3;
    private static final int STEPS = 14;

    /// Of each segment, what was reported durable.
    final Map<String, byte[]> durable = new TreeMap<>();
    /// Of each segment, what was ever written to it.
    private final Map<String, byte[]> written = new HashMap<>();

    /// A segment that is being written.
    private record Growing(String name, DiskFile file, ByteArrayOutputStream content) {}

    private final Disk disk;
    private final SimulatedClock clock = new SimulatedClock(0);
    private final Journal journal;
    private final SplittableRandom random;
    private final Map<Integer, Growing> open = new HashMap<>();
    private int count;

    JournalStory(Disk disk, long seed) throws IOException {
        this.disk = disk;
        this.random = new SplittableRandom(seed);
        disk.createDirectories(SEGMENTS);
        disk.forceDirectory(POOL);
        disk.forceDirectory(Path.of("/"));
        this.journal = new Journal(SimulatedWorld.of(disk, clock, seed), DIRECTORY, SMALL);
    }

    /// Segments are left open at the end.
    void play() throws IOException {
        for (int step = 0; step < STEPS; step++) {
            step(step % 5 == 4 ? step % STREAMS : -1);
        }
    }

    /// Writes to every segment, asks each whether that is durable, and seals one.
    void step(int sealed) throws IOException {
        for (int i = 0; i < STREAMS; i++) {
            boolean isLong = random.nextInt(12) == 0;
            trying(i, bytes(isLong ? 9000 : 1 + random.nextInt(1500)));
        }
        for (int i = 0; i < STREAMS; i++) {
            settle(i);
        }
        if (sealed >= 0) {
            seal(sealed);
        }
        clock.pauseUs(500_000);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void trying(int i, byte[] bytes) throws IOException {
        try {
            if (!open.containsKey(i)) {
                begin(i);
            }
            Growing segment = Objects.requireNonNull(open.get(i));
            long at = segment.content().size();
            segment.content().writeBytes(bytes);
            written.put(segment.name(), segment.content().toByteArray());
            int half = bytes.length / 2;
            var parts =
                    new ByteBuffer[] {ByteBuffer.wrap(bytes, 0, half), ByteBuffer.wrap(bytes, half, bytes.length - half)
                    };
            segment.file().write(parts, at);
        } catch (IOException failed) {
            giveUp(i);
        }
    }

    private void begin(int i) throws IOException {
        String name = "segments/" + i + "-" + count++ + ".mp4";
        DiskFile file = journal.create(POOL.resolve(name), name);
        open.put(i, new Growing(name, file, new ByteArrayOutputStream()));
        disk.forceDirectory(SEGMENTS);
    }

    private void settle(int i) throws IOException {
        Growing segment = open.get(i);
        if (segment == null) {
            return;
        }
        try {
            segment.file().force();
            durable.put(segment.name(), segment.content().toByteArray());
        } catch (IOException failed) {
            giveUp(i);
        }
    }

    private void seal(int i) throws IOException {
        Growing segment = open.get(i);
        if (segment == null) {
            return;
        }
        try {
            segment.file().truncate(segment.content().size());
            segment.file().force();
            segment.file().close();
            durable.put(segment.name(), segment.content().toByteArray());
            open.remove(i);
        } catch (IOException failed) {
            giveUp(i);
        }
    }

    private void giveUp(int i) throws IOException {
        Growing segment = open.remove(i);
        if (segment != null) {
            segment.file().close();
        }
    }

    /// Puts back what a journal has, on the disk as it was found; may be cut off anywhere.
    void putBack(Disk found) throws IOException {
        JournalLeft left = JournalLeft.in(found, DIRECTORY);
        for (String name : written.keySet()) {
            try {
                left.putBack(name, POOL.resolve(name));
            } catch (NoSuchFileException never) {
                Assertions.assertThat(durable)
                        .as("segments whose names are gone")
                        .doesNotContainKey(name);
            }
        }
        left.discard();
    }

    /// What was reported durable is there, and nothing that was never written, but zeros.
    void judge(Disk found, String story) throws IOException {
        for (Map.Entry<String, byte[]> each : durable.entrySet()) {
            Path path = POOL.resolve(each.getKey());
            Assertions.assertThat(found.exists(path))
                    .as("%s: %s is there", story, path)
                    .isTrue();
            byte[] there = found.readWhole(path, 1 << 20);
            byte[] wanted = each.getValue();
            Assertions.assertThat(there.length)
                    .as("%s: length of %s", story, each.getKey())
                    .isGreaterThanOrEqualTo(wanted.length);
            Assertions.assertThat(Arrays.mismatch(Arrays.copyOf(there, wanted.length), wanted))
                    .as("%s: first byte of %s that is not as reported durable", story, each.getKey())
                    .isEqualTo(-1);
        }
    }
}
