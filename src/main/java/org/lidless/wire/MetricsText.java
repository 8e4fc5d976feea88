package org.lidless.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.lidless.wire.CameraStatus.Missing;
import org.lidless.wire.StatusReport.Kept;
import org.lidless.wire.StatusReport.PoolStatus;

/// A node's status as metrics, in Prometheus' text format (version 0.0.4). Pure: what is in the [StatusReport] is taken
/// from it when it is asked for, so a metric never says anything else than `lidless status` does.
public final class MetricsText {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final List<String> STATES = List.of("protected", "standing_in", "at_risk", "not_recording", "off");
    private static final List<String> CAUSES = List.of("gone", "silent");
    private static final List<String> HINDRANCES = List.of("camera", "network", "recorder", "disk");
    private static final List<String> STEPS = List.of("reconnect", "other-transport", "clear-ghost", "needs-person");

    private final StatusReport status;
    private final Map<Metric, List<String>> lines = new EnumMap<>(Metric.class);

    private MetricsText(StatusReport status) {
        this.status = status;
    }

    /// Asks a node for all that its metrics tell.
    public static String of(Control node) {
        return of(node.status(), node.tally(), node.exports());
    }

    /// @param exports those that it knows of; only the ones that have not ended are told
    static String of(StatusReport status, Tally tally, List<ExportReport> exports) {
        MetricsText text = new MetricsText(status);
        text.put(
                Metric.START, Labels.of("node", status.node()), status.started().toEpochMilli() / 1e3);
        status.cameras().forEach(text::camera);
        status.pools().forEach(text::pool);
        status.bringingHome().ifPresent(text::home);
        text.tally(tally);
        exports.stream().filter(each -> !each.state().isFinal()).forEach(text::job);
        StringBuilder all = new StringBuilder();
        text.lines.forEach((metric, values) -> {
            all.append(metric.head());
            values.forEach(all::append);
        });
        return all.toString();
    }

    private void camera(CameraStatus camera) {
        boolean isOfManagement = camera.guard().protection().isPresent();
        String recorder = isOfManagement ? camera.charge().owner().orElse("") : status.node();
        Labels who = Labels.of("camera", camera.camera())
                .and("stream", camera.stream())
                .and("recorder", recorder);
        boolean isShadow = camera.charge().mode().equals(Optional.of(CameraStatus.SHADOW));
        if (!isShadow) {
            recording(camera, who);
        }
        oneOf(Metric.CAMERA_HINDRANCE, who, "in", HINDRANCES, camera.trouble().hindrance());
        oneOf(Metric.CAMERA_ESCALATION, who, "step", STEPS, camera.trouble().step());
        boolean needsPerson = camera.trouble().step().equals(Optional.of("needs-person"));
        put(Metric.CAMERA_NEEDS_PERSON, who, needsPerson ? 1 : 0);
        if (!isOfManagement) {
            arriving(camera, who);
            stored(camera.stored(), who);
        }
    }

    private void recording(CameraStatus camera, Labels who) {
        put(Metric.CAMERA_RECORDING, who, camera.recording() ? 1 : 0);
        camera.stored().lastDurable().ifPresent(last -> {
            long ageMs = status.now().toEpochMilli() - last.toEpochMilli();
            put(Metric.CAMERA_AGE, who, Math.max(0, ageMs) / 1e3);
        });
        oneOf(Metric.CAMERA_STATE, who, "state", STATES, Optional.of(state(camera)));
        put(Metric.CAMERA_STANDING_IN, who, camera.charge().isStandingIn() ? 1 : 0);
    }

    /// The worst that is true: not recording, then at risk, then standing in. A recorder does not know whether another
    /// could take over, and says so of a camera only when it has it alone.
    private static String state(CameraStatus camera) {
        if (camera.state().equals(CameraStatus.OFF)) {
            return "off";
        }
        if (!camera.recording()) {
            return "not_recording";
        }
        boolean isAlone = camera.charge().mode().isEmpty();
        if (!camera.guard().ready().orElse(!isAlone)) {
            return "at_risk";
        }
        return camera.charge().isStandingIn() ? "standing_in" : "protected";
    }

    private void arriving(CameraStatus camera, Labels who) {
        camera.picture().framesPerSecond().ifPresent(rate -> put(Metric.CAMERA_FRAMES, who, rate));
        camera.picture().megabitsPerSecond().ifPresent(rate -> put(Metric.CAMERA_BITS, who, Math.round(rate * 1e6)));
        put(Metric.CAMERA_DAMAGED, who, camera.session().damaged());
        put(Metric.CAMERA_SESSIONS, who, camera.session().sessions());
        camera.session()
                .tracks()
                .orElse(List.of())
                .forEach(track -> put(
                        Metric.CAMERA_TRACK,
                        who.and("track", track.kind()),
                        track.state().equals(CameraStatus.Track.ARRIVING) ? 1L : 0L));
        put(Metric.CAMERA_RING, who, camera.session().ringBytes());
    }

