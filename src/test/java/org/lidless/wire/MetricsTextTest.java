package org.lidless.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        assertThat(MetricsText.of(new ScriptedControl()))
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
        assertThat(text(new StatusReport(1, "r1", "0", 1, NOW, NOW, List.of(), List.of(pool)), Tally.NONE))
                .contains("lidless_disk_days_left{pool=\"main\",recorder=\"r1\"} 2.5\n");
    }

    private static String text(StatusReport status, Tally tally) {
        return MetricsText.of(status, tally, List.of());
    }

    private static StatusReport empty(String node) {
        return new StatusReport(1, node, "0", 1, NOW, NOW, List.of(), List.of());
    }

    @Test
    void managementTellsHowOftenAndHowSoonOthersTookOver() {
        Takeovers all = Takeovers.none(4)
                .with(List.of(incident(4, "gone", 100), incident(7, "silent", 2_400), incident(5, "gone", 300)))
                .with(List.of(incident(7, "silent", 2_400), incident(9, "gone", 60_000)));
        var tally = new Tally(Optional.of(all), Map.of("s1", 3L), Optional.empty(), Optional.empty());
        assertThat(text(empty("m1"), tally))
                .contains("""
                # TYPE lidless_failovers_total counter
                lidless_failovers_total{node="m1",cause="gone"} 2
                lidless_failovers_total{node="m1",cause="silent"} 1
                """)
                .contains("""
                # TYPE lidless_failover_rto_seconds histogram
                lidless_failover_rto_seconds_bucket{node="m1",le="0.25"} 0
                lidless_failover_rto_seconds_bucket{node="m1",le="0.5"} 1
                lidless_failover_rto_seconds_bucket{node="m1",le="1.0"} 1
                lidless_failover_rto_seconds_bucket{node="m1",le="2.0"} 1
                lidless_failover_rto_seconds_bucket{node="m1",le="3.0"} 2
                lidless_failover_rto_seconds_bucket{node="m1",le="5.0"} 2
                lidless_failover_rto_seconds_bucket{node="m1",le="10.0"} 2
                lidless_failover_rto_seconds_bucket{node="m1",le="30.0"} 2
                lidless_failover_rto_seconds_bucket{node="m1",le="+Inf"} 3
                lidless_failover_rto_seconds_sum{node="m1"} 62.7
                lidless_failover_rto_seconds_count{node="m1"} 3
                """)
                .contains("lidless_recorder_spare_cameras{recorder=\"s1\"} 3\n");
    }

    private static IncidentReport incident(long id, String cause, long tookMs) {
        return new IncidentReport(id, "r1", cause, NOW, NOW, NOW.plusMillis(tookMs), List.of());
    }

    @Test
    void aMemberTellsWhatCameHomeAndHowItsClockIs() {
        var tally = new Tally(
                Optional.empty(),
                Map.of(),
                Optional.of(-0.125),
                Optional.of(new Tally.Fetched(Map.of("s1", 12.5), 3.5)));
        assertThat(text(empty("r1"), tally))
                .contains("lidless_copy_lag_seconds{recorder=\"r1\"} 3.5\n")
                .contains("lidless_footage_filled_seconds_total{recorder=\"r1\",source=\"s1\"} 12.5\n")
                .contains("lidless_recorder_clock_offset_seconds{recorder=\"r1\"} -0.125\n");
    }

    @Test
    void aJobThatHasNotEndedTellsHowFarItIs() {
        ExportReport done = ScriptedControl.EXPORT;
        var running = new ExportReport(
                ExportReport.VERSION,
                "17",
                done.order(),
                done.by(),
                ExportReport.State.WRITING,
                Optional.empty(),
                NOW,
                Optional.empty(),
                0.25,
                10,
                1,
                Optional.of("r1"),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        String told = MetricsText.of(empty("r1"), Tally.NONE, List.of(done, running));
        assertThat(told.lines().filter(each -> each.startsWith("lidless_job_progress_ratio{")))
                .containsExactly("lidless_job_progress_ratio{kind=\"export\",job=\"17\",node=\"r1\"} 0.25");
    }

    /// The names that were promised to those who write dashboards. Drills are not part of the product yet.
    @Test
    void everyPromisedNameIsTold() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::id))
                .contains(
                        "lidless_camera_recording",
                        "lidless_camera_last_sample_age_seconds",
                        "lidless_camera_state",
                        "lidless_camera_standing_in",
                        "lidless_failovers_total",
                        "lidless_failover_rto_seconds",
                        "lidless_footage_missing_seconds_total",
                        "lidless_footage_filled_seconds_total",
                        "lidless_copy_lag_seconds",
                        "lidless_recorder_spare_cameras",
                        "lidless_recorder_clock_offset_seconds",
                        "lidless_job_progress_ratio",
                        "lidless_write_queue_seconds",
                        "lidless_disk_days_left");
    }

    @Test
    void everyLineIsOneThatPrometheusReads() {
        for (String line : MetricsText.of(new ScriptedControl()).split("\n", -1)) {
            assertThat(line)
                    .matches(each -> each.isEmpty() || LINE.matcher(each).matches());
        }
        assertThat(MetricsText.of(new ScriptedControl())).endsWith("\n");
    }

    @Test
    void managementTellsTheWorstThatIsTrueOfACamera() {
        assertThat(state(true, "r1", true)).isEqualTo("protected");
        assertThat(state(true, "s1", true)).isEqualTo("standing_in");
        assertThat(state(true, "s1", false)).isEqualTo("at_risk");
        assertThat(state(false, "r1", true)).isEqualTo("not_recording");
        assertThat(state(CameraStatus.OFF, false, "r1", true)).isEqualTo("off");
    }

    private static String state(boolean recording, String owner, boolean ready) {
        return state("recording", recording, owner, ready);
    }

    private static String state(String word, boolean recording, String owner, boolean ready) {
        CameraStatus camera = CameraStatus.of("gate", "main", word, recording, NOW)
                .with(new Charge(Optional.empty(), Optional.of(owner), Optional.of(2L), Optional.of("r1")))
                .with(new Guard(Optional.of("s1"), Optional.of("shadowed"), Optional.of(ready), Optional.of("nothing")))
                .with(Trouble.NONE);
        var status = new StatusReport(1, "m1", "0", 1, NOW, NOW, List.of(camera), List.of());
        List<String> states = text(status, Tally.NONE)
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
