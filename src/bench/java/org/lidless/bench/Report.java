package org.lidless.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The result as a table for people and as JSON for machines.
final class Report {

    /// Of a stream, 15 s of 4 Mbit/s, and of all together.
    private static final double RING_BYTES = 7.5e6;

    private static final double RING_BYTES_MAX = 1L << 30;

    private Report() {}

    static String table(Options options, List<Summary> summaries, String environment) {
        var text = new StringBuilder("\n" + environment + "\n");
        for (Summary summary : summaries) {
            line(
                    text,
                    "\n%s: %d streams of 4 Mbit/s, %d s, %d counted measurements, %d discarded",
                    summary.delivery(),
                    options.streams(),
                    options.seconds(),
                    summary.counted().size(),
                    summary.discarded());
            line(text, "%-8s %26s %14s %12s %10s", "", "CPU s/stream-minute", "from start", "RSS/stream", "cameras");
            line(text, "%-8s %26s %14s %12s %10s", "", "median (least to most)", "median", "median", "late, max");
            for (String name : List.of("ours", "journal", "ffmpeg", "floor")) {
                if (options.wants(name)) {
                    row(text, summary, name);
                }
            }
            for (String name : Candidate.OURS) {
                if (options.wants(name)) {
                    ours(text, options, summary, name);
                }
            }
            line(text, "lost %d", summary.lost());
        }
        return text.toString();
    }

    private static void ours(StringBuilder text, Options options, Summary summary, String name) {
        line(
                text,
                "%s to ffmpeg %.3f (from start %.3f), to the floor %.2f (from start %.2f)",
                name,
                summary.ratio(name, "ffmpeg", Measurement::steadyCpu),
                summary.ratio(name, "ffmpeg", Measurement::wholeCpu),
                summary.ratio(name, "floor", Measurement::steadyCpu),
                summary.ratio(name, "floor", Measurement::wholeCpu));
        double peak = summary.most(name, Measurement::residentPeak);
        double ring = Math.min(RING_BYTES_MAX, RING_BYTES * options.streams());
        line(
                text,
                "  memory at most %.0f MB; beyond 150 MB and rings of %.0f MB: %.2f MB a stream",
                peak / 1e6,
                ring / 1e6,
                (peak - 150e6 - ring) / 1e6 / options.streams());
        line(
                text,
                "  all connecting at once to a JVM just started, from the call: key sample p50 %.0f ms, p95 %.0f ms; first durable fragment p50 %.0f ms, p95 %.0f ms",
                summary.median(name, each -> each.key().p50()),
                summary.median(name, each -> each.key().p95()),
                summary.median(name, each -> each.durable().p50()),
                summary.median(name, each -> each.durable().p95()));
        line(
                text,
                "  hung up on one by one, from the new call: key sample p50 %.0f ms, p95 %.0f ms (aim 50); first durable fragment p50 %.0f ms, p95 %.0f ms",
                summary.median(name, each -> each.again().oneByOne().key().p50()),
                summary.median(name, each -> each.again().oneByOne().key().p95()),
                summary.median(name, each -> each.again().oneByOne().durable().p50()),
                summary.median(name, each -> each.again().oneByOne().durable().p95()));
        line(
                text,
                "  all hung up on at once, from the new call: key sample p50 %.0f ms, p95 %.0f ms; first durable fragment p50 %.0f ms, p95 %.0f ms (aim 500)",
                summary.median(name, each -> each.again().atOnce().key().p50()),
                summary.median(name, each -> each.again().atOnce().key().p95()),
                summary.median(name, each -> each.again().atOnce().durable().p50()),
                summary.median(name, each -> each.again().atOnce().durable().p95()));
    }

