package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A storage pool, opened by the one recorder that writes to it. Any thread, except that calls about one stream come
/// from one thread at a time.
///
/// The life of a pool: [#open], [#recover] once, then [#create] and the gaps, at the end [#stopped] and [#close].
/// While the disk is away, every call fails with an [IOException] ([#problem] says what it means) and [#probe] tells
/// when it is back; the same object then goes on.
public final class Pool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    private final World world;
    private final PoolId id;
    private final NodeId owner;
    private final Path directory;
    private final PoolDoor door;
    private final SqliteIndex index;
    private final IndexFeed feed;
    private final PoolDirectories directories;
    private final Catalogue catalogue;
    private final StreamEnds ends = new StreamEnds();
    private final Map<StreamId, GapBegan> begun = new ConcurrentHashMap<>();

    /// Suspects that the catalogue could not be told of yet; at most one for each stream and failure.
    private final List<CatalogueRecord> untold = new ArrayList<>();

    /// Whether the index missed a batch and must read the catalogue again. Belongs to whoever writes the catalogue.
    private boolean indexBehind;

    private Pool(World world, PoolId id, NodeId owner, Path directory, PoolDoor door, SqliteIndex index) {
        this.world = world;
        this.id = id;
        this.owner = owner;
        this.directory = directory;
        this.door = door;
        this.index = index;
        this.feed = new IndexFeed(world.disk(), id, directory, index);
        this.directories = new PoolDirectories(world.disk(), directory);
        this.catalogue = new Catalogue(world, directory, owner, directories, new Witness());
    }

    /// Opens a pool: checks its identity, takes its lock, and brings the index up to date. Only an empty directory
    /// that was never known as a pool is made one.
    ///
    /// @param directory     where the pool is
    /// @param dataDirectory the recorder's own directory, which exists; remembers which pools there were
    /// @throws ProblemException POOL_MISSING, POOL_FOREIGN, POOL_IN_USE, POOL_READ_ONLY, POOL_FULL or POOL_ERROR
    public static Pool open(
            World world, PoolId id, NodeId owner, Path directory, Path dataDirectory, SqliteIndex index) {
        PoolDoor door = PoolDoor.open(world, id, owner, directory, dataDirectory);
        Pool pool = new Pool(world, id, owner, directory, door, index);
        boolean opened = false;
        try {
            index.attach(id, door.identity().id());
            pool.feed.catchUp();
            index.ends(id, owner).forEach(pool.ends::reached);
            index.begunGaps(id, owner).forEach(pool::remember);
            opened = true;
            return pool;
        } catch (IOException failed) {
            throw new ProblemException(PoolFaults.of(id, directory, true, failed), failed);
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    private void remember(StreamId stream, GapRow row) {
        begun.put(
                stream,
                new GapBegan(stream, row.gap().span().fromUs(), row.gap().cause()));
        ends.reached(stream, row.gap().span().fromUs());
    }

    /// Puts in order what a process that ended left behind, in two steps: [Recovery#survey] and [Recovery#repair].
    /// Begin no segment before the survey is done; the repair may go on beside recording.
    public Recovery recovery() {
        return new Recovery(world.disk(), this, index.unsealed(id, owner));
    }

    /// Both steps of [#recovery], one after the other.
    public Recovery.Outcome recover(Progress progress) throws IOException {
        Recovery recovery = recovery();
        recovery.survey(progress);
        return recovery.repair(progress);
    }

    /// Begins a segment: catalogue first, then the file, created exclusively and its name made durable.
    ///
    /// @param header after a failed attempt, and after an abandoned segment, the next one has the next number
    public SegmentWriter create(SegmentHeader header, VideoParameters parameters) throws IOException {
        if (!header.node().equals(owner)) {
            throw new IllegalArgumentException("recorder " + owner + " writes no segment of " + header.node());
        }
        requireIdentity();
        SegmentName name = header.name();
        store(List.of(new SegmentOpened(name, header.quality())));
        Path path = path(name);
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("a segment has a directory: " + path);
        }
        directories.ensure(parent);
        Disk disk = world.disk();
        DiskFile file = disk.create(path);
        try {
            SegmentWriter writer = new SegmentWriter(this, header, parameters, file);
            disk.forceDirectory(parent);
            return writer;
        } catch (IOException failed) {
            close(file, name);
            throw failed;
        }
    }

    /// A loss was noticed: stored at once, so that a crash cannot make it look recorded. A gap that is already running
    /// with the same cause goes on; one with another cause ends where this one begins.
    public void gapBegan(StreamId stream, long fromUs, GapCause cause) throws IOException {
        GapBegan running = begun.get(stream);
        if (running != null && running.cause() == cause) {
            return;
        }
        List<CatalogueRecord> entries = new ArrayList<>();
        if (running != null && running.fromUs() < fromUs) {
            entries.add(new GapStored(new Gap(stream, new TimeSpan(running.fromUs(), fromUs), running.cause())));
        }
        entries.add(new GapBegan(stream, fromUs, cause));
        store(entries);
    }

    /// The stream has samples again from this time on; does nothing when no gap was running.
    public void gapEnded(StreamId stream, long toUs) throws IOException {
        GapBegan running = begun.get(stream);
        if (running != null) {
            TimeSpan span = new TimeSpan(running.fromUs(), Math.max(running.fromUs(), toUs));
            store(List.of(new GapStored(new Gap(stream, span, running.cause()))));
        }
    }

    /// Stores a gap whose two ends are known; one that is running goes on.
    public void gap(Gap gap) throws IOException {
        if (!gap.span().isEmpty()) {
            store(List.of(new GapStored(gap)));
        }
    }

    /// The gap of a stream that is running.
    ///
    /// @return empty when there is none; its span ends at [SegmentRow#OPEN_END_US]
    public Optional<Gap> runningGap(StreamId stream) {
        return Optional.ofNullable(begun.get(stream))
                .map(gap -> new Gap(stream, new TimeSpan(gap.fromUs(), SegmentRow.OPEN_END_US), gap.cause()));
    }

    /// The recorder stops for good: from here, or from each stream's last sample, everything is `recorder-down`. Call
    /// it when all segments are sealed.
    public void stopped(long nowUs) throws IOException {
        List<CatalogueRecord> entries = new ArrayList<>();
        ends.all()
                .forEach((stream, end) -> entries.addAll(RecorderDown.entries(
                        stream, Optional.ofNullable(begun.get(stream)), end, Math.max(end, nowUs))));
        store(entries);
    }

    /// The end of the newest durable sample or stored gap of a stream, µs since 1970; empty when it has neither.
    public OptionalLong lastDurableUs(StreamId stream) {
        return ends.end(stream);
    }

    /// Whether the directory is this pool: read through its path again, as after a remount.
    ///
    /// @return empty when all is well
    public Optional<Problem> probe() {
        try {
            requireIdentity();
            directories.forget();
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(problem(failed));
        }
    }

    /// What a failure of one of this pool's calls means.
    public Problem problem(IOException failure) {
        return PoolFaults.of(id, directory, isIdentified(), failure);
    }

    private boolean isIdentified() {
        try {
            requireIdentity();
            return true;
        } catch (IOException gone) {
            LOG.debug("pool {} is not at {}", id, directory, gone);
            return false;
        }
    }

    private void requireIdentity() throws IOException {
        Optional<PoolIdentity> found = PoolIdentity.read(world.disk(), directory);
        if (!found.map(PoolIdentity::id).equals(Optional.of(door.identity().id()))) {
            throw new PoolFaults.PoolGoneException(directory);
        }
    }

    public PoolId id() {
        return id;
    }

    public NodeId owner() {
        return owner;
    }

    public Path directory() {
        return directory;
    }

    /// Bytes that this process may still write.
    public long bytesFree() throws IOException {
        return world.disk().bytesFree(directory);
    }

    Path path(SegmentName name) {
        return directory.resolve(name.file());
    }

    Map<StreamId, Long> ends() {
        return ends.all();
    }

    Map<StreamId, GapBegan> begunGaps() {
        return new TreeMap<>(begun);
    }

    /// The start of the first sealed segment that begins at or after a time.
    OptionalLong sealedSince(StreamId stream, long sinceUs) {
        return index.segments(stream, new TimeSpan(sinceUs, SegmentRow.OPEN_END_US)).stream()
                .filter(row -> row.pool().equals(id) && row.state() == SegmentState.SEALED)
                .mapToLong(row -> row.span().fromUs())
                .filter(from -> from >= sinceUs)
                .min();
    }

    void durable(StreamId stream, long endUs) {
        ends.reached(stream, endUs);
    }

    void sealed(SegmentSealed entry) throws IOException {
        store(List.of(entry));
    }

    void dropped(SegmentName name) throws IOException {
        world.disk().delete(path(name));
        store(List.of(new SegmentDropped(name)));
    }

    void suspect(SegmentSuspect entry) {
        synchronized (untold) {
            untold.add(entry);
        }
        try {
            store(List.of());
        } catch (IOException alsoFailed) {
            LOG.warn("the catalogue of pool {} could not be told of suspect {} yet", id, entry.name(), alsoFailed);
        }
    }

    void close(DiskFile file, SegmentName name) {
        try {
            file.close();
        } catch (IOException alsoFailed) {
            LOG.warn("closing {} failed", name, alsoFailed);
        }
    }

    /// Stores entries, and before them those that could not be stored earlier.
    void store(List<? extends CatalogueRecord> entries) throws IOException {
        List<CatalogueRecord> earlier;
        synchronized (untold) {
            earlier = List.copyOf(untold);
        }
        List<CatalogueRecord> all = new ArrayList<>(earlier);
        all.addAll(entries);
        if (all.isEmpty()) {
            return;
        }
        catalogue.append(all);
        synchronized (untold) {
            untold.removeAll(earlier);
        }
    }

    /// What this pool does around an append to its catalogue.
    private final class Witness implements Catalogue.Owner {

        @Override
        public void requireIdentity() throws IOException {
            Pool.this.requireIdentity();
        }

        @Override
        public void durable(Catalogue.Batch batch) {
            for (CatalogueRecord entry : batch.entries()) {
                if (entry instanceof GapBegan began) {
                    begun.put(began.stream(), began);
                    ends.reached(began.stream(), began.fromUs());
                } else if (entry instanceof GapStored stored) {
                    ended(stored.gap());
                }
            }
            updateIndex(batch);
        }

        /// Entries of a failed batch may have been stored all the same: take them from the file then.
        @Override
        public void failed() {
            indexBehind = true;
        }

        private void ended(Gap gap) {
            ends.reached(gap.stream(), gap.span().toUs());
            begun.computeIfPresent(
                    gap.stream(),
                    (stream, running) ->
                            running.fromUs() == gap.span().fromUs() && running.cause() == gap.cause() ? null : running);
        }

        /// The index is a cache: when it fails, recording goes on, and it reads what it missed with the next entry.
        private void updateIndex(Catalogue.Batch batch) {
            try {
                if (indexBehind) {
                    feed.catchUp();
                    begun.clear();
                    index.begunGaps(id, owner).forEach(Pool.this::remember);
                } else {
                    index.apply(id, batch.name(), batch.from(), batch.to(), batch.entries());
                }
                indexBehind = false;
            } catch (IOException | RuntimeException failed) {
                LOG.warn("the index misses entries of {} for now", batch.name().file(), failed);
                indexBehind = true;
            }
        }
    }

    /// Gives the lock back. Segments that are still open stay as a crash would leave them.
    @Override
    public void close() {
        try (AutoCloseable lock = door.lock();
                Catalogue closing = catalogue) {
            LOG.debug("closing pool {} with {} and {}", id, lock, closing);
        } catch (Exception failed) {
            LOG.warn("closing pool {} failed", id, failed);
        }
    }
}