    private void stored(CameraStatus.Stored stored, Labels who) {
        stored.queueSeconds().ifPresent(queue -> put(Metric.WRITE_QUEUE, who, queue));
        put(Metric.CAMERA_SAMPLES, who, stored.samples());
        put(Metric.CAMERA_BYTES, who, stored.bytes());
        put(Metric.CAMERA_GAPS, who, stored.gaps());
        stored.gapSeconds()
                .orElse(Map.of())
                .forEach((cause, seconds) -> put(Metric.MISSING_TOTAL, who.and("reason", cause), seconds));
        for (Missing each : stored.missing().orElse(List.of())) {
            Labels why = who.and("reason", each.cause());
            put(Metric.MISSING, why.and("window", "hour"), each.hourSeconds());
            put(Metric.MISSING, why.and("window", "day"), each.daySeconds());
        }
    }

    private void pool(PoolStatus pool) {
        Labels which = Labels.of("pool", pool.pool()).and("recorder", status.node());
        boolean isReady = pool.problem().isEmpty() && pool.state().equals("ready");
        put(Metric.POOL_READY, which, isReady ? 1 : 0);
        pool.bytesFree().ifPresent(free -> put(Metric.POOL_FREE, which, free));
        pool.bytesUsed().ifPresent(used -> put(Metric.POOL_USED, which, used));
        pool.kept().flatMap(Kept::daysUntilFull).ifPresent(days -> put(Metric.DAYS_LEFT, which, days));
    }

    private void home(StatusReport.BringingHome toCome) {
        Labels whose = Labels.of("recorder", status.node());
        put(Metric.HOME_SEGMENTS, whose, toCome.segments());
        put(Metric.HOME_BYTES, whose, toCome.bytes());
    }

    private void tally(Tally counted) {
        Labels whose = Labels.of("recorder", status.node());
        counted.fetched().ifPresent(fetched -> {
            put(Metric.COPY_LAG, whose, fetched.lagSeconds());
            fetched.seconds().forEach((source, seconds) -> put(Metric.FILLED, whose.and("source", source), seconds));
        });
        counted.aheadSeconds().ifPresent(ahead -> put(Metric.CLOCK_OFFSET, whose, ahead));
        counted.spareCameras()
                .forEach((recorder, spare) -> put(Metric.SPARE_CAMERAS, Labels.of("recorder", recorder), spare));
        counted.takeovers().ifPresent(this::takeovers);
    }

    private void takeovers(Takeovers all) {
        Labels node = Labels.of("node", status.node());
        CAUSES.forEach(cause ->
                put(Metric.FAILOVERS, node.and("cause", cause), all.byCause().getOrDefault(cause, 0L)));
        for (int i = 0; i < Takeovers.BOUNDS.size(); i++) {
            String bound = Double.toString(Takeovers.BOUNDS.get(i));
            part("_bucket", node.and("le", bound), Long.toString(all.within().get(i)));
        }
        part("_bucket", node.and("le", "+Inf"), Long.toString(all.count()));
        part("_sum", node, Double.toString(all.seconds()));
        part("_count", node, Long.toString(all.count()));
    }

    private void part(String suffix, Labels labels, String number) {
        line(Metric.FAILOVER_RTO, suffix, labels, number);
    }

    private void job(ExportReport export) {
        Labels which = Labels.of("kind", "export").and("job", export.id()).and("node", status.node());
        put(Metric.JOB_PROGRESS, which, export.progress());
    }

    private void oneOf(Metric metric, Labels labels, String label, List<String> all, Optional<String> now) {
        all.forEach(each -> put(metric, labels.and(label, each), now.equals(Optional.of(each)) ? 1 : 0));
    }

    private void put(Metric metric, Labels labels, double value) {
        line(metric, "", labels, Double.toString(value));
    }

    private void put(Metric metric, Labels labels, long value) {
        line(metric, "", labels, Long.toString(value));
    }

    private void line(Metric metric, String suffix, Labels labels, String number) {
        lines.computeIfAbsent(metric, _ -> new ArrayList<>())
                .add(metric.id() + suffix + labels.text() + " " + number + "\n");
    }

    /// A metric's labels, in order.
    private record Labels(SequencedMap<String, String> all) {

        static Labels of(String name, String value) {
            return new Labels(new LinkedHashMap<>(Map.of(name, value)));
        }

        Labels and(String name, String value) {
            SequencedMap<String, String> more = new LinkedHashMap<>(all);
            more.put(name, value);
            return new Labels(more);
        }

        String text() {
            return all.entrySet().stream()
                    .map(each -> each.getKey() + "=\"" + escaped(each.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}"));
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }
}
