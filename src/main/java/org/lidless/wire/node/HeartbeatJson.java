package org.lidless.wire.node;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.Epoch;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.HeartbeatChange;
import org.lidless.domain.Hindrance;
import org.lidless.domain.NodeId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Heartbeats, whole and what changed, as JSON; docs/formats/node-protocol.md.
final class HeartbeatJson {

    private HeartbeatJson() {}

    static void write(Heartbeat heartbeat, ObjectNode to) {
        to.put("node", heartbeat.node().value()).put("boot", heartbeat.boot());
        state(heartbeat.assignmentsVersion(), heartbeat.leaving(), to);
        cameras(heartbeat.cameras().values(), to);
    }

    static void write(HeartbeatChange change, ObjectNode to) {
        state(change.assignmentsVersion(), change.leaving(), to);
        cameras(change.cameras().values(), to);
        if (!change.gone().isEmpty()) {
            ArrayNode gone = to.putArray("gone");
            change.gone().forEach(camera -> gone.add(camera.value()));
        }
    }

    private static void state(long assignmentsVersion, boolean leaving, ObjectNode to) {
        to.put("assignments-version", assignmentsVersion);
        if (leaving) {
            to.put("leaving", true);
        }
    }

    private static void cameras(Collection<CameraReport> reports, ObjectNode to) {
        ArrayNode cameras = to.putArray("cameras");
        for (CameraReport report : reports) {
            ObjectNode camera = cameras.addObject()
                    .put("camera", report.camera().value())
                    .put("epoch", report.epoch().value())
                    .put("ready", report.ready());
            report.durableUs().ifPresent(durable -> camera.put("durable-us", durable));
            if (report.trouble().hindrance() != Hindrance.NONE) {
                camera.put("hindrance", report.trouble().hindrance().word());
            }
            if (report.trouble().step() != EscalationStep.NONE) {
                camera.put("step", report.trouble().step().word());
            }
            report.session()
                    .ifPresent(
                            session -> camera.put("session-url", session.url()).put("session", session.id()));
        }
    }

    static Heartbeat heartbeat(JsonNode from) {
        return new Heartbeat(
                new NodeId(StrictJson.text(from, "node")),
                StrictJson.number(from, "boot"),
                StrictJson.number(from, "assignments-version"),
                isLeaving(from),
                cameras(from));
    }

    static HeartbeatChange change(JsonNode from) {
        SortedSet<CameraId> gone = new TreeSet<>();
        if (from.has("gone")) {
            StrictJson.array(from, "gone").forEach(each -> gone.add(new CameraId(StrictJson.text(each))));
        }
        return new HeartbeatChange(
                StrictJson.number(from, "assignments-version"), isLeaving(from), cameras(from), gone);
    }

    private static boolean isLeaving(JsonNode from) {
        return from.has("leaving") && StrictJson.truth(from, "leaving");
    }

    private static SortedMap<CameraId, CameraReport> cameras(JsonNode from) {
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        for (JsonNode each : StrictJson.array(from, "cameras")) {
            CameraReport report = report(each);
            cameras.put(report.camera(), report);
        }
        return cameras;
    }

    private static CameraReport report(JsonNode from) {
        OptionalLong durable =
                from.has("durable-us") ? OptionalLong.of(StrictJson.number(from, "durable-us")) : OptionalLong.empty();
        CameraReport.Trouble trouble = new CameraReport.Trouble(
                from.has("hindrance") ? Hindrance.of(StrictJson.text(from, "hindrance")) : Hindrance.NONE,
                from.has("step") ? EscalationStep.of(StrictJson.text(from, "step")) : EscalationStep.NONE);
        Optional<CameraSession> session = from.has("session")
                ? Optional.of(new CameraSession(StrictJson.text(from, "session-url"), StrictJson.text(from, "session")))
                : Optional.empty();
        return new CameraReport(
                new CameraId(StrictJson.text(from, "camera")),
                new Epoch(StrictJson.number(from, "epoch")),
                StrictJson.truth(from, "ready"),
                durable,
                trouble,
                session);
    }
}
