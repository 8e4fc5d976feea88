package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lidless.control.site.Camera;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.RecorderProfile;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SitePolicy;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;
import org.lidless.node.settings.Located.Mapping;
import org.lidless.node.settings.Settings.Managing;

/// Reads the settings of a management server, with the site that it is to manage.
final class ManagingReader {

    private static final List<String> KEYS = List.of(
            "node",
            "role",
            "listen",
            "peer-listen",
            "consensus-listen",
            "certificates",
            "hold-down-seconds",
            "recorders",
            "cameras");
    private static final List<String> RECORDER_KEYS =
            joined(List.of("node", "address", "standby", "zone"), ProfileReader.RECORDER_KEYS);
    private static final List<String> CAMERA_KEYS = joined(
            List.of("name", "url", "credentials", "transport", "certificate", "recorder", "priority", "sessions"),
            ProfileReader.CAMERA_KEYS);

    private static final String CONSENSUS_LISTEN_EXAMPLE = "10.1.0.5:7401";
    private static final String HOLD_DOWN_DEFAULT = "60";
    private static final int HOLD_DOWN_MAX = 3_600;
    private static final String ZONE_DEFAULT = "default";
    private static final String PRIORITY_DEFAULT = "50";
    private static final String SESSIONS_DEFAULT = "2";
    private static final int SESSIONS_MAX = 1_000;

    private final Complaints complaints;
    private final Values values;
    private final ProfileReader profiles;
    private SitePolicy policy = SitePolicy.PLAIN;

    ManagingReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
        this.profiles = new ProfileReader(complaints, values);
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return List.copyOf(both);
    }

    Optional<Managing> read(Mapping top) {
        Keys keys = new Keys("the settings", top, KEYS, complaints);
        Optional<NodeId> node = SettingsReader.node(keys, values);
        Optional<InetSocketAddress> listen = SettingsReader.listen(keys, values);
        Optional<InetSocketAddress> peerListen = address(keys, "peer-listen", RecordingReader.PEER_LISTEN_EXAMPLE);
        Optional<InetSocketAddress> consensus = address(keys, "consensus-listen", CONSENSUS_LISTEN_EXAMPLE);
        Optional<Path> certificates = keys.required("certificates", "the directory with this node's certificate")
                .map(values::path);
        OptionalInt holdDown = values.number(
                "hold-down-seconds", keys.optional("hold-down-seconds", HOLD_DOWN_DEFAULT), 0, HOLD_DOWN_MAX);
        List<AddRecorder> recorders = new ArrayList<>();
        keys.items("recorders").forEach(item -> recorder(item, recorders));
        List<AddCamera> cameras = new ArrayList<>();
        keys.items("cameras").forEach(item -> camera(item, recorders, cameras));
        if (node.isEmpty()
                || listen.isEmpty()
                || peerListen.isEmpty()
                || consensus.isEmpty()
                || certificates.isEmpty()
                || holdDown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Managing(
                node.get(),
                listen.get(),
                peerListen.get(),
                consensus.get(),
                certificates.get(),
                Duration.ofSeconds(holdDown.getAsInt()),
                new DesiredSite(recorders, cameras, policy)));
    }

    private Optional<InetSocketAddress> address(Keys keys, String key, String example) {
        return keys.required(key, "an IP address of this machine and a port, for example " + example)
                .flatMap(text -> values.own(key, text, false, example));
    }

    private void recorder(Mapping item, List<AddRecorder> into) {
        Keys keys = new Keys("a recorder", item, RECORDER_KEYS, complaints);
        Optional<Text> nodeText = keys.required("node", "the recorder's name, for example r1");
        Optional<NodeId> node = nodeText.flatMap(text -> values.name("node", text, NodeId::new));
        Optional<String> address = keys.required("address", "where other nodes reach it, host:port")
                .flatMap(text -> values.other("address", text));
        Optional<Boolean> standby = values.yesOrNo("standby", keys.optional("standby", "false"));
        RecorderProfile profile = profiles.recorder(keys);
        Optional<Zone> zone = values.name("zone", keys.optional("zone", ZONE_DEFAULT), Zone::new);
        if (node.isEmpty() || address.isEmpty() || standby.isEmpty() || zone.isEmpty() || nodeText.isEmpty()) {
            return;
        }
        if (into.stream().anyMatch(other -> other.node().equals(node.get()))) {
            complaints.twice(nodeText.get().place(), "recorder", node.get().value());
            return;
        }
        policy = policy.with(node.get(), profile);
        into.add(new AddRecorder(node.get(), standby.get(), zone.get(), address.get()));
    }

    private void camera(Mapping item, List<AddRecorder> recorders, List<AddCamera> into) {
        Keys keys = new Keys("a camera", item, CAMERA_KEYS, complaints);
        Optional<Text> nameText = keys.required("name", "the camera's name, for example cam-1");
        Optional<CameraId> name = nameText.flatMap(text -> values.name("name", text, CameraId::new));
        var url = keys.required("url", "rtsp://host[:port]/path")
                .flatMap(
                        text -> values.camera(text, "\"credentials:\" of the recorders' settings, and name them here"));
        Optional<Transport> transport = values.transport(keys.optional("transport", "tcp"));
        Optional<Text> credentials = keys.text("credentials");
        boolean isNamed = credentials.isEmpty()
                || values.name("credentials", credentials.get(), CameraId::new).isPresent();
        Optional<NodeId> primary =
                keys.required("recorder", "the name of its usual recorder").flatMap(text -> primary(text, recorders));
        OptionalInt priority =
                values.number("priority", keys.optional("priority", PRIORITY_DEFAULT), 0, Camera.PRIORITY_MAX);
        OptionalInt sessions = values.number("sessions", keys.optional("sessions", SESSIONS_DEFAULT), 1, SESSIONS_MAX);
        CameraProfile profile = profiles.camera(keys);
        if (name.isEmpty() || url.isEmpty() || transport.isEmpty() || primary.isEmpty() || nameText.isEmpty()) {
            return;
        }
        if (priority.isEmpty() || sessions.isEmpty() || !isNamed) {
            return;
        }
        if (into.stream().anyMatch(other -> other.camera().equals(name.get()))) {
            complaints.twice(nameText.get().place(), "camera", name.get().value());
            return;
        }
        var address =
                new CameraAddress(url.get(), transport.get(), credentials.map(Text::value), values.certificate(keys));
        policy = policy.with(name.get(), profile);
        into.add(new AddCamera(name.get(), address, primary.get(), priority.getAsInt(), sessions.getAsInt()));
    }

    private Optional<NodeId> primary(Text text, List<AddRecorder> recorders) {
        for (AddRecorder each : recorders) {
            if (each.node().value().equals(text.value()) && !each.standby()) {
                return Optional.of(each.node());
            }
        }
        complaints.invalid(
                text.place(),
                "recorder",
                "\"" + text.value() + "\"",
                "the name of a recorder above that is no standby");
        return Optional.empty();
    }
}
