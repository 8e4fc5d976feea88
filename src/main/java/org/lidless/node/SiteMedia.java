package org.lidless.node;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.lidless.cli.DataDirectory;
import org.lidless.control.site.Site;
import org.lidless.domain.NodeId;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.RouteSet;
import org.lidless.web.access.Guard;
import org.lidless.web.media.MediaRoutes;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// What a management server shows of the site's cameras, live and stored: it relays from recorders, so that a browser
/// needs one address and one certificate.
final class SiteMedia implements AutoCloseable {

    private final Opened parts = new Opened();
    private final World world;
    private final NodeId self;
    private final SiteRings rings;
    private final SiteFootage footage;

    private SiteMedia(World world, NodeId self, SiteRings rings, SiteFootage footage) {
        this.world = world;
        this.self = self;
        this.rings = rings;
        this.footage = footage;
        parts.add(footage);
        parts.add(rings);
    }

    /// Begins to follow recorders' catalogues and to dial their rings.
    ///
    /// @param boot names this start of the process
    /// @param site as agreed now
    /// @throws IOException when the data directory cannot be used
    static SiteMedia start(
            World world, NodeId self, NodeCredentials own, long boot, DataDirectory data, Supplier<Site> site)
            throws IOException {
        SiteFootage footage = SiteFootage.start(world, self, own, data, site);
        return new SiteMedia(world, self, new SiteRings(world, own, boot, site).start(), footage);
    }

    /// What there is of every camera of the site.
    Timeline timeline() {
        return footage.timeline();
    }

    /// The operations that show pictures.
    List<RouteSet> routes(Guard guard) {
        return List.of(new MediaRoutes(self, guard, rings.desk(), footage.timeline(), world.clock()));
    }

    @Override
    public void close() {
        parts.close();
    }
}
