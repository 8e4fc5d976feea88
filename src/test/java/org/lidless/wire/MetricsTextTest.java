package org.lidless.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lidless.wire.CameraStatus.Charge;
import org.lidless.wire.CameraStatus.Guard;
import org.lidless.wire.CameraStatus.Trouble;

/// What Prometheus reads.
class MetricsTextTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Pattern LINE = Pattern.compile(
            "# (HELP|TYPE) lidless_[a-z_]+ .+|lidless_[a-z_]+\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+\\} -?[0-9.E]+");

    @Test
    void aRecorderTellsWhatItsStatusTells() {
        assertThat(MetricsText.of(ScriptedControl.STATUS))
                .contains("""
                        # TYPE lidless_camera_recording gauge
                        lidless_camera_recording{camera="cam-1",stream="main",recorder="r1"} 1
                        lidless_camera_recording{camera="cam-2",stream="main",recorder="r1"} 0
                        """)
                .contains(
                        "lidless_camera_last_sample_age_seconds{camera=\"cam-1\",stream=\"main\",recorder=\"r1\"} 0.4\n")
                .contains("lidless_footage_missing_seconds_total{camera=\"cam-1\",stream=\"main\",recorder=\"r1\","
                        + "reason=\"network\"} 2.5\n")
                .contains("lidless_footage_missing_seconds{camera=\"cam-1\",stream=\"main\",recorder=\"r1\","
                        + "reason=\"network\",window=\"day\"} 30.25\n")
                .contains(
                        "lidless_camera_hindrance{camera=\"cam-2\",stream=\"main\",recorder=\"r1\",in=\"camera\"} 1\n")
                .contains("lidless_camera_needs_person{camera=\"cam-2\",stream=\"main\",recorder=\"r1\"} 1\n")
                .contains("lidless_camera_bits_per_second{camera=\"cam-1\",stream=\"main\",recorder=\"r1\"} 4020000\n")
                .contains("lidless_pool_free_bytes{pool=\"main\",recorder=\"r1\"} 1500000000000\n");
    }

    @Test
    void aPoolTellsHowManyDaysItHasLeft() {
        var kept = new StatusReport.Kept(1, 0, 0, Optional.empty(), 1, Optional.of(2.5), Optional.empty(), 0);
        var pool = new StatusReport.PoolStatus(
                "main", "/srv", "ready", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kept));
        assertThat(MetricsText.of(new StatusReport(1, "r1", "0", 1, NOW, NOW, List.of(), List.of(pool))))
                .contains("lidless_disk_days_left{pool=\"main\",recorder=\"r1\"} 2.5\n");
    }

    @Test
    void everyLineIsOneThatPrometheusReads() {
        for (String line : MetricsText.of(ScriptedControl.STATUS).split("\n", -1)) {
            assertThat(line)
                    .matches(each -> each.isEmpty() || LINE.matcher(each).matches());
        }
        assertThat(MetricsText.of(ScriptedControl.STATUS)).endsWith("\n");
    }

    @Test
    void managementTellsTheWorstThatIsTrueOfACamera() {
        assertThat(state(true, "r1", true)).isEqualTo("protected");
        assertThat(state(true, "s1", true)).isEqualTo("standing_in");
        assertThat(state(true, "s1", false)).isEqualTo("at_risk");
        assertThat(state(false, "r1", true)).isEqualTo("not_recording");
    }

    private static String state(boolean recording, String owner, boolean ready) {
        CameraStatus camera = CameraStatus.of("gate", "main", "recording", recording, NOW)
                .with(new Charge(Optional.empty(), Optional.of(owner), Optional.of(2L), Optional.of("r1")))
                .with(new Guard(Optional.of("s1"), Optional.of("shadowed"), Optional.of(ready), Optional.of("nothing")))
                .with(Trouble.NONE);
        var status = new StatusReport(1, "m1", "0", 1, NOW, NOW, List.of(camera), List.of());
        List<String> states = MetricsText.of(status)
                .lines()
                .filter(each -> each.startsWith("lidless_camera_state{") && each.endsWith(" 1"))
                .toList();
        assertThat(states).hasSize(1);
        assertThat(states.getFirst()).contains("recorder=\"" + owner + "\"");
        return states.getFirst().replaceAll(".*state=\"([a-z_]+)\".*", "$1");
    }

    @Test
    void everyMetricIsExplained() throws Exception {
        String page = Files.readString(Path.of("docs/reference/metrics.md"));
        assertThat(Arrays.stream(Metric.values()).map(Metric::id)).allMatch(each -> page.contains("`" + each + "`"));
    }
}
