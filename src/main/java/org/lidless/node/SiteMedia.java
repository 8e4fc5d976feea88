package org.lidless.node;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.lidless.cli.DataDirectory;
import org.lidless.control.site.Site;
import org.lidless.domain.NodeId;
import org.lidless.footage.playback.Movies;
import org.lidless.footage.playback.StoredHls;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.RouteSet;
import org.lidless.web.access.Guard;
import org.lidless.web.media.HlsRoutes;
import org.lidless.web.media.MediaRoutes;
import org.lidless.web.media.StoredHlsRoutes;
import org.lidless.web.media.StoredRoutes;
import org.lidless.wire.AuditBook;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// What a management server shows of the site's cameras, live and stored: it relays from recorders, so that a
/// browser needs one address and one certificate.
final class SiteMedia implements AutoCloseable {

    private final Opened parts = new Opened();
    private final World world;
    private final NodeId self;
    private final SiteRings rings;
    private final SiteFootage footage;

    private final Movies movies;

    private SiteMedia(World world, NodeId self, SiteRings rings, SiteFootage footage, Movies movies) {
        this.movies = movies;
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
        SiteRings rings = new SiteRings(world, own, boot, site);
        SiteFootage footage = SiteFootage.start(world, self, own, data, site, rings::catalogues);
        Movies movies = Movies.in(world.disk(), data.path().resolve("movies"), footage.timeline());
        return new SiteMedia(world, self, rings.start(), footage, movies);
    }

    /// What there is of every camera of the site.
    Timeline timeline() {
        return footage.timeline();
    }

    /// Live pictures of every camera of the site.
    LiveDesk desk() {
        return rings.desk();
    }

    /// The operations that show pictures.
    ///
    /// @param book where it is written down who looks at what
    List<RouteSet> routes(Guard guard, AuditBook book) {
        LiveDesk desk = rings.desk();
        return List.of(
                new MediaRoutes(self, guard, desk, footage.timeline(), book, world.clock()),
                new HlsRoutes(desk, book, world.clock()),
                new StoredHlsRoutes(new StoredHls(footage.timeline()), book),
                new StoredRoutes(footage.timeline(), movies, desk::home, book));
    }

    @Override
    public void close() {
        parts.close();
    }
}
