package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.Epoch;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.HeartbeatChange;
import org.lidless.domain.RecordingHours;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.WitnessReport;

class MessageJsonTest {

    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1,\"node\":\"r1\",\"boot\":-5}";

    @Test
    void everyMessageComesBackAsItWas() {
        List<Message> messages = List.of(
                new Message.Hello(1, Given.R1, Long.MIN_VALUE),
                new Message.Beat(Given.heartbeat(Given.R1, -77)),
                new Message.BeatAgain(change()),
                new Message.Witnessed(new WitnessReport(Given.S1, Given.R1, 5, WitnessReport.Sighting.REFUSED)),
                new Message.Assigned(Given.assignments(Given.R1)),
                new Message.Assigned(Given.assignments(Given.R1).withCare(care())),
                new Message.ClockAsked(17),
                new Message.ClockAnswered(17, 1_700_000_000_000_000L),
                new Message.ClockAnswered(17, 1_700_000_000_000_000L, false),
                new Message.Wanted(new TreeMap<>(Map.of(Given.LOBBY, 0L, Given.DOCK, 99L))));
        for (Message message : messages) {
            assertThat(MessageJson.decode(MessageJson.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void bytesNeverChange() {
        assertThat(text(new Message.Hello(1, Given.R1, -5))).isEqualTo(HELLO);
        assertThat(text(new Message.ClockAnswered(17, 18)))
                .isEqualTo("{\"type\":\"clock-answered\",\"token\":17,\"time-us\":18}");
        assertThat(text(new Message.ClockAnswered(17, 18, false)))
                .isEqualTo("{\"type\":\"clock-answered\",\"token\":17,\"time-us\":18,\"counts\":false}");
        assertThat(text(new Message.Beat(Given.heartbeat(Given.R1, 1))))
                .isEqualTo("{\"type\":\"heartbeat\",\"node\":\"r1\",\"boot\":1,\"assignments-version\":7,\"cameras\":["
                        + "{\"camera\":\"dock\",\"epoch\":3,\"ready\":true,\"durable-us\":1700000000000000},"
                        + "{\"camera\":\"lobby\",\"epoch\":1,\"ready\":false}]}");
        assertThat(text(new Message.Assigned(Given.assignments(Given.S1))))
                .isEqualTo("{\"type\":\"assignments\",\"recorder\":\"s1\",\"version\":9,\"assignments\":["
                        + "{\"camera\":\"dock\",\"mode\":\"shadow\",\"epoch\":2,\"owner\":\"r1\",\"shadow\":\"s1\","
                        + "\"primary\":\"r1\",\"cut-us\":1700000000000000,\"priority\":90,\"uri\":\"rtsp://10.0.0.6:8554/a?b=c\","
                        + "\"transport\":\"udp\",\"credentials\":\"yard\",\"version\":8},"
                        + "{\"camera\":\"lobby\",\"mode\":\"record\",\"epoch\":1,\"owner\":\"s1\",\"primary\":\"s1\",\"priority\":50,"
                        + "\"uri\":\"rtsp://10.0.0.5/live\",\"transport\":\"tcp\",\"version\":3}],"
                        + "\"peers\":{\"r1\":\"10.0.0.2:7301\"}}");
        assertThat(new String(AssignmentJson.encode(Given.assignments(Given.S1)), StandardCharsets.UTF_8))
                .startsWith("{\"v\":1,\"recorder\":\"s1\",\"version\":9,");
    }

    @Test
    void aChangeSaysOnlyWhatChanged() {
        assertThat(text(new Message.BeatAgain(change())))
                .isEqualTo("{\"type\":\"heartbeat-change\",\"assignments-version\":7,\"cameras\":["
                        + "{\"camera\":\"dock\",\"epoch\":3,\"ready\":true,\"durable-us\":1700000001000000}],"
                        + "\"gone\":[\"lobby\"]}");
        assertThat(text(new Message.BeatAgain(
                        HeartbeatChange.between(Given.heartbeat(Given.R1, 1), Given.heartbeat(Given.R1, 1)))))
                .isEqualTo("{\"type\":\"heartbeat-change\",\"assignments-version\":7,\"cameras\":[]}");
    }

    @Test
    void howLongAndWhenCamerasAreRecordedComesWithTheListAndIsKept() {
        AssignmentList list = Given.assignments(Given.S1).withCare(care());
        assertThat(text(new Message.Assigned(list)))
                .endsWith(",\"care\":[{\"camera\":\"lobby\",\"hours\":\"mon-fri 07:00-19:00 UTC\","
                        + "\"keep-us\":86400000000,\"keep-bytes\":5,\"guaranteed-us\":0}]}");
        assertThat(AssignmentJson.decode(AssignmentJson.encode(list))).isEqualTo(list);
    }

    private static HeartbeatChange change() {
        var later = new CameraReport(Given.DOCK.camera(), new Epoch(3), true, OptionalLong.of(1_700_000_001_000_000L));
        return HeartbeatChange.between(
                Given.heartbeat(Given.R1, 1),
                new Heartbeat(Given.R1, 1, 7, new TreeMap<>(Map.of(later.camera(), later))));
    }

    private static SortedMap<CameraId, CameraCare> care() {
        var rule = new RetentionRule(OptionalLong.of(86_400_000_000L), OptionalLong.of(5), 0);
        var hours = RecordingHours.parse("mon-fri 07:00-19:00 UTC");
        return new TreeMap<>(Map.of(Given.LOBBY.camera(), new CameraCare(Optional.of(rule), Optional.of(hours))));
    }

    @Test
    void storedAssignmentsComeBackAsTheyWere() {
        assertThat(AssignmentJson.decode(AssignmentJson.encode(Given.assignments(Given.R1))))
                .isEqualTo(Given.assignments(Given.R1));
    }

    @Test
    void sessionsTravelToManagementAndToWhoeverTakesTheCamera() {
        var session = new CameraSession("rtsp://10.0.0.5/live", "4711");
        var report = new CameraReport(
                Given.LOBBY.camera(),
                Epoch.FIRST,
                true,
                OptionalLong.empty(),
                CameraReport.Trouble.NONE,
                Optional.of(session));
        var beat = new Message.Beat(new Heartbeat(Given.R1, 1, 7, new TreeMap<>(Map.of(report.camera(), report))));
        assertThat(text(beat)).contains("\"session-url\":\"rtsp://10.0.0.5/live\",\"session\":\"4711\"");
        assertThat(decode(text(beat))).isEqualTo(beat);
        AssignmentList list =
                Given.assignments(Given.S1).withLeft(new TreeMap<>(Map.of(Given.LOBBY.camera(), session)));
        assertThat(text(new Message.Assigned(list)))
                .endsWith(",\"left\":[{\"camera\":\"lobby\",\"url\":\"rtsp://10.0.0.5/live\",\"session\":\"4711\"}]}");
        assertThat(decode(text(new Message.Assigned(list)))).isEqualTo(new Message.Assigned(list));
        assertThat(AssignmentJson.decode(AssignmentJson.encode(list)).left())
                .as("is soon over, and not kept")
                .isEmpty();
    }

    @Test
    void aSessionThatWouldBecomeAnotherRequestIsNone() {
        assertThat(CameraSession.of("rtsp://camera/", "1\r\nPLAY")).isEmpty();
        assertThat(CameraSession.of("rtsp://camera/a b", "1")).isEmpty();
        String beat = "{\"type\":\"heartbeat\",\"node\":\"r1\",\"boot\":1,\"assignments-version\":7,\"cameras\":["
                + "{\"camera\":\"dock\",\"epoch\":3,\"ready\":true,\"session-url\":\"rtsp://c/\",\"session\":\"1\\r\\nPLAY\"}]}";
        assertThatThrownBy(() -> decode(beat)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void membersOfALaterVersionArePassedOver() {
        assertThat(decode(HELLO.replace("\"boot\"", "\"new\":[1],\"boot\"")))
                .isEqualTo(new Message.Hello(1, Given.R1, -5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1",
                "null",
                "[]",
                "{}",
                "{\"type\":\"hello\"}",
                "{\"type\":7}",
                "{\"type\":\"farewell\"}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":\"../r1\",\"boot\":5}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":7,\"boot\":5}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":null,\"boot\":5}",
                "{\"type\":null}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":\"r1\",\"boot\":\"5\"}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":\"r1\",\"boot\":5.5}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":\"r1\",\"boot\":99999999999999999999}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":\"r1\",\"node\":\"r2\",\"boot\":5}",
                "{\"type\":\"hello\",\"protocol\":1,\"node\":\"r1\",\"boot\":5} {}",
                "{\"type\":\"witness\",\"witness\":\"r1\",\"about\":\"r1\",\"boot\":5,\"sighting\":\"heard\"}",
                "{\"type\":\"witness\",\"witness\":\"r1\",\"about\":\"r2\",\"boot\":5,\"sighting\":\"dreamt\"}",
                "{\"type\":\"heartbeat\",\"node\":\"r1\",\"boot\":1,\"assignments-version\":-1,\"cameras\":[]}",
                "{\"type\":\"heartbeat\",\"node\":\"r1\",\"boot\":1,\"assignments-version\":1,\"cameras\":{}}",
                "{\"type\":\"heartbeat\",\"node\":\"r1\",\"boot\":1,\"assignments-version\":1,\"cameras\":[7]}",
                "{\"type\":\"heartbeat-change\",\"assignments-version\":1}",
                "{\"type\":\"heartbeat-change\",\"assignments-version\":1,\"cameras\":[],\"gone\":\"c\"}",
                "{\"type\":\"heartbeat-change\",\"assignments-version\":1,\"cameras\":[],\"gone\":[null]}",
                "{\"type\":\"wanted\",\"streams\":[{\"camera\":\"c\",\"stream\":\"third\",\"place\":0}]}"
            })
    void whatIsNoMessageIsRefusedWithAReason(String json) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aDeepMessageIsRefused() {
        String deep = "{\"type\":".repeat(20_000);
        assertThatThrownBy(() -> decode(deep)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Message message) {
        return MessageJson.encode(message);
    }

    private static Message decode(String json) {
        return MessageJson.decode(json);
    }
}
