package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.Owned;
import org.lidless.footage.storage.CatalogueRecord.Released;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentEnded;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
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
    private final Neighbours neighbours;
    private final PoolDirectories directories;
    private final Catalogue catalogue;
    private final Homecoming homecoming;
    private final PoolFiles files;
    private final Quarantine quarantine;
    private final PoolForcing forcing;
    private final WriterBook book = new WriterBook();
    private final CatalogueWitness witness;
    private final PoolTenants tenants;

    private Pool(World world, PoolPlace place, NodeId owner, PoolDoor door, SqliteIndex index) {
        this.world = world;
        this.id = place.id();
        this.owner = owner;
        this.directory = place.directory();
        this.door = door;
        this.index = index;
        this.neighbours = new Neighbours(world.disk(), id, owner, directory, index);
        this.witness = new CatalogueWitness(world.disk(), door.identity(), place, owner, book, index);
        this.directories = new PoolDirectories(world.disk(), directory);
        this.catalogue = new Catalogue(world, directory, owner, directories, witness);
        this.homecoming = new Homecoming(world.disk(), this, index);
        this.files = new PoolFiles(world.disk(), directory);
        this.quarantine = new Quarantine(world, this, files, index);
        this.forcing = PoolForcing.of(world, place, owner);
        this.tenants = new PoolTenants(world.disk(), this, forcing);
    }

    /// Opens a pool of one recorder's own.
    public static Pool open(
            World world, PoolId id, NodeId owner, Path directory, Path dataDirectory, SqliteIndex index) {
        return open(world, new PoolPlace(id, directory), owner, dataDirectory, index);
    }

    /// Opens a pool: checks its identity, takes its lock (in a shared pool, the lock of this node), and brings the
    /// index up to date. Only an empty directory that was never known as a pool is made one.
    ///
    /// @param place         where the pool is, and whether it is shared
    /// @param dataDirectory the recorder's own directory, which exists; remembers which pools there were
    /// @throws ProblemException POOL_MISSING, POOL_FOREIGN, POOL_IN_USE, POOL_READ_ONLY, POOL_FULL or POOL_ERROR
    public static Pool open(World world, PoolPlace place, NodeId owner, Path dataDirectory, SqliteIndex index) {
        PoolDoor door = PoolDoor.open(world, place, owner, dataDirectory);
        Pool pool = new Pool(world, place, owner, door, index);
        boolean opened = false;
        try {
            index.attach(pool.id, door.identity().id());
            new IndexFeed(world.disk(), pool.id, pool.directory, index).catchUp();
            pool.book.open(index, pool.id, owner);
            pool.countAnew();
            opened = true;
            return pool;
        } catch (IOException failed) {
            throw new ProblemException(PoolFaults.of(place.id(), place.directory(), true, failed), failed);
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    /// Puts in order what a process left behind: [Recovery#survey], before a segment is begun, then [Recovery#repair].
    public Recovery recovery() {
        return new Recovery(world.disk(), this, index.unsealed(id, owner));
    }

    /// Both steps of [#recovery], one after the other.
    public Recovery.Outcome recover(Progress progress) throws IOException {
        return recovery().both(progress);
    }

    /// Begins a segment: catalogue first, then the file, created exclusively and its name made durable. After a failed
    /// attempt, and after an abandoned segment, the next one has the next number.
    public SegmentWriter create(SegmentHeader header, VideoParameters parameters) throws IOException {
        return create(header, parameters, List.of());
    }

    public SegmentWriter create(SegmentHeader header, VideoParameters parameters, List<Companion> companions)
            throws IOException {
        return create(header, parameters, companions, List.of());
    }

    /// @param before what the catalogue is told first, in the same breath; after a failure it may have been or not
    public SegmentWriter create(
            SegmentHeader header, VideoParameters parameters, List<Companion> companions, List<CatalogueRecord> before)
            throws IOException {
        SegmentName name = header.name();
        name.requireOf(owner);
        requireIdentity();
        return tenants.create(header, parameters, companions, before);
    }

    /// A segment is not written any more.
    void ended() {
        tenants.leave();
    }

    /// Lets everything go, so that the disk can be unmounted and mended: no segment is begun and nothing is told
    /// the catalogue from now on. Call it again until it is done: segments that are open must be given up first,
    /// and a writer that hangs in the disk holds it.
    ///
    /// @return what the pool must be told by whoever opens it next, once nothing of it is open here any more
    public Optional<List<CatalogueRecord>> letGo() {
        if (!tenants.close() || !catalogue.end()) {
            return Optional.empty();
        }
        close();
        // What only a journal has is put back into segments that nobody has finished.
        return Optional.of(forcing.isGrouping() ? List.of() : catalogue.owed());
    }

    /// Tells what could not be told when it was let go.
    public void owed(List<CatalogueRecord> entries) throws IOException {
        store(entries);
    }

    /// A loss was noticed: stored at once, so that a crash cannot make it look recorded. A gap that is already running
    /// with the same cause goes on; one with another cause ends where this one begins.
    public void gapBegan(StreamId stream, long fromUs, GapCause cause) throws IOException {
        store(book.gaps().begin(stream, fromUs, cause));
    }

    /// The stream has samples again from this time on; does nothing when no gap was running.
    public void gapEnded(StreamId stream, long toUs) throws IOException {
        store(book.gaps().end(stream, toUs));
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
        return book.gaps()
                .running(stream)
                .map(gap -> new Gap(stream, new TimeSpan(gap.fromUs(), SegmentRow.OPEN_END_US), gap.cause()));
    }

    /// This node owns the stream from a time on. From now on a stream that it does not own is nobody's loss here.
    public void owned(StreamId stream, Epoch epoch, long fromUs) throws IOException {
        store(List.of(new Owned(stream, epoch, owner, fromUs)));
    }

    /// This node does not own the stream (any more): a running gap of it ends here, and not recording it is no loss.
    ///
    /// @param epoch the last one under which it owned it
    public void released(StreamId stream, Epoch epoch, long toUs) throws IOException {
        List<CatalogueRecord> entries = new ArrayList<>(book.gaps().end(stream, toUs));
        entries.add(new Released(stream, epoch, toUs));
        store(entries);
    }

    /// Remembers how two runs' clocks relate.
    public void aligned(Aligned entry) throws IOException {
        store(List.of(entry));
    }

    /// Takes a segment of this node back that is not written any more; recovery takes away what a crash leaves of it.
    ///
    /// @throws IllegalArgumentException when another node wrote it
    public void drop(SegmentName name) throws IOException {
        name.requireOf(owner);
        requireIdentity();
        store(List.of(new SegmentDropped(name)));
        files.delete(name);
    }

    /// Says where the open segment of a writer that died ends, in a shared pool, what only its journal had included.
    /// Its writer's own word, when it is back, takes the place of this.
    ///
    /// @return what was found; empty when the segment has no whole fragment or is not there
    public Optional<SegmentEnded> ended(SegmentRow dead) throws IOException {
        forcing.putBackOf(dead);
        Optional<SegmentEnded> found = SegmentSurvey.end(world.disk(), path(dead.name()), dead.name());
        if (found.isPresent()) {
            store(List.of(found.get()));
        }
        return found;
    }

    /// Takes over into the index what other nodes wrote down in a shared pool. Quick; call it every half second.
    public void lookAround() {
        if (isShared()) {
            forcing.lookAgain();
            neighbours.lookAround();
        }
    }

    /// Whether other recorders write to it too.
    public boolean isShared() {
        return door.identity().shared();
    }

    /// Brings a sealed segment home under its own name: copied, verified against the hash, durable, told the catalogue.
    /// Interrupted, it is done again. Its own thread; one at a time.
    ///
    /// @param theirs what the index knows of the copy
    /// @param source that copy; stays open
    /// @throws ProblemException POOL_FULL when there is not enough room beside what recording needs,
    ///                          SEGMENT_DAMAGED when the copy is not what the catalogue says
    public Brought bringHome(SegmentRow theirs, DiskFile source, Bringing pace) throws IOException {
        return homecoming.bring(theirs, source, pace);
    }

    /// How it gives up what retention deletes.
    public Quarantine quarantine() {
        return quarantine;
    }

    /// How many bytes it has of each stream.
    public PoolUsage usage() {
        return book.usage();
    }

    void countAnew() {
        usage().count(index, id, isShared() ? Optional.of(owner) : Optional.empty());
    }

    /// Gives up a copy whose bytes are durable at home: only a sealed one of this node, with that hash, in its own
    /// pool.
    ///
    /// @return true when no copy is here any more; false when it is kept
    public boolean releaseCopy(SegmentName name, Sha256 sha256) throws IOException {
        return CopyRelease.of(this, files, index, name, sha256);
    }

    /// The recorder stops for good: everything that it owns is `recorder-down`. Call it when all segments are sealed.
    public void stopped(long nowUs) throws IOException {
        store(book.stopped(nowUs));
    }

    /// The end of the newest durable sample or stored gap of a stream, µs since 1970; empty when it has neither.
    public OptionalLong lastDurableUs(StreamId stream) {
        return book.end(stream);
    }

    /// Whether the directory is this pool, and lists what is in it: read through its path again, as after a remount.
    ///
    /// @return empty when all is well
    public Optional<Problem> probe() {
        Optional<Problem> wrong = witness.look();
        wrong.ifPresent(_ -> directories.forget());
        return wrong;
    }

    /// What a failure of one of this pool's calls means.
    public Problem problem(IOException failure) {
        return witness.problem(failure);
    }

    void requireIdentity() throws IOException {
        witness.requireIdentity();
    }

    public PoolId id() {
        return id;
    }

    /// The digits of its identity file: the same pool under another path has the same ones.
    public String identity() {
        return door.identity().id();
    }

    public NodeId owner() {
        return owner;
    }

    public Path directory() {
        return directory;
    }

    PoolForcing forcing() {
        return forcing;
    }

    /// Bytes that this process may still write.
    public long bytesFree() throws IOException {
        return world.disk().bytesFree(directory);
    }

    void ensureDirectory(Path inside) throws IOException {
        directories.ensure(inside);
    }

    Path path(SegmentName name) {
        return files.path(name);
    }

    WriterBook book() {
        return book;
    }

    /// The start of this node's first sealed segment that begins at or after a time.
    OptionalLong sealedSince(StreamId stream, long sinceUs) {
        return index.sealedSince(id, owner, stream, sinceUs);
    }

    void dropped(SegmentName name) throws IOException {
        world.disk().delete(path(name));
        store(List.of(new SegmentDropped(name)));
    }

    void suspect(SegmentSuspect entry) {
        catalogue.tellSooner(entry);
    }

    /// Takes away what was dropped and is still there because a crash came between.
    void clearDropped() throws IOException {
        for (SegmentName name : index.dropped(id, owner)) {
            files.delete(name);
            index.bury(id, name);
        }
        quarantine.settle();
    }

    /// Tells the catalogue what [SegmentWriter#finish] left to be told.
    public void tell(List<CatalogueRecord> entries) throws IOException {
        store(entries);
    }

    /// Stores entries, and before them those that could not be stored earlier.
    void store(List<? extends CatalogueRecord> entries) throws IOException {
        catalogue.append(entries);
    }

    /// Gives the lock back. Segments that are still open stay as a crash would leave them.
    @Override
    public void close() {
        try (AutoCloseable lock = door.lock();
                Catalogue closing = catalogue;
                PoolForcing ending = forcing) {
            LOG.debug("closing pool {} with {}, {} and {}", id, lock, closing, ending);
        } catch (Exception failed) {
            LOG.warn("closing pool {} failed", id, failed);
        }
    }
}
