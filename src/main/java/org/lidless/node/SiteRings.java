package org.lidless.node;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.Camera;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.playback.live.Rings;
import org.lidless.footage.timeline.RingTail;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.LiveHearer;
import org.lidless.wire.node.LiveLink;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rings of the site's recorders as a management server reaches them: one link to each, kept open whether
/// somebody watches or not, so that a takeover waits for no handshake. What comes goes to the [LiveDesk].
final class SiteRings implements Rings, LiveHearer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteRings.class);
    private static final long LOOK_US = 200_000;

    private final World world;
    private final NodeCredentials own;
    private final long boot;
    private final Supplier<Site> site;
    private final Map<NodeId, Linked> links = new ConcurrentHashMap<>();
    private final LiveDesk desk;
    private @Nullable Thread thread;

    private record Linked(String address, LiveLink link) {}

    /// @param boot names this start of the process
    /// @param site as agreed now
    SiteRings(World world, NodeCredentials own, long boot, Supplier<Site> site) {
        this.world = world;
        this.own = own;
        this.boot = boot;
        this.site = site;
        this.desk = new LiveDesk(this, world.clock());
    }

    /// Begins to dial recorders as the site names them.
    SiteRings start() {
        desk.start();
        thread = Thread.ofPlatform().daemon().name("live-rings").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                meet();
                world.clock().pauseUs(LOOK_US);
            }
        });
        return this;
    }

    LiveDesk desk() {
        return desk;
    }

    /// Has a link to each recorder, and to nobody else.
    private void meet() {
        SortedMap<NodeId, String> wanted = new TreeMap<>();
        site.get().recorders().forEach((node, recorder) -> wanted.put(node, recorder.address()));
        links.forEach((node, linked) -> {
            if (!linked.address().equals(wanted.get(node))) {
                links.remove(node);
                linked.link().close();
                desk.closed(node);
            }
        });
        wanted.forEach((node, address) -> links.computeIfAbsent(
                node, met -> new Linked(address, LiveLink.start(world, own, boot, met, address, this))));
    }

    @Override
    public Whereabouts where(StreamId stream) {
        Site now = site.get();
        Ownership held = now.ownerships().get(stream.camera());
        if (held == null) {
            return Whereabouts.NOWHERE;
        }
        Optional<NodeId> home =
                Optional.ofNullable(now.cameras().get(stream.camera())).map(Camera::primary);
        return new Whereabouts(Optional.of(held.owner()), held.shadow(), home);
    }

    private Optional<LiveLink> link(NodeId recorder) {
        return Optional.ofNullable(links.get(recorder)).map(Linked::link);
    }

    /// A number that changes whenever one of a recorder's catalogues does; empty while that is not known.
    OptionalLong catalogues(NodeId recorder) {
        return link(recorder).map(LiveLink::catalogues).orElseGet(OptionalLong::empty);
    }

    @Override
    public boolean isHeard(NodeId recorder) {
        return link(recorder).filter(LiveLink::isHeard).isPresent();
    }

    @Override
    public void look(NodeId recorder, int id, StreamId stream, long sinceUs) {
        link(recorder).ifPresent(link -> link.look(id, stream, sinceUs));
    }

    @Override
    public void tail(NodeId recorder, int id, StreamId stream, long place) {
        link(recorder).ifPresent(link -> link.tail(id, stream, place));
    }

    @Override
    public void leave(NodeId recorder, int id, StreamId stream) {
        link(recorder).ifPresent(link -> link.leave(id, stream));
    }

    @Override
    public void opened(NodeId recorder) {
        desk.opened(recorder);
    }

    @Override
    public void closed(NodeId recorder) {
        desk.closed(recorder);
    }

    @Override
    public void looked(NodeId recorder, int id, RingTail.Look look) {
        desk.looked(id, look);
    }

    @Override
    public void came(NodeId recorder, int id, RingTail.Batch batch) {
        desk.came(id, batch);
    }

    @Override
    public void refused(NodeId recorder, Problem problem) {
        LOG.warn("{}", problem);
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        desk.close();
        links.values().forEach(linked -> linked.link().close());
        links.clear();
    }
}
