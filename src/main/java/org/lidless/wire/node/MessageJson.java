package org.lidless.wire.node;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
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
            case Message.Beat beat -> HeartbeatJson.write(beat.heartbeat(), json.put(TYPE, "heartbeat"));
            case Message.BeatAgain again -> HeartbeatJson.write(again.change(), json.put(TYPE, "heartbeat-change"));
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
            case "heartbeat" -> new Message.Beat(HeartbeatJson.heartbeat(from));
            case "heartbeat-change" -> new Message.BeatAgain(HeartbeatJson.change(from));
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
