package org.lidless.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Bringing;
import org.lidless.footage.storage.Brought;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// A standby has recorded a takeover; its segments come home, and it gives up its copies. Plays one side of it against
/// faults; the other side stands still.
final class HomecomingStory {

    static final NodeId HOLDER = new NodeId("s1");
    static final PoolId MAIN = new PoolId("main");
    static final Path POOL = Path.of("/pool");
    static final Path DATA = Path.of("/data");

    private static final int ATTEMPTS = 4;
    private static final int SEGMENTS = 2;
    private static final int FRAGMENTS = 4;
    private static final int SAMPLE_BYTES = 15_000;

    /// What the holder recorded: each segment's row and bytes, as they were sealed.
    static final class Held {

        private final SegmentRow row;
        private final byte[] bytes;

        Held(SegmentRow row, byte[] bytes) {
            this.row = row;
            this.bytes = bytes;
        }

        SegmentRow row() {
            return row;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private HomecomingStory() {}

    static SimulatedDisk freshDisk(long seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.createDirectories(POOL);
        disk.createDirectories(DATA);
        disk.forceDirectory(Path.of("/"));
        return disk;
    }

    static Pool open(SimulatedDisk disk, NodeId node, SqliteIndex index) throws IOException {
        World world = SimulatedWorld.of(disk, new SimulatedClock(Footage.START_US), 1);
        IOException last = new IOException("no attempt");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Pool pool = Pool.open(world, MAIN, node, POOL, DATA, index);
                pool.recover(Progress.SILENT);
                return pool;
            } catch (ProblemException failed) {
                last = new IOException(failed);
            }
        }
        throw last;
    }

    /// Records the takeover on the holder's disk: sealed segments, the last one recovered after a crash.
    static List<Held> record(SimulatedDisk disk, SqliteIndex index) throws IOException {
        StreamId stream = Footage.camera(1);
        try (Pool pool = open(disk, HOLDER, index)) {
            Sha256 previous = Sha256.NONE;
            for (int number = 0; number < SEGMENTS; number++) {
                long startUs = Footage.START_US + number * 5L * FRAGMENTS * Footage.FRAME_US;
                SegmentWriter writer =
                        pool.create(Footage.header(HOLDER, stream, 7, number, startUs, previous), Footage.H264);
                for (int i = 0; i < FRAGMENTS; i++) {
                    long first = (number * FRAGMENTS + i) * 5L;
                    writer.append(Footage.fragment(7, first, 5, Footage.START_US, SAMPLE_BYTES));
                }
                if (number + 1 < SEGMENTS) {
                    previous = writer.seal();
                }
            }
        }
        List<Held> held = new ArrayList<>();
        try (Pool pool = open(disk, HOLDER, index)) {
            for (SegmentRow row : index.segments(pool.id())) {
                held.add(new Held(row, content(disk, POOL.resolve(row.file()))));
            }
        }
        return held;
    }

    static byte[] content(SimulatedDisk disk, Path path) throws IOException {
        return disk.readWhole(path, 1 << 24);
    }

    /// One process at home: brings everything that it has not brought, as often as it takes after one fault.
    static final class Home {

        private final SimulatedDisk disk;
        private final SqliteIndex index;
        private final List<Held> held;
        /// Of which the holder was told that they are durable at home.
        private final Map<SegmentName, Held> released;

        private int readFailures;

        Home(SimulatedDisk disk, SqliteIndex index, List<Held> held, Map<SegmentName, Held> released) {
            this.disk = disk;
            this.index = index;
            this.held = held;
            this.released = released;
        }

        /// Makes one read of the holder's copy fail.
        Home withReadFailure() {
            readFailures = 1;
            return this;
        }

        Pool play() throws IOException {
            Pool pool = open(disk, Footage.NODE, index);
            for (Held each : held) {
                bring(pool, each);
                released.put(each.row().name(), each);
            }
            return pool;
        }

        private void bring(Pool pool, Held each) throws IOException {
            IOException last = new IOException("no attempt");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    Brought brought = pool.bringHome(each.row(), new Source(each.bytes()), Bringing.AT_ONCE);
                    if (brought != Brought.STOPPED) {
                        return;
                    }
                } catch (IOException failed) {
                    last = failed;
                }
            }
            throw new AssertionError("one fault, and " + ATTEMPTS + " attempts failed", last);
        }

        /// The holder's copy over the wire.
        private final class Source implements DiskFile {

            private final byte[] bytes;

            Source(byte[] bytes) {
                this.bytes = bytes;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                if (readFailures > 0 && position > bytes.length / 2) {
                    readFailures--;
                    throw new IOException("the holder does not answer");
                }
                if (position >= bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), bytes.length - position);
                into.put(bytes, (int) position, count);
                return count;
            }

            @Override
            public void write(ByteBuffer[] parts, long position) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void truncate(long length) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void force() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                // It is a copy in memory.
            }
        }
    }

    /// Rows of sealed segments, by name.
    static Map<SegmentName, SegmentRow> sealed(SqliteIndex index) {
        Map<SegmentName, SegmentRow> rows = new TreeMap<>();
        index.segments(MAIN).stream()
                .filter(row -> row.state() == SegmentState.SEALED)
                .forEach(row -> rows.put(row.name(), row));
        return rows;
    }
}
