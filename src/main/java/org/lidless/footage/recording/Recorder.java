package org.lidless.footage.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.RetentionSettings;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.world.Chance;
import org.lidless.world.World;

/// A running recorder: follows its cameras and does its [Duty] for each until told to stop. A camera that
/// does not answer and a pool that is not there are states of it, not errors: both are tried again, and
/// the others go on.
///
/// Its threads are daemons: whoever starts it keeps the process alive, and calls [#stop]. Any thread may
/// ask, and any may [#follow]; its lock is held for that and for [#stop] only, and nothing waits inside it.
public final class Recorder implements AutoCloseable {

    /// How long [#stop] takes at most, µs.
    static final long STOP_MAX_US = 5_000_000;

    /// Rest of a selector loop between two passes, µs: how long packets gather in the kernel.
    private static final long INGEST_REST_US = 20_000;

    private static final long WATCH_US = 250_000;
    private static final long REMEMBER_US = 1_000_000;
    private static final long REMEMBERED_US_MAX = 500_000;

    private final World world;
    private final RecorderSettings settings;
    private final Chance chance;
    private final ChunkPool memory;
    private final Links links;
    private final SiteWhereabouts whereabouts = new SiteWhereabouts();
    private final CameraMemories memories;
    private final Departures departures = new Departures();
    private final TreeMap<PoolId, PoolCrew> crews = new TreeMap<>();
    private final Spilling spilling = new Spilling(crews);
    private final List<IngestLoop> loops = new ArrayList<>();
    private final List<Thread> ingestThreads = new ArrayList<>();
    /// Which of the loops serve a stream: the same ones for as long as the recorder runs.
    private final TreeMap<StreamId, Integer> slots = new TreeMap<>();
    private volatile SequencedMap<StreamId, RecordedStream> streams = new LinkedHashMap<>();
    private @Nullable Thread remembering;
    private long begun;
    private volatile RetentionSettings kept;
    private volatile boolean isStopping;

    private Recorder(World world, RecorderSettings settings, int camerasExpected) {
        this.world = world;
        this.settings = settings;
        this.kept = settings.retention();
        this.chance = world.chance().fork("recorder");
        this.memory = new ChunkPool(RingMemory.allowed(settings.ringBudgetBytes()), camerasExpected);
        this.links = new Links();
        this.memories = CameraMemories.load(world.disk(), settings.dataDirectory(), chance.fork("memories"));
    }

    /// Begins to record a fixed list of cameras, for this recorder alone.
    ///
    /// @param index   of all these pools; closed by its owner after [#stop]
    /// @param pools   at least those that the cameras name
    /// @param cameras each stream at most once
    /// @throws IllegalArgumentException when a camera names a pool that is not there, or a stream comes
    /// twice
    public static Recorder start(
            World world,
            RecorderSettings settings,
            SqliteIndex index,
            List<PoolPlace> pools,
            List<RecordedCamera> cameras) {
        Recorder recorder = started(world, settings, index, pools, cameras.size());
        recorder.follow(
                cameras.stream().map(each -> Duty.alone(each, settings.node())).toList());
        return recorder;
    }

    /// Begins without cameras: [#follow] says which. Comes back at once; pools are opened and cameras
    /// called on threads of their own.
    ///
    /// @param index of all these pools; closed by its owner after [#stop]
    public static Recorder start(World world, RecorderSettings settings, SqliteIndex index, List<PoolPlace> pools) {
        return started(world, settings, index, pools, 0);
    }

    private static Recorder started(
            World world, RecorderSettings settings, SqliteIndex index, List<PoolPlace> pools, int camerasExpected) {
        var recorder = new Recorder(world, settings, camerasExpected);
        for (PoolPlace place : pools) {
            var keeper = new PoolKeeper(world, settings, place, index);
            var upkeep = new PoolUpkeep(world, keeper, index, () -> recorder.kept, recorder.whereabouts);
            var scrub = new PoolScrub(world, keeper, index, settings);
            recorder.crews.put(
                    place.id(), new PoolCrew(keeper, upkeep, scrub, settings.writersPerPool(), world.clock()));
        }
        for (int i = 0; i < settings.ingestLoops(); i++) {
            recorder.loops.add(recorder.loop());
        }
        recorder.run();
        return recorder;
    }

    private IngestLoop loop() {
        try {
            return new IngestLoop(world, chance.fork("ingest"), INGEST_REST_US);
        } catch (IOException noSelector) {
            throw new UncheckedIOException("this machine gives no selector", noSelector);
        }
    }

    private void run() {
        for (int i = 0; i < loops.size(); i++) {
            ingestThreads.add(start("ingest-" + i, loops.get(i)));
        }
        crews.values().forEach(PoolCrew::start);
        start("watch", this::watch);
        remembering = start("remember", this::remember);
    }

    private static Thread start(String name, Runnable loop) {
        return Thread.ofPlatform().daemon().name(name).start(loop);
    }

