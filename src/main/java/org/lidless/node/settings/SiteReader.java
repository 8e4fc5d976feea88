package org.lidless.node.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
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
import org.lidless.domain.Problem;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;
import org.lidless.node.settings.Located.Mapping;
import tools.jackson.core.JacksonException;

/// Reads a whole site, as somebody wants it to be: a document of its own, or a part of a management server's settings.
public final class SiteReader {

    /// Keys of such a document.
    static final List<String> KEYS = List.of("recorders", "cameras", PeopleReader.PEOPLE, PeopleReader.GROUPS);

    private static final List<String> RECORDER_KEYS =
            joined(List.of("node", "address", "standby", "zone"), ProfileReader.RECORDER_KEYS);
    private static final List<String> CAMERA_KEYS = joined(
            List.of(
                    "name",
                    "url",
                    "sub-url",
                    "credentials",
                    "transport",
                    "audio",
                    "certificate",
                    "recorder",
                    "priority",
                    "sessions"),
            ProfileReader.CAMERA_KEYS);

    private static final String ZONE_DEFAULT = "default";
    private static final String PRIORITY_DEFAULT = "50";
    private static final int SESSIONS_DEFAULT_PER_STREAM = 2;
    private static final String SECRETS = "\"credentials:\" of the recorders' settings, and name them here";
    private static final int SESSIONS_MAX = 1_000;
    private static final String NOT_TOUCHED = "Not touched: nothing was changed.";

    private final Complaints complaints;
    private final Values values;
    private final ProfileReader profiles;
    private final Set<String> refused = new TreeSet<>();
    private boolean areRecordersRead = true;
    private SitePolicy policy = SitePolicy.PLAIN;

    SiteReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
        this.profiles = new ProfileReader(complaints, values);
    }

    /// Either a site or problems, never both.
    public record Outcome(Optional<DesiredSite> site, List<Problem> problems) {

        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    /// Reads a document.
    ///
    /// @param file what to call it in complaints
    public static Outcome read(Path file, String yaml) {
        Complaints complaints = new Complaints(file, NOT_TOUCHED);
        Optional<DesiredSite> site = Optional.empty();
        try {
            Located document = Located.parse(yaml);
            if (document instanceof Mapping top) {
                Keys keys = new Keys("the site", top, KEYS, complaints);
                site = Optional.of(new SiteReader(complaints, new Values(file, complaints)).read(keys));
            } else {
                complaints.invalid(
                        document.place(), "The file", "a list or a value", "keys: " + String.join(", ", KEYS));
            }
        } catch (JacksonException notYaml) {
            complaints.notYaml(notYaml);
        } catch (UnreadableYaml refused) {
            complaints.unreadable(refused);
        }
        return new Outcome(complaints.isEmpty() ? site : Optional.empty(), complaints.all());
    }

    /// The site that some keys describe; what is wrong is complained of and left out.
    DesiredSite read(Keys keys) {
        List<AddRecorder> recorders = new ArrayList<>();
        areRecordersRead = !keys.isMisspelt("recorders");
        keys.items("recorders").forEach(item -> recorder(item, recorders));
        List<AddCamera> cameras = new ArrayList<>();
        keys.items("cameras").forEach(item -> camera(item, recorders, cameras));
        return new DesiredSite(recorders, cameras, policy, new PeopleReader(complaints, values).read(keys));
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return List.copyOf(both);
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
            nodeText.map(Text::value).ifPresent(refused::add);
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
        var url = keys.required("url", "rtsp://host[:port]/path").flatMap(text -> values.camera("url", text, SECRETS));
        Optional<Text> subText = keys.text("sub-url");
        Optional<URI> sub = subText.flatMap(text -> values.camera("sub-url", text, SECRETS));
        Optional<Transport> transport = values.transport(keys.optional("transport", "tcp"));
        Optional<Boolean> audio = values.onOrOff("audio", keys.optional("audio", "on"));
        Optional<Text> credentials = keys.text("credentials");
        boolean isNamed = credentials.isEmpty()
                || values.name("credentials", credentials.get(), CameraId::new).isPresent();
        Optional<NodeId> primary =
                keys.required("recorder", "the name of its usual recorder").flatMap(text -> primary(text, recorders));
        OptionalInt priority =
                values.number("priority", keys.optional("priority", PRIORITY_DEFAULT), 0, Camera.PRIORITY_MAX);
        int usual = SESSIONS_DEFAULT_PER_STREAM * (subText.isPresent() ? 2 : 1);
        OptionalInt sessions =
                values.number("sessions", keys.optional("sessions", Integer.toString(usual)), 1, SESSIONS_MAX);
        CameraProfile profile = profiles.camera(keys);
        if (name.isEmpty() || url.isEmpty() || transport.isEmpty() || primary.isEmpty() || nameText.isEmpty()) {
            return;
        }
        if (priority.isEmpty() || sessions.isEmpty() || !isNamed || (subText.isPresent() && sub.isEmpty())) {
            return;
        }
        if (audio.isEmpty()) {
            return;
        }
        if (into.stream().anyMatch(other -> other.camera().equals(name.get()))) {
            complaints.twice(nameText.get().place(), "camera", name.get().value());
            return;
        }
        var address = new CameraAddress(
                url.get(), transport.get(), credentials.map(Text::value), values.certificate(keys), sub, audio.get());
        policy = policy.with(name.get(), profile);
        into.add(new AddCamera(name.get(), address, primary.get(), priority.getAsInt(), sessions.getAsInt()));
    }

    private Optional<NodeId> primary(Text text, List<AddRecorder> recorders) {
        for (AddRecorder each : recorders) {
            if (each.node().value().equals(text.value()) && !each.standby()) {
                return Optional.of(each.node());
            }
        }
        // Of recorders that are themselves refused, their own complaint says enough.
        if (areRecordersRead && !refused.contains(text.value())) {
            complaints.invalid(
                    text.place(),
                    "recorder",
                    "\"" + text.value() + "\"",
                    "the name of a recorder above that is no standby");
        }
        return Optional.empty();
    }
}
