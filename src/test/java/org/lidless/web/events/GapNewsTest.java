package org.lidless.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;

class GapNewsTest {

    private static final StreamId GATE = new StreamId(new CameraId("gate"), StreamKind.MAIN);
    private static final NodeId R1 = new NodeId("r1");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final long S = 1_000_000;

    private final GapNews news = new GapNews();
    private long nowUs;

    private static Stretch have(long from, long to) {
        return new Stretch.Have(new TimeSpan(from * S, to * S), R1);
    }

    private static Stretch gap(long from, long to) {
        return new Stretch.Missing(new TimeSpan(from * S, to * S), GapCause.RECORDER_DOWN);
    }

    private List<Event> look(long passedS, Stretch... stretches) {
        nowUs += passedS * S;
        return news.look(new TreeMap<>(Map.of(GATE, List.of(stretches))), AT, nowUs);
    }

    @Test
    void aGapIsToldOnceWhenItHasStoodForAWhile() {
        assertThat(look(3, have(0, 100))).isEmpty();
        assertThat(look(3, have(0, 100), gap(100, 103))).as("it still runs").isEmpty();
        assertThat(look(3, have(0, 100), gap(100, 105), have(105, 106))).isEmpty();
        assertThat(look(3, have(0, 100), gap(100, 105), have(105, 109))).isEmpty();
        List<Event> told = new ArrayList<>(look(3, have(0, 100), gap(101, 105), have(105, 112)));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().type()).isEqualTo("lidless.gap.stored");
        assertThat(told.getFirst().camera()).contains("gate");
        assertThat(told.getFirst().from()).contains("1970-01-01T00:01:41Z");
        assertThat(told.getFirst().text())
                .isEqualTo("Of gate/main 4.0 s are missing from 1970-01-01T00:01:41Z to 1970-01-01T00:01:45Z:"
                        + " recorder-down.");
        assertThat(look(3, have(0, 100), gap(100, 105), have(105, 115))).isEmpty();
        assertThat(look(30, have(90, 100), gap(100, 104), have(104, 145))).isEmpty();
    }

    @Test
    void whatAnotherRecorderHadIsNoGap() {
        look(3, have(0, 100));
        look(3, have(0, 100), gap(100, 105), have(105, 106));
        assertThat(look(3, have(0, 100), have(100, 106), have(106, 109))).isEmpty();
        assertThat(look(9, have(0, 118))).isEmpty();
    }

    @Test
    void whatIsOldIsNoNews() {
        assertThat(look(3, have(0, 100), gap(100, 105), have(105, 106))).isEmpty();
        assertThat(look(30, have(0, 100), gap(100, 105), have(105, 136))).isEmpty();
    }
}
