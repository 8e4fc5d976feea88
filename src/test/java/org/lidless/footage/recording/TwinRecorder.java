package org.lidless.footage.recording;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.footage.timeline.splice.Strand;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// One recorder of a camera that two have: its ring, its writer, its pool. It runs when it is ticked.
final class TwinRecorder {

    static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    final NodeId node;
    final Links links = new Links();
    final FaultyDisk disk = new FaultyDisk();
    final SqliteIndex index = SqliteIndex.inMemory();
    private final HandClock clock;
    private final TwinCamera camera;
    private final World world;
    private final Path place;
    private final Path pool;
    private final boolean isShared;
    private long lives;
    private PoolKeeper keeper;
    private Ring ring;
    private TwinCamera.Session session;
    private StreamWriter writer;
    private boolean isAlive;
    private boolean isPaused;

    /// With a pool of its own.
    TwinRecorder(String name, Path place, HandClock clock, TwinCamera camera, Mode mode, String owner)
            throws IOException {
        this(name, place, Optional.empty(), clock, camera, mode, owner);
    }

    /// @param shared a pool that others write to as well
    TwinRecorder(
            String name, Path place, Optional<Path> shared, HandClock clock, TwinCamera camera, Mode mode, String owner)
            throws IOException {
        this.node = new NodeId(name);
        this.clock = clock;
        this.camera = camera;
        this.place = place.resolve(name);
        Files.createDirectories(this.place.resolve("data"));
        this.isShared = shared.isPresent();
        this.pool = shared.orElse(this.place.resolve("pool"));
        Files.createDirectories(pool);
        this.world = new World(clock, new SeededChance(name.hashCode()), disk, new SystemNetwork());
        keeper = keeper();
        ring = ring();
        session = camera.connect(ring);
        writer = writer(duty(mode, 1, owner, OptionalLong.empty()));
        isAlive = true;
        keeper.tick(clock.elapsedUs());
    }

    private PoolKeeper keeper() {
        var at = new PoolPlace(new PoolId("main"), pool, isShared);
        return new PoolKeeper(world, settings(), at, index);
    }

    private Ring ring() {
        lives++;
        return new Ring(new ChunkPool(64 << 20, 1), clock, new SeededChance(node.hashCode() * 31L + lives), 15_000_000);
    }

    private StreamWriter writer(Duty duty) {
        return new StreamWriter(duty, ring, keeper, settings(), links, 0.5, clock, new SegmentNumbers());
    }

    private RecorderSettings settings() {
        return RecorderSettings.standard(node, place.resolve("data")).withSegmentUs(4_000_000);
    }

    private static Duty duty(Mode mode, long epoch, String owner, OptionalLong cutUs) {
        var source = new CameraSource(STREAM, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
        var recorded = new RecordedCamera(source, new PoolId("main"));
        return new Duty(recorded, mode, new Epoch(epoch), new NodeId(owner), new NodeId("r1"), cutUs);
    }

    void follow(Mode mode, long epoch, String owner) {
        writer.duty().follow(duty(mode, epoch, owner, OptionalLong.empty()));
    }

    void follow(Mode mode, long epoch, String owner, long cutUs) {
        writer.duty().follow(duty(mode, epoch, owner, OptionalLong.of(cutUs)));
    }

    void tick() {
        if (isAlive && !isPaused) {
            keeper.tick(clock.elapsedUs());
            writer.tick(clock.elapsedUs());
        }
    }

    /// Neither receives nor writes nor talks, and loses what is sent meanwhile.
    void pause(boolean pause) {
        isPaused = pause;
        session.deafen(pause);
    }

    /// The camera's samples do not reach it for a while.
    void deafen(boolean deaf) {
        session.deafen(deaf);
    }

    /// As kill -9 does.
    void kill() {
        isAlive = false;
        camera.disconnect(session);
        Objects.requireNonNull(keeper.pool()).close();
    }

    /// A new process on the same disk.
    void restart(Mode mode, long epoch, String owner) {
        keeper = keeper();
        ring = ring();
        session = camera.connect(ring);
        writer = writer(duty(mode, epoch, owner, OptionalLong.empty()));
        isAlive = true;
        keeper.tick(clock.elapsedUs());
    }

    void finish() {
        if (isAlive) {
            writer.finish(clock.elapsedUs());
        } else {
            keeper = keeper();
            keeper.tick(clock.elapsedUs());
        }
    }

    boolean talks() {
        return isAlive && !isPaused;
    }

    Ring held() {
        return ring;
    }

    StreamWriter writes() {
        return writer;
    }

    DutyStatus status() {
        return writer.duty().status();
    }

    /// A reader of what is durable here.
    final class Reader {
        private final Ring of = ring;
        private long next;

        boolean isStale() {
            return of != ring;
        }

        Watermark read() {
            RingMarks marks = ring.storedMarks(next, 512);
            next = marks.next();
            long endUs = writer.view().lastDurableUs();
            return new Watermark(STREAM, node, status().epoch(), marks.marks(), endUs == 0 ? Long.MIN_VALUE : endUs);
        }
    }

    List<SegmentRow> segments() {
        return index.segments(STREAM, ALWAYS);
    }

    List<Alignment> alignments() {
        return Copies.alignments(index, STREAM);
    }

    /// Hashes of all that can be read here.
    Set<Long> stored() throws IOException {
        Set<Long> all = new TreeSet<>();
        for (SegmentRow row : segments()) {
            Copies.marks(disk, pool, row).forEach(mark -> all.add(mark.hash()));
        }
        return all;
    }

    List<Strand> strands() throws IOException {
        return Copies.strands(index, disk, pool, node, STREAM);
    }

    /// Bytes on disk are of no more use.
    void close() {
        index.close();
    }
}
