package org.lidless.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.Settings.WebSetting;
import org.lidless.web.RouteSet;
import org.lidless.web.WebLimits;
import org.lidless.web.WebServer;
import org.lidless.web.access.Guard;
import org.lidless.web.rtsp.RtspDoor;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.authority.WebCertificate;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A management server's door for browsers. When its port is taken, or its certificate cannot be made, the server
/// does everything else all the same, and it is tried again every few seconds. A thread of its own.
final class WebPart implements Runnable, AutoCloseable {

    private static final long AGAIN_US = 5_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(WebPart.class);

    private final World world;
    private final WebSetting setting;
    private final Identity identity;
    private final Guard guard;
    private final List<RouteSet> sets;
    private final WebAddresses addresses;
    private final Players players;
    private @Nullable WebCertificate certificate;
    private @Nullable SSLContext shown;
    private @Nullable WebServer server;
    private @Nullable RtspDoor rtsp;
    private boolean told;
    private boolean rtspTold;

    /// Opens the door for players.
    interface Players {
        RtspDoor open(SSLContext tls, boolean isPlain, InetSocketAddress listen);
    }

    /// With what it says who it is.
    ///
    /// @param own       this node's own, shown when there is no authority's key here
    /// @param authority makes a certificate for browsers
    /// @param reached   hosts by which others know this machine
    /// @param directory where that certificate is kept
    record Identity(NodeCredentials own, Optional<SiteAuthority> authority, List<String> reached, Path directory) {}

    WebPart(
            World world,
            WebSetting setting,
            Identity identity,
            Guard guard,
            List<RouteSet> sets,
            Players players,
            WebAddresses addresses) {
        this.players = players;
        this.world = world;
        this.setting = setting;
        this.identity = identity;
        this.guard = guard;
        this.sets = sets;
        this.addresses = addresses;
    }

    /// Tries once at once.
    void open() {
        if (!isOpen()) {
            openWeb();
        }
        if (isOpen() && !isOpenToPlayers()) {
            setting.rtsp().ifPresent(this::openRtsp);
        }
    }

    private void openRtsp(InetSocketAddress listen) {
        try {
            RtspDoor opened = players.open(tls(), setting.rtspPlain(), listen);
            keep(opened);
            LOG.info("players are answered at rtsps://{}:{}", listen.getHostString(), opened.port());
        } catch (ProblemException notNow) {
            if (!rtspTold) {
                LOG.warn("{} Everything else goes on; it is tried again.", notNow.problem());
                rtspTold = true;
            }
        }
    }

    private synchronized void keep(RtspDoor opened) {
        rtsp = opened;
    }

    private void openWeb() {
        try {
            WebServer started = WebServer.start(
                    new WebServer.Parts(world, setting.listen(), tls(), WebLimits.NORMAL, guard, addresses::all, sets));
            keep(started);
            addresses.isAt(url(started.port()));
            LOG.info("browsers are answered at {}", url(started.port()));
        } catch (ProblemException notNow) {
            if (!told) {
                LOG.warn("{} Everything else goes on; it is tried again.", notNow.problem());
                told = true;
            }
        }
    }

    private synchronized void keep(WebServer started) {
        server = started;
    }

    private synchronized boolean isOpenToPlayers() {
        return rtsp != null;
    }

    private synchronized boolean isOpen() {
        return server != null;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            world.clock().pauseUs(AGAIN_US);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            open();
            renew();
        }
    }

    private void renew() {
        WebCertificate shown = certificate;
        if (shown != null) {
            try {
                shown.renewIfDue();
            } catch (ProblemException notNow) {
                LOG.warn("{}", notNow.problem());
            }
        }
    }

    private SSLContext tls() {
        SSLContext known = shown;
        if (known == null) {
            known = newTls();
            shown = known;
        }
        return known;
    }

    private SSLContext newTls() {
        if (identity.authority().isPresent()) {
            WebCertificate made =
                    WebCertificate.open(world, identity.authority().get(), hosts(), identity.directory());
            certificate = made;
            return made.tls();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {identity.own().shown()}, null, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw ProblemCode.CERTIFICATES_UNUSABLE.because(
                    "Browsers cannot be answered: " + noTls.getMessage() + ".",
                    "Not concerned: recorders go on with what they do.",
                    "Use the Java that this program was made for.");
        }
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>(world.network().ownNames());
        hosts.addAll(identity.reached());
        hosts.addAll(setting.names());
        setting.url().map(WebPart::host).ifPresent(hosts::add);
        return hosts;
    }

    private static String host(String url) {
        return url.replaceFirst("https://", "").replaceFirst(":[0-9]+$", "");
    }

    /// What to call it by: as the settings say, or the address that it listens on, or that by which others know it.
    private String url(int port) {
        return setting.url().orElseGet(() -> {
            InetSocketAddress listen = setting.listen();
            String host = listen.getAddress().isAnyLocalAddress() ? known() : listen.getHostString();
            return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        });
    }

    private String known() {
        return identity.reached().stream()
                .filter(host -> !host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1"))
                .findFirst()
                .or(() -> world.network().ownNames().stream().findFirst())
                .orElse("localhost");
    }

    @Override
    public synchronized void close() {
        if (rtsp != null) {
            rtsp.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
