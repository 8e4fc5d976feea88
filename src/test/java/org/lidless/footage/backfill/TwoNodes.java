package org.lidless.footage.backfill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.CatalogueListing;
import org.lidless.footage.storage.CatalogueMirror;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.sim.SimulatedDisk;
import org.lidless.sim.SimulatedWorld;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// A standby that holds footage and a primary to whom it belongs, each with a disk of its own, and a wire that a test
/// cuts.
final class TwoNodes implements Peers, Homes {

    static final NodeId HOLDER = new NodeId("s1");
    static final StreamId CAMERA = Footage.camera(1);
    static final PoolId MAIN = new PoolId("main");
    static final PoolId REMOTE = PoolId.of(HOLDER, MAIN);
    static final Path POOL = Path.of("/pool");

    private static final int SAMPLE_BYTES = 15_000;

    final SimulatedClock clock = new SimulatedClock(Footage.START_US);
    final SimulatedDisk holderDisk = disk(1);
    final SqliteIndex holderIndex = SqliteIndex.inMemory();
    final SqliteIndex index = SqliteIndex.inMemory();
    final Pool holder;
    /// Bytes of each segment as it was sealed.
    final Map<SegmentName, byte[]> sealed = new HashMap<>();

    SimulatedDisk homeDisk;
    Pool home;
    boolean isReachable = true;
    boolean isOwned = true;
    long bytesRead;

    TwoNodes(long seed) throws IOException {
        homeDisk = disk(seed);
        holder = open(HOLDER, holderDisk, holderIndex);
        home = open(Footage.NODE, homeDisk, index);
    }

    private static SimulatedDisk disk(long seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.createDirectories(POOL);
        disk.createDirectories(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        return disk;
    }

    private Pool open(NodeId node, Disk disk, SqliteIndex known) throws IOException {
        World world = SimulatedWorld.of(disk, clock, 1);
        Pool pool = Pool.open(world, new PoolPlace(MAIN, POOL), node, Path.of("/data"), known);
        pool.recover(Progress.SILENT);
        return pool;
    }

    /// The primary's process ends, and another begins on what is left of its disk.
    void restart(boolean powerLoss, long seed) throws IOException {
        if (powerLoss) {
            homeDisk = homeDisk.crash(seed);
        } else {
            home.close();
        }
        home = open(Footage.NODE, homeDisk, index);
    }

    HomeBringer bringer(long bytesPerSecond) {
        return new HomeBringer(SimulatedWorld.of(homeDisk, clock, 1), index, this, this, bytesPerSecond);
    }

    /// The same on a disk that the test has changed.
    void useDisk(Disk disk) throws IOException {
        home.close();
        home = open(Footage.NODE, disk, index);
    }

    /// The holder records segments of a camera, sealed.
    void record(StreamId stream, long run, int segments) throws IOException {
        Sha256 previous = Sha256.NONE;
        for (int number = 0; number < segments; number++) {
            long startUs = Footage.START_US + number * 20L * Footage.FRAME_US;
            SegmentWriter writer =
                    holder.create(Footage.header(HOLDER, stream, run, number, startUs, previous), Footage.H264);
            for (int i = 0; i < 4; i++) {
                writer.append(Footage.fragment(run, (number * 4 + i) * 5L, 5, Footage.START_US, SAMPLE_BYTES));
            }
            previous = writer.seal();
            SegmentName name = writer.header().name();
            sealed.put(name, holderDisk.readWhole(POOL.resolve(name.file()), 1 << 24));
        }
    }

    /// The index at home learns what the holder's catalogues say.
    void mirror() throws IOException {
        CatalogueListing listing = CatalogueListing.of(holderDisk, POOL);
        CatalogueMirror mirror = new CatalogueMirror(index, REMOTE, listing.identity());
        Map<String, Long> lengths = new TreeMap<>();
        listing.files().forEach(file -> lengths.put("catalogue/" + file.writer() + "/" + file.name(), file.bytes()));
        List<CatalogueMirror.Want> wants = mirror.wants(lengths);
        while (!wants.isEmpty()) {
            for (CatalogueMirror.Want want : wants) {
                byte[] whole = holderDisk.readWhole(POOL.resolve(want.file()), 1 << 24);
                mirror.take(
                        want.file(),
                        want.from(),
                        ByteBuffer.wrap(whole, (int) want.from(), whole.length - (int) want.from()));
            }
            wants = mirror.wants(lengths);
        }
    }

    List<SegmentRow> atHome() {
        return index.segments(MAIN);
    }

    List<SegmentRow> atHolder() {
        return holderIndex.segments(MAIN);
    }

    @Override
    public SortedMap<StreamId, Pool> owned() {
        SortedMap<StreamId, Pool> owned = new TreeMap<>();
        if (isOwned) {
            owned.put(CAMERA, home);
        }
        return owned;
    }

    @Override
    public Set<PoolId> reachable() {
        return isReachable ? Set.of(REMOTE) : Set.of();
    }

    @Override
    public DiskFile open(PoolId pool, String file) throws IOException {
        requireWire();
        DiskFile open = holderDisk.openToRead(POOL.resolve(file));
        return new Counted(open);
    }

    @Override
    public boolean release(PoolId pool, SegmentName name, Sha256 sha256) throws IOException {
        requireWire();
        return holder.releaseCopy(name, sha256);
    }

    private void requireWire() throws IOException {
        if (!isReachable) {
            throw new IOException("the holder does not answer");
        }
    }

    /// Counts what goes over the wire.
    private final class Counted implements DiskFile {

        private final DiskFile file;

        Counted(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            requireWire();
            int got = file.read(into, position);
            bytesRead += Math.max(0, got);
            return got;
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
        public void close() throws IOException {
            file.close();
        }
    }
}
