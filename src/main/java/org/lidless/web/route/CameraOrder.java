package org.lidless.web.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;
import org.lidless.domain.Sha256;
import org.lidless.domain.Transport;

/// A camera as somebody wants it; what is absent is as usual.
record CameraOrder(
        String camera,
        String url,
        Optional<String> subUrl,
        Optional<String> user,
        Optional<String> password,
        Optional<String> credentials,
        Optional<String> transport,
        Optional<Boolean> audio,
        Optional<String> certificate,
        Optional<String> recorder,
        Optional<Integer> priority,
        Optional<Integer> sessions,
        Optional<Double> megabits,
        Optional<String> protection) {

    private static final int PRIORITY_USUAL = 50;
    private static final int SESSIONS_A_STREAM = 2;
    private static final double KILOBITS = 1_000;

    /// The same as the site has it, of which nothing secret is known.
    static CameraOrder of(AddCamera camera, CameraProfile profile) {
        CameraAddress address = camera.address();
        return new CameraOrder(
                camera.camera().value(),
                address.uri().toString(),
                address.sub().map(URI::toString),
                Optional.empty(),
                Optional.empty(),
                address.credentials(),
                Optional.of(address.transport().name().toLowerCase(Locale.ROOT)),
                Optional.of(address.audio()),
                address.certificate().map(Sha256::toString),
                Optional.of(camera.primary().value()),
                Optional.of(camera.priority()),
                Optional.of(camera.sessions()),
                Optional.of(profile.kilobits() / KILOBITS),
                Optional.of(profile.wanted().word()));
    }

    /// The same with credentials that are kept under a name.
    CameraOrder keptAs(String login) {
        return new CameraOrder(
                camera,
                url,
                subUrl,
                Optional.empty(),
                Optional.empty(),
                Optional.of(login),
                transport,
                audio,
                certificate,
                recorder,
                priority,
                sessions,
                megabits,
                protection);
    }

    /// As the site is told of it.
    ///
    /// @throws org.lidless.domain.ProblemException `REQUEST_REFUSED`
    AddCamera camera(DesiredSite site) {
        try {
            CameraAddress address = address();
            int usual = SESSIONS_A_STREAM * address.streams().size();
            return new AddCamera(
                    new CameraId(camera),
                    address,
                    recorder.map(NodeId::new).orElseGet(() -> least(site)),
                    priority.orElse(PRIORITY_USUAL),
                    sessions.orElse(usual));
        } catch (IllegalArgumentException impossible) {
            throw Asks.wrong(camera + ": " + impossible.getMessage() + ".", "/api/openapi.yaml says what is possible.");
        }
    }

    CameraAddress address() {
        return new CameraAddress(
                uri(url),
                way(),
                credentials,
                certificate.map(print -> Sha256.parse(print.replace(":", "").toLowerCase(Locale.ROOT))),
                subUrl.map(CameraOrder::uri),
                audio.orElse(true));
    }

    CameraProfile profile() {
        try {
            Protection wanted = protection.map(CameraOrder::protectionOf).orElse(CameraProfile.PLAIN.wanted());
            return new CameraProfile(
                    megabits.map(each -> (int) Math.round(each * KILOBITS)).orElse(CameraProfile.PLAIN.kilobits()),
                    wanted);
        } catch (IllegalArgumentException impossible) {
            throw Asks.wrong(camera + ": " + impossible.getMessage() + ".", "/api/openapi.yaml says what is possible.");
        }
    }

    private static Protection protectionOf(String word) {
        for (Protection each : Protection.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("protection is shadowed, cold or none, not " + word);
    }

    private Transport way() {
        String word = transport.orElse("tcp");
        for (Transport each : Transport.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("transport is tcp, udp, multicast or auto, not " + word);
    }

    /// A password inside an address is refused without being repeated.
    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (text.contains("@")) {
                throw new IllegalArgumentException("user and password have members of their own, outside the address");
            }
            if (!CameraAddress.isCamera(uri)) {
                throw new IllegalArgumentException("a camera's address reads rtsp://host[:port]/path");
            }
            return uri;
        } catch (URISyntaxException garbage) {
            throw new IllegalArgumentException("a camera's address reads rtsp://host[:port]/path", garbage);
        }
    }

    /// Who has the fewest cameras of his own; of equals the first by name.
    private static NodeId least(DesiredSite site) {
        List<AddRecorder> all =
                site.recorders().stream().filter(each -> !each.standby()).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("the site has no recorder yet that could have it");
        }
        NodeId least = all.getFirst().node();
        long fewest = Long.MAX_VALUE;
        for (AddRecorder each : all) {
            long count = site.cameras().stream()
                    .filter(camera -> camera.primary().equals(each.node()))
                    .count();
            if (count < fewest) {
                fewest = count;
                least = each.node();
            }
        }
        return least;
    }

    /// Without the password.
    @Override
    public String toString() {
        return "camera " + camera;
    }
}
