package org.lidless.node;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lidless.cli.DataDirectory;
import org.lidless.control.site.Site;
import org.lidless.domain.NodeId;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.Timeline;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// The whole site's footage as a management server sees it: what all recorders' catalogues say, mirrored into an
/// index of its own, and segments read from recorders by ranges. A browser so needs one address and one
/// certificate. The index is a cache, and can be deleted.
final class SiteFootage implements AutoCloseable {

    private static final long LOOK_US = 1_000_000;

    private final Opened parts = new Opened();
    private final World world;
    private final Supplier<Site> site;
    private final PeerFootage peers;
    private final Timeline timeline;

    private SiteFootage(
            World world,
            NodeId self,
            NodeCredentials own,
            SqliteIndex index,
            Supplier<Site> site,
            Function<NodeId, OptionalLong> catalogues) {
        this.world = world;
        this.site = site;
        this.peers = new PeerFootage(world, own, index, Optional.empty(), catalogues);
        this.timeline = new Timeline(index, new SiteHolders(self, world.disk(), Map.of(), peers), world.clock());
    }

    /// Begins to follow the catalogues of the site's recorders.
    ///
    /// @param site       as agreed now
    /// @param catalogues as in [PeerFootage]
    /// @throws IOException when the data directory cannot be used
    static SiteFootage start(
            World world,
            NodeId self,
            NodeCredentials own,
            DataDirectory data,
            Supplier<Site> site,
            Function<NodeId, OptionalLong> catalogues)
            throws IOException {
        SqliteIndex index = SqliteIndex.open(world.disk(), data.path());
        SiteFootage footage = new SiteFootage(world, self, own, index, site, catalogues);
        footage.parts.add(index);
        footage.parts.add(footage.peers);
        Thread follower = Thread.ofPlatform().daemon().name("site-footage").start(footage::follow);
        footage.parts.add(follower::interrupt);
        return footage;
    }

    private void follow() {
        while (!Thread.currentThread().isInterrupted()) {
            SortedMap<NodeId, String> addresses = new TreeMap<>();
            site.get().recorders().forEach((node, recorder) -> addresses.put(node, recorder.address()));
            peers.follow(addresses);
            world.clock().pauseUs(LOOK_US);
        }
    }

    Timeline timeline() {
        return timeline;
    }

    @Override
    public void close() {
        parts.close();
    }
}