    private static void row(StringBuilder text, Summary summary, String name) {
        ToDoubleFunction<Measurement> cpu = Measurement::steadyCpu;
        line(
                text,
                "%-8s %9.3f (%6.3f to %6.3f) %14.3f %9.1f MB %7.0f ms",
                name,
                summary.median(name, cpu),
                summary.least(name, cpu),
                summary.most(name, cpu),
                summary.median(name, Measurement::wholeCpu),
                summary.median(name, Measurement::residentPerStream) / 1e6,
                summary.most(name, Measurement::latestMs));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /// The worse of all deliveries at the top level, each delivery below its name.
    static String json(Options options, List<Summary> summaries, String environment) {
        String ours = options.wants("ours") ? "ours" : "journal";
        var members = new ArrayList<String>();
        members.add(text("recorder", ours));
        members.add(text("environment", environment));
        members.add(number("streams", options.streams()));
        members.add(number("seconds", options.seconds()));
        members.add(worst("ratio_to_ffmpeg", summaries, each -> each.ratio(ours, "ffmpeg", Measurement::steadyCpu)));
        members.add(worst("ratio_to_floor", summaries, each -> each.ratio(ours, "floor", Measurement::steadyCpu)));
        members.add(number("lost", total(summaries, Summary::lost)));
        members.add(worst("rss_per_stream_bytes", summaries, each -> resident(each, ours)));
        members.add(worst(
                "key_sample_p95_ms",
                summaries,
                each -> each.median(ours, m -> m.key().p95())));
        members.add(worst(
                "first_durable_p95_ms",
                summaries,
                each -> each.median(ours, m -> m.durable().p95())));
        members.add(worst(
                "reconnect_key_sample_p95_ms",
                summaries,
                each -> each.median(ours, m -> m.again().oneByOne().key().p95())));
        members.add(worst(
                "reconnect_first_durable_p95_ms",
                summaries,
                each -> each.median(ours, m -> m.again().atOnce().durable().p95())));
        for (Summary summary : summaries) {
            members.add("\"" + summary.delivery() + "\": {" + String.join(", ", delivery(summary, ours)) + "}");
        }
        return "{\n  " + String.join(",\n  ", members) + "\n}\n";
    }

    private static List<String> delivery(Summary summary, String ours) {
        return List.of(
                number("ratio_to_ffmpeg", summary.ratio(ours, "ffmpeg", Measurement::steadyCpu)),
                number("ratio_to_floor", summary.ratio(ours, "floor", Measurement::steadyCpu)),
                number("ratio_to_ffmpeg_from_start", summary.ratio(ours, "ffmpeg", Measurement::wholeCpu)),
                number("ratio_to_floor_from_start", summary.ratio(ours, "floor", Measurement::wholeCpu)),
                number("lost", summary.lost()),
                number("rss_per_stream_bytes", resident(summary, ours)),
                number("cpu_seconds_per_stream_minute", summary.median(ours, Measurement::steadyCpu)),
                number("ffmpeg_cpu_seconds_per_stream_minute", summary.median("ffmpeg", Measurement::steadyCpu)),
                number("floor_cpu_seconds_per_stream_minute", summary.median("floor", Measurement::steadyCpu)),
                number(
                        "key_sample_p50_ms",
                        summary.median(ours, each -> each.key().p50())),
                number(
                        "key_sample_p95_ms",
                        summary.median(ours, each -> each.key().p95())),
                number(
                        "first_durable_p50_ms",
                        summary.median(ours, each -> each.durable().p50())),
                number(
                        "first_durable_p95_ms",
                        summary.median(ours, each -> each.durable().p95())),
                number("discarded_rounds", summary.discarded()));
    }

    private static double resident(Summary summary, String ours) {
        return summary.median(ours, Measurement::residentPerStream);
    }

    private static String worst(String name, List<Summary> summaries, ToDoubleFunction<Summary> figure) {
        return number(name, summaries.stream().mapToDouble(figure).max().orElse(Double.NaN));
    }

    private static long total(List<Summary> summaries, ToLongFunction<Summary> figure) {
        return summaries.stream().mapToLong(figure).sum();
    }

    private static String number(String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "\"" + name + "\": null";
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "\"%s\": %d", name, (long) value)
                : String.format(Locale.ROOT, "\"%s\": %.4f", name, value);
    }

    private static String text(String name, String value) {
        return "\"" + name + "\": \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// Where the figures come from: processor, load, commit.
    static String environment() throws IOException, InterruptedException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown processor");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        return Runtime.getRuntime().availableProcessors() + " × " + processor + ", load at start " + load + ", Java "
                + Runtime.version() + ", commit " + commit();
    }

    private static String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12").start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? answer : "unknown";
    }
}
