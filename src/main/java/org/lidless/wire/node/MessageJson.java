package org.lidless.wire.node;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.Epoch;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.Hindrance;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Text messages as JSON; docs/formats/node-protocol.md.
final class MessageJson {

    private static final String TYPE = "type";

    private MessageJson() {}

    static String encode(Message message) {
        ObjectNode json = StrictJson.object();
        switch (message) {
            case Message.Hello hello ->
                json.put(TYPE, "hello")
                        .put("protocol", hello.protocol())
                        .put("node", hello.node().value())
                        .put("boot", hello.boot());
            case Message.Beat beat -> write(beat.heartbeat(), json.put(TYPE, "heartbeat"));
            case Message.Witnessed witnessed -> {
                WitnessReport report = witnessed.report();
                json.put(TYPE, "witness")
                        .put("witness", report.witness().value())
                        .put("about", report.about().value())
                        .put("boot", report.boot())
                        .put("sighting", report.sighting().name().toLowerCase(Locale.ROOT));
            }
            case Message.Assigned assigned -> AssignmentJson.write(assigned.list(), json.put(TYPE, "assignments"));
            case Message.ClockAsked asked -> json.put(TYPE, "clock-asked").put("token", asked.token());
            case Message.ClockAnswered answered -> {
                json.put(TYPE, "clock-answered").put("token", answered.token()).put("time-us", answered.timeUs());
                if (!answered.counts()) {
                    json.put("counts", false);
                }
            }
            case Message.Wanted wanted -> streams(wanted.places(), json.put(TYPE, "wanted"));
            case Message.Look look -> wishes(look.wishes(), json.put(TYPE, "look"));
            case Message.Tail tail -> wishes(tail.wishes(), json.put(TYPE, "tail"));
        }
        return StrictJson.text(json);
    }

    private static void streams(SortedMap<StreamId, Long> places, ObjectNode to) {
        ArrayNode streams = to.putArray("streams");
        places.forEach((stream, place) -> streams.addObject()
                .put("camera", stream.camera().value())
                .put("stream", stream.kind().word())
                .put("place", place.longValue()));
    }

    private static void wishes(SortedMap<Integer, Message.Wish> wishes, ObjectNode to) {
        ArrayNode all = to.putArray("wishes");
        wishes.forEach((id, wish) -> all.addObject()
                .put("id", id.intValue())
                .put("camera", wish.stream().camera().value())
                .put("stream", wish.stream().kind().word())
                .put("from", wish.from()));
    }

    private static SortedMap<Integer, Message.Wish> wishes(JsonNode from) {
        SortedMap<Integer, Message.Wish> wishes = new TreeMap<>();
        for (JsonNode each : StrictJson.array(from, "wishes")) {
            CameraId camera = new CameraId(StrictJson.text(each, "camera"));
            StreamKind kind = StreamKind.of(StrictJson.text(each, "stream"));
            wishes.put(
                    Math.toIntExact(Math.clamp(StrictJson.number(each, "id"), 0, Integer.MAX_VALUE)),
                    new Message.Wish(new StreamId(camera, kind), StrictJson.number(each, "from")));
        }
        return wishes;
    }

    private static void write(Heartbeat heartbeat, ObjectNode to) {
        to.put("node", heartbeat.node().value())
                .put("boot", heartbeat.boot())
                .put("assignments-version", heartbeat.assignmentsVersion());
        if (heartbeat.leaving()) {
            to.put("leaving", true);
        }
        ArrayNode cameras = to.putArray("cameras");
        heartbeat.cameras().values().forEach(report -> {
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
        });
    }

    /// @throws IllegalArgumentException with a reason, when it is no message of this version
    static Message decode(String json) {
        return StrictJson.read(json, MessageJson::read);
    }

    private static Message read(JsonNode from) {
        String type = StrictJson.text(from, TYPE);
        return switch (type) {
            case "hello" ->
                new Message.Hello(
                        Math.toIntExact(Math.clamp(StrictJson.number(from, "protocol"), 0, Integer.MAX_VALUE)),
                        new NodeId(StrictJson.text(from, "node")),
                        StrictJson.number(from, "boot"));
            case "heartbeat" -> new Message.Beat(heartbeat(from));
            case "witness" ->
                new Message.Witnessed(new WitnessReport(
                        new NodeId(StrictJson.text(from, "witness")),
                        new NodeId(StrictJson.text(from, "about")),
                        StrictJson.number(from, "boot"),
                        Sighting.valueOf(StrictJson.text(from, "sighting").toUpperCase(Locale.ROOT))));
            case "assignments" -> new Message.Assigned(AssignmentJson.read(from));
            case "clock-asked" -> new Message.ClockAsked(StrictJson.number(from, "token"));
            case "clock-answered" ->
                new Message.ClockAnswered(
                        StrictJson.number(from, "token"),
                        StrictJson.number(from, "time-us"),
                        !from.has("counts") || StrictJson.truth(from, "counts"));
            case "wanted" -> new Message.Wanted(streams(from));
            case "look" -> new Message.Look(wishes(from));
            case "tail" -> new Message.Tail(wishes(from));
            default -> throw new IllegalArgumentException("there is no message \"" + type + "\"");
        };
    }

    private static Heartbeat heartbeat(JsonNode from) {
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        for (JsonNode each : StrictJson.array(from, "cameras")) {
            CameraId camera = new CameraId(StrictJson.text(each, "camera"));
            OptionalLong durable = each.has("durable-us")
                    ? OptionalLong.of(StrictJson.number(each, "durable-us"))
                    : OptionalLong.empty();
            Epoch epoch = new Epoch(StrictJson.number(each, "epoch"));
            CameraReport.Trouble trouble = new CameraReport.Trouble(
                    each.has("hindrance") ? Hindrance.of(StrictJson.text(each, "hindrance")) : Hindrance.NONE,
                    each.has("step") ? EscalationStep.of(StrictJson.text(each, "step")) : EscalationStep.NONE);
            Optional<CameraSession> session = each.has("session")
                    ? Optional.of(
                            new CameraSession(StrictJson.text(each, "session-url"), StrictJson.text(each, "session")))
                    : Optional.empty();
            boolean ready = StrictJson.truth(each, "ready");
            cameras.put(camera, new CameraReport(camera, epoch, ready, durable, trouble, session));
        }
        return new Heartbeat(
                new NodeId(StrictJson.text(from, "node")),
                StrictJson.number(from, "boot"),
                StrictJson.number(from, "assignments-version"),
                from.has("leaving") && StrictJson.truth(from, "leaving"),
                cameras);
    }

    private static SortedMap<StreamId, Long> streams(JsonNode from) {
        SortedMap<StreamId, Long> places = new TreeMap<>();
        for (JsonNode each : StrictJson.array(from, "streams")) {
            CameraId camera = new CameraId(StrictJson.text(each, "camera"));
            StreamKind kind = StreamKind.of(StrictJson.text(each, "stream"));
            places.put(new StreamId(camera, kind), StrictJson.number(each, "place"));
        }
        return places;
    }
}
