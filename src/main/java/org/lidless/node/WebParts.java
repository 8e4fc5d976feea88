package org.lidless.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.lidless.cli.Commands;
import org.lidless.control.management.ManagementLoop;
import org.lidless.domain.TimeSpan;
import org.lidless.node.settings.Settings;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.web.RouteSet;
import org.lidless.web.access.Access;
import org.lidless.web.events.EventRing;
import org.lidless.web.events.EventRoutes;
import org.lidless.web.events.EventWatch;
import org.lidless.web.events.GapWatch;
import org.lidless.web.route.AboutRoutes;
import org.lidless.web.route.AuditRoutes;
import org.lidless.web.route.CameraRoutes;
import org.lidless.web.route.ConfigRoutes;
import org.lidless.web.route.ExportRoutes;
import org.lidless.web.route.FailoverRoutes;
import org.lidless.web.route.FootageRoutes;
import org.lidless.web.route.LockRoutes;
import org.lidless.web.route.OverviewRoutes;
import org.lidless.web.route.RecorderRoutes;
import org.lidless.web.route.SiteRoutes;
import org.lidless.web.rtsp.RtspDoor;
import org.lidless.web.rtsp.RtspParts;
import org.lidless.wire.AuditBook;
import org.lidless.wire.Control;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ControlFile;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;

/// Puts together what a management server answers browsers with.
///
/// @param around    the rest of the server
/// @param media     pictures
/// @param book      where it is written who looked at what
/// @param answersAt its control address
/// @param opened    closes what is opened here
record WebParts(
        World world,
        Around around,
        Access access,
        SiteMedia media,
        AuditBook book,
        ControlFile answersAt,
        WebAddresses addresses,
        Opened opened) {

    /// The parts of the server that it rests on.
    ///
    /// @param here what this server answers by itself
    record Around(
            Settings.Managing settings,
            NodeCredentials credentials,
            Optional<SiteAuthority> authority,
            Path data,
            KnownServers known,
            ManagementLoop loop,
            WantedSite wanted,
            CameraPlaces places,
            RecorderCalls calls,
            Control here) {}

    /// The leader answers itself; others ask it.
    private record Seat(Around around, Control leaders) implements EventWatch.Seat {

        @Override
        public boolean leads() {
            return around.loop().leads();
        }

        @Override
        public long version() {
            return around.loop().site().version();
        }

        @Override
        public long revision() {
            return around.loop().site().config().number();
        }

        @Override
        public Control control() {
            return leads() ? around.here() : leaders;
        }
    }

    WebPart web() {
        ControlClient control = new ControlClient(answersAt);
        opened.add(control);
        var desk = new WebAnswers(
                world,
                control,
                around.calls(),
                around.loop()::site,
                around.wanted(),
                addresses,
                around.places(),
                access);
        EventRing events = new EventRing(world.chance().fork("events").bits());
        Thread watch = Thread.ofPlatform()
                .daemon()
                .name("web-events")
                .start(new EventWatch(new Seat(around, control), events, world.clock()));
        opened.add(watch::interrupt);
        Thread gaps = Thread.ofPlatform()
                .daemon()
                .name("web-gaps")
                .start(new GapWatch(media.timeline(), events, world.clock()));
        opened.add(gaps::interrupt);
        List<RouteSet> sets = new ArrayList<>(List.of(
                new AboutRoutes(desk, () -> around.known().leader().isPresent()),
                new SiteRoutes(desk),
                new OverviewRoutes(desk, events),
                new CameraRoutes(desk),
                new RecorderRoutes(desk),
                new FailoverRoutes(desk),
                new ConfigRoutes(desk),
                new FootageRoutes(desk),
                new LockRoutes(desk),
                new ExportRoutes(desk),
                new AuditRoutes(desk, around.settings().node().value()),
                new EventRoutes(
                        events,
                        access.guard(),
                        () -> TimeSpan.instant(world.clock().wallUs()))));
        String site = around.authority().map(SiteAuthority::name).orElse("site");
        sets.addAll(access.routes(addresses::all, site, Commands.Version.text()));
        sets.addAll(media.routes(access.guard(), book));
        var identity = new WebPart.Identity(
                around.credentials(),
                around.authority(),
                reached(),
                around.data().resolve("web"));
        return new WebPart(world, around.settings().web(), identity, access.guard(), sets, this::players, addresses);
    }

    private RtspDoor players(SSLContext tls, boolean isPlain, InetSocketAddress listen) {
        return RtspDoor.open(
                new RtspParts(
                        world, tls, isPlain, access.players(), access.guard(), media.desk(), media.timeline(), book),
                listen);
    }

    private List<String> reached() {
        return around.settings().servers().stream()
                .filter(each -> each.node().equals(around.settings().node()))
                .map(ManagementServer::address)
                .map(WebParts::host)
                .toList();
    }

    static String host(String address) {
        return address.substring(0, address.lastIndexOf(':')).replace("[", "").replace("]", "");
    }
}