    /// A hung disk holds up nothing but this.
    private void remember() {
        long keptUs = Long.MIN_VALUE;
        while (!isStopping) {
            long nowUs = world.clock().elapsedUs();
            if (keptUs == Long.MIN_VALUE || nowUs - keptUs >= REMEMBER_US) {
                keptUs = nowUs;
                keepMemories();
            }
            world.clock().pauseUs(WATCH_US / 4);
        }
    }

    private void keepMemories() {
        Map<CameraSource, CameraMemory> all = new LinkedHashMap<>();
        streams.values()
                .forEach(each ->
                        all.put(each.camera().source(), each.follower().view().memory()));
        memories.keep(all);
    }

    private void watch() {
        while (!isStopping) {
            long nowUs = world.clock().elapsedUs();
            for (RecordedStream stream : streams.values()) {
                stream.watch(nowUs);
                stream.status(nowUs, world.clock().wallUs());
            }
            spill(nowUs);
            world.clock().pauseUs(WATCH_US);
        }
    }

    private synchronized void spill(long nowUs) {
        if (!isStopping) {
            spilling.pass(streams.values(), this::writer, nowUs);
        }
    }

    /// Does these duties from now on, and no other: begins with cameras that are new, changes between
    /// recording and shadowing without losing a sample, lets go of cameras that are not named (their
    /// segments are sealed). One whose
    /// address or pool is another now is let go and begun again. Comes back at once. Any thread.
    ///
    /// @throws IllegalArgumentException when a camera names a pool that is not there, or a stream comes
    ///                                  twice; then nothing is changed
    public void follow(List<Duty> duties) {
        follow(duties, new TreeMap<>());
    }

    /// The same; recorders that are gone may have left sessions open at cameras that are new here.
    public synchronized void follow(List<Duty> duties, SortedMap<CameraId, CameraSession> left) {
        if (isStopping) {
            return;
        }
        Duty.check(duties, crews.keySet());
        SequencedMap<StreamId, RecordedStream> before = streams;
        SequencedMap<StreamId, RecordedStream> after = new LinkedHashMap<>();
        for (Duty duty : duties) {
            RecordedStream held = before.get(duty.stream());
            if (held != null && held.camera().equals(duty.camera())) {
                held.follow(duty);
                after.put(duty.stream(), held);
            }
        }
        before.values().stream().filter(each -> !after.containsValue(each)).forEach(this::letGo);
        SequencedMap<StreamId, RecordedStream> all = new LinkedHashMap<>();
        for (Duty duty : duties) {
            RecordedStream held = after.get(duty.stream());
            all.put(duty.stream(), held == null ? begin(duty, left) : held);
        }
        streams = Collections.unmodifiableSequencedMap(all);
        whereabouts.follow(duties, settings.node());
    }

    /// How long the site wants footage of these cameras to be kept, in place of what this recorder's settings say
    /// of them. Any thread.
    public void keep(SortedMap<CameraId, RetentionRule> ofSite) {
        kept = settings.retention().with(ofSite);
    }

    private RecordedStream begin(Duty duty, SortedMap<CameraId, CameraSession> left) {
        StreamId stream = duty.stream();
        Optional<CameraSession> session =
                Optional.ofNullable(left.get(stream.camera())).filter(_ -> stream.kind() == StreamKind.MAIN);
        int slot = slots.computeIfAbsent(duty.stream(), _ -> slots.size());
        Chance own = chance.fork(duty.stream() + " " + begun++);
        var ring = new Ring(memory, world.clock(), own.fork("ring"), settings.ringAgeUs());
        var follower = new CameraFollower(
                duty.camera().source(),
                ring,
                world.clock(),
                own.fork("follower"),
                memories.of(duty.camera().source()).inheriting(session));
        var numbers = new SegmentNumbers();
        PoolCrew crew = crew(duty.camera().pools().getFirst());
        StreamWriter writer = writer(duty, ring, crew, slot, numbers);
        departures.whenGone(duty.stream(), () -> crew.begin(writer, slot));
        loops.get(slot % loops.size()).begin(follower);
        return new RecordedStream(
                duty, slot, follower, writer, numbers, world.clock().wallUs());
    }

    private StreamWriter writer(Duty duty, Ring ring, PoolCrew crew, int slot, SegmentNumbers numbers) {
        double phase = (double) (slot % 16) / 16;
        return new StreamWriter(duty, ring, crew.keeper(), settings, links, phase, world.clock(), numbers);
    }

    private StreamWriter writer(RecordedStream stream, PoolCrew to) {
        StreamWriter before = stream.writer();
        return writer(stream.duty(), before.ring(), to, stream.slot(), stream.numbers())
                .after(before);
    }

