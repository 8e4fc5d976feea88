package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.footage.recording.Duty;
import org.lidless.footage.recording.RecordedCamera;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.node.settings.Settings;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ManagementHearer;
import org.lidless.wire.node.ManagementLink;
import org.lidless.wire.node.OwnerHearer;
import org.lidless.wire.node.WatermarkLink;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A recorder's part in its site: hears what it is to do, keeps it on disk, tells the recorder; and listens to the
/// owners of the cameras that it shadows.
///
/// WAITING → FOLLOWING with management's first list; or when management has answered and sent none newer within
/// [#NEWER_US]; or after [#MANAGEMENT_US] without management: then the list on disk is followed, because recording does
/// not need management. Cameras are called and rings fill from then on.
///
/// One thread of its own, which waits for nobody but the disk; what is heard comes on the links' threads.
final class SiteMember implements AutoCloseable {

    /// How long a start waits for management, so that a returning recorder does not first do what it did long ago, µs.
    static final long MANAGEMENT_US = 1_500_000;
    /// How long it waits for a newer list once management's clock is known, µs.
    static final long NEWER_US = 300_000;

    private static final long TICK_US = 50_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);
    /// Any main stream's protection comes before any sub stream's.
    private static final int SUB_BEHIND = 101;

    private static final long WITNESS_US = 500_000;
    private static final long HOURS_US = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(SiteMember.class);

    private final World world;
    private final SiteClock clock;
    private final Settings.Recording settings;
    private final Settings.Membership membership;
    private final NodeCredentials credentials;
    private final Recorder recorder;
    private final AssignmentStore store;
    private final PeerFootage peers;
    private final long boot;
    private final long startedUs;

    private final List<ManagementLink> management = new ArrayList<>();
    private final TreeMap<NodeId, OwnerLink> owners = new TreeMap<>();
    private final AtomicReference<@Nullable AssignmentList> offered = new AtomicReference<>();
    private volatile @Nullable AssignmentList followed;
    private volatile boolean leaving;
    private long agreedAtUs = Long.MIN_VALUE;
    private final Due witness;
    private final Due hours;
    private final OffHours offHours;
    private @Nullable Thread thread;

    private record OwnerLink(String address, WatermarkLink link) {}

    private SiteMember(
            World world,
            SiteClock clock,
            Settings.Recording settings,
            Settings.Membership membership,
            NodeCredentials credentials,
            Recorder recorder,
            PeerFootage peers,
            Path dataDirectory,
            long boot) {
        this.world = world;
        this.clock = clock;
        this.settings = settings;
        this.membership = membership;
        this.credentials = credentials;
        this.recorder = recorder;
        this.peers = peers;
        this.store = new AssignmentStore(
                world.disk(), dataDirectory, credentials.vault(world.chance().fork("vault")));
        this.boot = boot;
        this.startedUs = world.clock().elapsedUs();
        this.witness = new Due(WITNESS_US);
        this.hours = new Due(HOURS_US);
        this.offHours =
                new OffHours(kind -> recorder.pool(settings.poolsOf(kind).getFirst()));
    }

    /// Begins to dial management.
    ///
    /// @param boot names this start of the process
    /// @throws IOException when what is kept on disk cannot be read
    static SiteMember start(
            World world,
            SiteClock clock,
            Settings.Recording settings,
            Settings.Membership membership,
            NodeCredentials credentials,
            Recorder recorder,
            PeerFootage peers,
            Path dataDirectory,
            long boot)
            throws IOException {
        var member =
                new SiteMember(world, clock, settings, membership, credentials, recorder, peers, dataDirectory, boot);
        Optional<AssignmentList> kept = member.store.load();
        membership
                .management()
                .forEach((node, address) -> member.management.add(ManagementLink.start(
                        world, credentials, boot, node, address, member::heartbeat, member.new FromManagement())));
        member.thread = Thread.ofPlatform().daemon().name("site-member").start(() -> member.run(kept));
        return member;
    }

    /// What this recorder is to do, as it follows it now.
    Optional<AssignmentList> assignments() {
        return Optional.ofNullable(followed);
    }

    /// Tells management that this recorder is about to end, and waits until others have its cameras.
    ///
    /// @param isShadowed whether a peer shadows a stream from here
    void leave(Predicate<StreamId> isShadowed) {
        leaving = true;
        new Leaving(
                        world.clock(),
                        recorder,
                        isShadowed,
                        () -> management.stream().anyMatch(ManagementLink::isOpen))
                .await(this::assignments);
    }

    private Heartbeat heartbeat() {
        AssignmentList known = followed;
        long version = known == null ? 0 : known.version();
        SortedMap<CameraId, CameraReport> reports = recorder.reports();
        if (known != null) {
            reports.putAll(offHours.reports(known, clock.wallUs()));
            known.assignments().stream()
                    .filter(each -> each.shadow().isPresent())
                    .forEach(each -> reports.computeIfPresent(each.camera(), (_, report) -> report.withoutSession()));
        }
        return new Heartbeat(settings.node(), boot, version, leaving, reports);
    }

    private void run(Optional<AssignmentList> kept) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                round(kept, world.clock().elapsedUs());
            } catch (RuntimeException bug) {
                LOG.error("Bug: one round of following the assignments failed; recording goes on as it was.", bug);
            }
            world.clock().pauseUs(TICK_US);
        }
    }

    private void round(Optional<AssignmentList> kept, long nowUs) {
        agreeOnTime(nowUs);
        AssignmentList newest = offered.getAndSet(null);
        if (newest != null) {
            obey(newest, kept);
        } else if (followed == null && hasWaited(nowUs)) {
            kept.ifPresent(this::follow);
        }
        AssignmentList list = followed;
        if (list != null && hours.isNow(nowUs)) {
            if (offHours.look(list, clock.wallUs())) {
                follow(list);
            }
            offHours.tell(clock.wallUs());
        }
        if (witness.isNow(nowUs)) {
            owners.forEach((owner, link) -> link.link()
                    .sighting()
                    .ifPresent(sighting -> witness(owner, link.link().boot(), sighting)));
        }
    }

    private void agreeOnTime(long nowUs) {
        for (ManagementLink link : management) {
            link.clock().ifPresent(offset -> clock.management(-offset.offsetUs(), offset.errorUs()));
        }
        if (agreedAtUs == Long.MIN_VALUE && clock.isAgreed()) {
            agreedAtUs = nowUs;
        }
    }

    private boolean hasWaited(long nowUs) {
        boolean isAgreed = agreedAtUs != Long.MIN_VALUE && nowUs - agreedAtUs >= NEWER_US;
        return isAgreed || nowUs - startedUs >= MANAGEMENT_US;
    }

    /// Takes over a list if it is newer: on disk first, so that a restart never goes back behind it.
    private void obey(AssignmentList told, Optional<AssignmentList> kept) {
        AssignmentList known = followed;
        boolean isOld = known == null
                ? kept.filter(each -> told.version() < each.version()).isPresent()
                : told.version() <= known.version();
        if (isOld) {
            return;
        }
        Optional<AssignmentList> before = Optional.ofNullable(known).or(() -> kept);
        AssignmentList newest = before.map(each -> AssignmentStore.withKnown(told, each.logins()))
                .orElse(told);
        try {
            store.save(newest);
        } catch (IOException failed) {
            LOG.warn("The assignments could not be kept on disk and are followed all the same: {}", failed.toString());
        }
        follow(newest);
    }

    private void follow(AssignmentList list) {
        List<Duty> duties = new ArrayList<>();
        SortedMap<NodeId, Set<StreamId>> shadowed = new TreeMap<>();
        offHours.look(list, clock.wallUs());
        for (Assignment assignment : list.assignments()) {
            if (offHours.isOff(assignment.camera())) {
                continue;
            }
            for (StreamKind kind : assignment.address().streams()) {
                StreamId stream = new StreamId(assignment.camera(), kind);
                duties.add(duty(stream, assignment, list.logins()));
                if (assignment.mode() == Assignment.Mode.SHADOW) {
                    shadowed.computeIfAbsent(assignment.owner(), owner -> new TreeSet<>())
                            .add(stream);
                }
            }
        }
        SortedMap<CameraId, RetentionRule> kept = new TreeMap<>();
        list.care().forEach((camera, care) -> care.retention().ifPresent(rule -> kept.put(camera, rule)));
        recorder.keep(kept);
        recorder.follow(duties, list.left());
        followed = list;
        listen(shadowed, list.peers());
        peers.follow(list.peers());
        LOG.info("following assignments of version {}: {} streams", list.version(), duties.size());
    }

    private Duty duty(StreamId stream, Assignment assignment, SortedMap<String, CameraSource.Credentials> logins) {
        Optional<CameraSource.Credentials> known = assignment
                .address()
                .credentials()
                .flatMap(name -> Optional.ofNullable(logins.get(name))
                        .or(() -> Optional.ofNullable(membership.credentials().get(name))));
        if (assignment.address().credentials().isPresent() && known.isEmpty()) {
            LOG.warn(
                    "{}: neither the site nor this recorder's settings have the credentials \"{}\"; the camera is called "
                            + "without.",
                    stream,
                    assignment.address().credentials().get());
        }
        var source = new CameraSource(
                stream,
                assignment.address().uri(stream.kind()),
                known,
                assignment.address().transport(),
                assignment.address().certificate(),
                assignment.address().audio());
        return new Duty(
                new RecordedCamera(source, settings.poolsOf(stream.kind())),
                assignment.mode(),
                assignment.epoch(),
                assignment.owner(),
                assignment.primary(),
                assignment.cutUs(),
                stream.kind() == StreamKind.MAIN ? assignment.priority() : assignment.priority() - SUB_BEHIND);
    }

    /// Has one link to each owner of a shadowed camera, and none to others.
    private void listen(SortedMap<NodeId, Set<StreamId>> shadowed, SortedMap<NodeId, String> addresses) {
        for (NodeId owner : new TreeSet<>(owners.keySet())) {
            OwnerLink open = owners.get(owner);
            boolean isWanted = shadowed.containsKey(owner)
                    && open != null
                    && open.address().equals(addresses.get(owner));
            if (!isWanted && open != null) {
                open.link().close();
                owners.remove(owner);
            }
        }
        shadowed.forEach((owner, streams) -> {
            String address = addresses.get(owner);
            if (address == null) {
                LOG.warn("No address of recorder {} is known, whose cameras are shadowed here.", owner);
                return;
            }
            owners.computeIfAbsent(owner, missing -> dial(missing, address))
                    .link()
                    .follow(Set.copyOf(streams));
        });
    }

    private OwnerLink dial(NodeId owner, String address) {
        return new OwnerLink(address, WatermarkLink.start(world, credentials, owner, address, new FromOwner()));
    }

    private void witness(NodeId about, long ofBoot, Sighting sighting) {
        var report = new WitnessReport(settings.node(), about, ofBoot, sighting);
        management.forEach(link -> link.witness(report));
    }

    /// What comes from management.
    private final class FromManagement implements ManagementHearer {

        @Override
        public void opened(NodeId node) {
            LOG.info("management server {} is connected", node);
        }

        @Override
        public void closed(NodeId node) {
            LOG.info("the connection to management server {} closed; recording goes on", node);
        }

        @Override
        public void assigned(AssignmentList list) {
            if (list.recorder().equals(settings.node())) {
                offered.accumulateAndGet(
                        list, (kept, next) -> kept != null && kept.version() > next.version() ? kept : next);
            }
        }

        @Override
        public void refused(NodeId node, Problem problem) {
            LOG.warn("{}", problem);
        }
    }

    /// What comes from an owner of cameras that are shadowed here.
    private final class FromOwner implements OwnerHearer {

        @Override
        public void watermark(Watermark news) {
            recorder.watermark(news);
        }

        @Override
        public void sighted(NodeId owner, long ofBoot, Sighting sighting) {
            recorder.link(owner, sighting == Sighting.HEARD);
            witness(owner, ofBoot, sighting);
            LOG.info("recorder {} is {}", owner, sighting);
        }

        @Override
        public void refused(NodeId owner, Problem problem) {
            LOG.warn("{}", problem);
        }
    }

    /// Stops listening; the recorder goes on until it is stopped itself.
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                // While it runs, the off hours are its own.
                if (running.join(CLOSE_MAX)) {
                    offHours.end(clock.wallUs());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        management.forEach(ManagementLink::close);
        owners.values().forEach(owner -> owner.link().close());
    }
}
