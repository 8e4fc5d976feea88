package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;

class RetentionSettingsTest {

    private static final CameraId GATE = new CameraId("gate");
    private static final CameraId DOCK = new CameraId("dock");

    @Test
    void whatTheSiteSaysTakesThePlaceOfTheRecordersOwnForAllStreamsOfTheCamera() {
        var own = new RetentionSettings(
                new TreeMap<>(),
                rule(1),
                new TreeMap<>(Map.of(GATE, rule(2), DOCK, rule(3))),
                new RetentionSettings.Subs(Optional.of(rule(4)), new TreeMap<>(Map.of(GATE, rule(5)))));
        RetentionSettings kept = own.with(new TreeMap<>(Map.of(GATE, rule(9))));
        assertThat(kept.of(StreamId.main(GATE))).isEqualTo(rule(9));
        assertThat(kept.of(new StreamId(GATE, StreamKind.SUB))).isEqualTo(rule(9));
        assertThat(kept.of(StreamId.main(DOCK))).isEqualTo(rule(3));
        assertThat(kept.of(StreamId.main(new CameraId("lobby")))).isEqualTo(rule(1));
        assertThat(own.with(new TreeMap<>())).isEqualTo(own);
        assertThat(RetentionSettings.STANDARD
                        .with(new TreeMap<>(Map.of(GATE, rule(9))))
                        .hasRules())
                .isTrue();
    }

    private static RetentionRule rule(long age) {
        return new RetentionRule(OptionalLong.of(age), OptionalLong.empty(), 0);
    }
}
