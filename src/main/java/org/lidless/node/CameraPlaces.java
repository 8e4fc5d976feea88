package org.lidless.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.Settings;
import org.lidless.world.Network;

/// Where cameras may be: not on this site's own machines, not on the link (RFC 3927, RFC 4291 section 2.5.6),
/// where only machines talk of themselves; unless somebody has allowed it. So nobody who may add cameras can have
/// a node call what only that node can reach. A name is looked up once here and again by the recorder: who can
/// change the name's address in between is not kept out by this. Any thread.
final class CameraPlaces {

    private static final int PORT = 554;

    private final Network network;
    private final List<String> allowed;
    private final Supplier<List<String>> own;

    /// @param allowed addresses, or networks as `10.1.0.0/16`
    /// @param own     hosts of the site's own nodes
    CameraPlaces(Network network, List<String> allowed, Supplier<List<String>> own) {
        this.network = network;
        this.allowed = allowed;
        this.own = own;
    }

    /// As a management server's settings allow.
    static CameraPlaces of(Network network, Settings.Managing settings, KnownServers known, Supplier<Site> site) {
        return new CameraPlaces(network, settings.web().cameraAddresses(), () -> {
            List<String> hosts = new ArrayList<>();
            known.now().forEach(each -> hosts.add(WebParts.host(each.address())));
            site.get().recorders().values().forEach(each -> hosts.add(WebParts.host(each.address())));
            return hosts;
        });
    }

    /// @throws ProblemException `CAMERA_ADDRESS_REFUSED`
    void check(String host) {
        InetAddress address;
        try {
            address = network.resolve(bare(host), PORT).getAddress();
        } catch (IOException unknown) {
            throw refused(host, "is no name that can be looked up here");
        }
        if (address == null) {
            throw refused(host, "is no name that can be looked up here");
        }
        if (allowed.stream().anyMatch(each -> contains(each, address))) {
            return;
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            throw refused(host, "is this machine itself");
        }
        if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
            throw refused(host, "is an address of the link, or of a group");
        }
        if (ownAddresses().contains(address.getHostAddress())) {
            throw refused(host, "is one of this site's own machines");
        }
    }

    /// Checks the addresses that a camera of a whole site has and had not before.
    ///
    /// @throws ProblemException `CAMERA_ADDRESS_REFUSED`
    void checkNew(DesiredSite before, DesiredSite after) {
        Map<CameraId, Set<URI>> known = new TreeMap<>();
        before.cameras().forEach(each -> known.put(each.camera(), uris(each)));
        Set<String> hosts = new TreeSet<>();
        for (AddCamera each : after.cameras()) {
            Set<URI> fresh = uris(each);
            fresh.removeAll(known.getOrDefault(each.camera(), Set.of()));
            fresh.forEach(uri -> hosts.add(uri.getHost()));
        }
        hosts.forEach(this::check);
    }

    private static Set<URI> uris(AddCamera camera) {
        Set<URI> uris = new TreeSet<>();
        camera.address().streams().forEach(stream -> uris.add(camera.address().uri(stream)));
        return uris;
    }

    private Set<String> ownAddresses() {
        Set<String> addresses = new TreeSet<>();
        List<String> hosts = new ArrayList<>(network.ownNames());
        hosts.addAll(own.get());
        for (String each : hosts) {
            try {
                addresses.add(InetAddress.ofLiteral(bare(each)).getHostAddress());
            } catch (IllegalArgumentException aName) {
                addresses.add(each);
            }
        }
        return addresses;
    }

    private static String bare(String host) {
        return host.replace("[", "").replace("]", "");
    }

    /// Whether an address is this one, or in this network.
    static boolean contains(String network, InetAddress address) {
        String[] parts = network.split("/", 2);
        try {
            byte[] prefix = InetAddress.ofLiteral(bare(parts[0])).getAddress();
            byte[] bytes = address.getAddress();
            int bits = parts.length == 1 ? prefix.length * 8 : Integer.parseInt(parts[1]);
            if (prefix.length != bytes.length || bits < 0 || bits > prefix.length * 8) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((prefix[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException garbage) {
            return false;
        }
    }

    private static ProblemException refused(String host, String why) {
        return ProblemCode.CAMERA_ADDRESS_REFUSED.because(
                host + " " + why + "; no camera is looked for there.",
                "Not touched: nothing was changed.",
                "Name the camera's own address, or allow this one under \"web: camera-addresses:\" in the settings of the"
                        + " management servers.");
    }
}