    /// Nothing more is received, then the rest is written and sealed, then its memory is given back.
    private void letGo(RecordedStream stream) {
        StreamWriter writer = stream.writer();
        writer.dismiss();
        departures.leaves(writer.stream());
        PoolCrew crew = crew(stream.pool());
        Runnable gone = () -> {
            writer.ring().close();
            departures.left(writer.stream());
        };
        loops.get(stream.slot() % loops.size()).letGo(stream.follower(), () -> crew.letGo(writer, stream.slot(), gone));
    }

    private PoolCrew crew(PoolId pool) {
        PoolCrew crew = crews.get(pool);
        if (crew == null) {
            throw new IllegalStateException("no crew for pool " + pool);
        }
        return crew;
    }

    /// What becomes durable of a stream at this recorder, for its shadow. Any thread; of a stream that is
    /// not recorded here, nothing.
    public WatermarkFeed watermarks(StreamId stream) {
        return (place, max) -> {
            RecordedStream found = streams.get(stream);
            if (found != null) {
                return found.watermarks(settings.node(), place, max);
            }
            var nothing = new Watermark(stream, settings.node(), Epoch.FIRST, List.of(), Long.MIN_VALUE);
            return new WatermarkFeed.Batch(nothing, 0);
        };
    }

    /// A stream's newest samples, out of its ring, whether it is recorded or shadowed here. Any thread.
    public RingTail tail(StreamId stream) {
        RecordedStream found = streams.get(stream);
        return found == null ? RingTail.NONE : found.tail();
    }

    /// A stream's owner says what has become durable there. Times are on this node's site clock already.
    /// Any thread; of a stream that is not shadowed here, nothing happens.
    public void watermark(Watermark news) {
        RecordedStream found = streams.get(news.stream());
        if (found != null) {
            found.writer().duty().hear(news);
        }
    }

    /// What is known of other nodes' pools: a copy in one of them is a copy more. Any thread.
    public void othersPools(Supplier<Set<PoolId>> known) {
        whereabouts.othersPools(known);
    }

    /// The link to another recorder, over which its watermarks come, is up or closed. Any thread.
    public void link(NodeId owner, boolean connected) {
        links.note(owner, connected);
    }

    /// What to say about each camera in a heartbeat. Any thread.
    public SortedMap<CameraId, CameraReport> reports() {
        TreeMap<CameraId, CameraReport> reports = new TreeMap<>();
        for (StreamKind kind : StreamKind.values()) {
            streams.values().stream()
                    .filter(each -> each.duty().stream().kind() == kind)
                    .map(RecordedStream::report)
                    .forEach(each -> reports.merge(each.camera(), each, CameraReport::withSub));
        }
        return reports;
    }

    /// Every stream's recording now, in the order in which their duties were given.
    public List<RecordingStatus> status() {
        long nowUs = world.clock().elapsedUs();
        long wallUs = world.clock().wallUs();
        return streams.values().stream().map(each -> each.status(nowUs, wallUs)).toList();
    }

    /// A pool that is open now; empty while it is not there.
    public Optional<Pool> pool(PoolId id) {
        return Optional.ofNullable(crews.get(id)).map(crew -> crew.keeper().pool());
    }

    /// Whether footage in a pool can be read now: its disk is there, and no write to it hangs. Any thread.
    public boolean isReadable(PoolId id) {
        PoolCrew crew = crews.get(id);
        return crew != null
                && !crew.isHung(world.clock().elapsedUs())
                && crew.keeper()
                        .problem()
                        .filter(each -> each.code() == ProblemCode.POOL_MISSING)
                        .isEmpty();
    }

    /// Every pool's state now, by name.
    public List<PoolStatus> pools() {
        return crews.values().stream().map(PoolCrew::status).toList();
    }

    /// A person says that what retention has stopped to delete in a pool may go. Any thread.
    ///
    /// @return how many bytes that is; 0 when nothing was stopped, empty when there is no such pool
    public OptionalLong confirmDeletion(PoolId id) {
        PoolCrew crew = crews.get(id);
        return crew == null
                ? OptionalLong.empty()
                : OptionalLong.of(crew.upkeep().confirm());
    }

    /// Ends RTSP sessions, writes what is in memory, seals all segments, closes the pools. Takes at most
    /// five seconds; what a hung disk holds up until then stays as after a crash. Calling it twice does no
    /// harm.
    public synchronized void stop() {
        isStopping = true;
        long byUs = world.clock().elapsedUs() + STOP_MAX_US;
        loops.forEach(IngestLoop::stop);
        ingestThreads.forEach(each -> PoolCrew.ended(world.clock(), each, byUs));
        Thread last = remembering;
        long rememberedByUs = Math.min(byUs, world.clock().elapsedUs() + REMEMBERED_US_MAX);
        if (last != null && PoolCrew.ended(world.clock(), last, rememberedByUs)) {
            keepMemories();
        }
        crews.values().forEach(each -> each.stopWriting(byUs));
        crews.values().forEach(each -> each.stopKeeping(byUs));
    }

    @Override
    public void close() {
        stop();
    }
}
