package org.lidless.wire.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSession;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RecordingHours;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.Sha256;
import org.lidless.domain.Transport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A recorder's assignments as JSON: on the wire, and in the file in which a recorder keeps them. Only on the
/// wire, which is encrypted, do passwords of cameras come along.
public final class AssignmentJson {

    private static final int VERSION = 1;

    private AssignmentJson() {}

    /// For a file: with a version of its own, without sessions that were left, which are soon over, and without
    /// passwords.
    public static byte[] encode(AssignmentList list) {
        ObjectNode json = StrictJson.object().put("v", VERSION);
        write(list.withLeft(new TreeMap<>()).withLogins(new TreeMap<>()), json);
        return StrictJson.bytes(json);
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException when it is of another version or no such list
    public static AssignmentList decode(byte[] json) {
        return StrictJson.read(json, from -> {
            long version = StrictJson.number(from, "v");
            if (version != VERSION) {
                throw new IllegalArgumentException("version " + version + "; this program knows version " + VERSION);
            }
            return read(from);
        });
    }

    static void write(AssignmentList list, ObjectNode to) {
        to.put("recorder", list.recorder().value());
        to.put("version", list.version());
        ArrayNode assignments = to.putArray("assignments");
        list.assignments().forEach(each -> write(each, assignments.addObject()));
        ObjectNode peers = to.putObject("peers");
        list.peers().forEach((node, address) -> peers.put(node.value(), address));
        if (!list.left().isEmpty()) {
            ArrayNode left = to.putArray("left");
            list.left()
                    .forEach((camera, session) -> left.addObject()
                            .put("camera", camera.value())
                            .put("url", session.url())
                            .put("session", session.id()));
        }
        if (!list.logins().isEmpty()) {
            ArrayNode logins = to.putArray("logins");
            list.logins()
                    .forEach((name, login) -> logins.addObject()
                            .put("login", name)
                            .put("user", login.user())
                            .put("password", login.password()));
        }
        if (!list.care().isEmpty()) {
            ArrayNode care = to.putArray("care");
            list.care().forEach((camera, each) -> write(each, care.addObject().put("camera", camera.value())));
        }
    }

    private static void write(CameraCare care, ObjectNode to) {
        care.hours().ifPresent(hours -> to.put("hours", hours.toString()));
        care.retention().ifPresent(rule -> {
            rule.ageMaxUs().ifPresent(us -> to.put("keep-us", us));
            rule.bytesMax().ifPresent(bytes -> to.put("keep-bytes", bytes));
            to.put("guaranteed-us", rule.guaranteedUs());
        });
    }

    private static CameraCare readCare(JsonNode from) {
        Optional<RetentionRule> rule = from.has("guaranteed-us")
                ? Optional.of(new RetentionRule(
                        most(from, "keep-us"), most(from, "keep-bytes"), StrictJson.number(from, "guaranteed-us")))
                : Optional.empty();
        Optional<RecordingHours> hours = from.has("hours")
                ? Optional.of(RecordingHours.parse(StrictJson.text(from, "hours")))
                : Optional.empty();
        return new CameraCare(rule, hours);
    }

    private static OptionalLong most(JsonNode from, String key) {
        return from.has(key) ? OptionalLong.of(StrictJson.number(from, key)) : OptionalLong.empty();
    }

    private static void write(Assignment each, ObjectNode to) {
        to.put("camera", each.camera().value());
        to.put("mode", each.mode().name().toLowerCase(Locale.ROOT));
        to.put("epoch", each.epoch().value());
        to.put("owner", each.owner().value());
        each.shadow().ifPresent(shadow -> to.put("shadow", shadow.value()));
        to.put("primary", each.primary().value());
        each.cutUs().ifPresent(cut -> to.put("cut-us", cut));
        to.put("priority", each.priority());
        to.put("uri", each.address().uri().toString());
        to.put("transport", each.address().transport().name().toLowerCase(Locale.ROOT));
        each.address().credentials().ifPresent(name -> to.put("credentials", name));
        each.address().certificate().ifPresent(print -> to.put("certificate", print.toString()));
        each.address().sub().ifPresent(uri -> to.put("sub-uri", uri.toString()));
        if (!each.address().audio()) {
            to.put("audio", "off");
        }
        to.put("version", each.version());
    }

    static AssignmentList read(JsonNode from) {
        List<Assignment> assignments = new ArrayList<>();
        for (JsonNode each : StrictJson.array(from, "assignments")) {
            assignments.add(readOne(each));
        }
        SortedMap<NodeId, String> peers = new TreeMap<>();
        from.required("peers")
                .properties()
                .forEach(each -> peers.put(new NodeId(each.getKey()), StrictJson.text(each.getValue())));
        SortedMap<CameraId, CameraSession> left = new TreeMap<>();
        if (from.has("left")) {
            for (JsonNode each : StrictJson.array(from, "left")) {
                left.put(
                        new CameraId(StrictJson.text(each, "camera")),
                        new CameraSession(StrictJson.text(each, "url"), StrictJson.text(each, "session")));
            }
        }
        SortedMap<String, Credentials> logins = new TreeMap<>();
        if (from.has("logins")) {
            for (JsonNode each : StrictJson.array(from, "logins")) {
                logins.put(
                        StrictJson.text(each, "login"),
                        new Credentials(StrictJson.text(each, "user"), StrictJson.text(each, "password")));
            }
        }
        SortedMap<CameraId, CameraCare> care = new TreeMap<>();
        if (from.has("care")) {
            for (JsonNode each : StrictJson.array(from, "care")) {
                care.put(new CameraId(StrictJson.text(each, "camera")), readCare(each));
            }
        }
        return new AssignmentList(
                new NodeId(StrictJson.text(from, "recorder")),
                StrictJson.number(from, "version"),
                assignments,
                peers,
                left,
                logins,
                care);
    }

    private static Assignment readOne(JsonNode from) {
        CameraAddress address = new CameraAddress(
                URI.create(StrictJson.text(from, "uri")),
                Transport.valueOf(StrictJson.text(from, "transport").toUpperCase(Locale.ROOT)),
                from.has("credentials") ? Optional.of(StrictJson.text(from, "credentials")) : Optional.empty(),
                from.has("certificate")
                        ? Optional.of(Sha256.parse(StrictJson.text(from, "certificate")))
                        : Optional.empty(),
                from.has("sub-uri") ? Optional.of(URI.create(StrictJson.text(from, "sub-uri"))) : Optional.empty(),
                !(from.has("audio") && StrictJson.text(from, "audio").equals("off")));
        return new Assignment(
                new CameraId(StrictJson.text(from, "camera")),
                Assignment.Mode.valueOf(StrictJson.text(from, "mode").toUpperCase(Locale.ROOT)),
                new Epoch(StrictJson.number(from, "epoch")),
                new NodeId(StrictJson.text(from, "owner")),
                from.has("shadow") ? Optional.of(new NodeId(StrictJson.text(from, "shadow"))) : Optional.empty(),
                new NodeId(StrictJson.text(from, "primary")),
                from.has("cut-us") ? OptionalLong.of(StrictJson.number(from, "cut-us")) : OptionalLong.empty(),
                (int) StrictJson.number(from, "priority"),
                address,
                StrictJson.number(from, "version"));
    }
}
