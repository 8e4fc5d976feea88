package org.lidless.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `./dev bench ingest`: what recording costs, beside one ffmpeg per camera and beside the least it could cost.
///
/// Run from the project's root: `java src/bench/java/org/lidless/bench/IngestBench.java --quick`. Exit 0 when every
/// candidate was measured and nothing was lost, 1 otherwise, 2 for a wrong option.
public final class IngestBench {

    private IngestBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            System.exit(run(Options.parse(arguments)) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(Options options) throws IOException, InterruptedException {
        String environment = Report.environment();
        System.out.println(environment);
        var workshop = new Workshop(Path.of("target", "bench"));
        workshop.prepare();
        List<Candidate> candidates = List.<Candidate>of(
                        ours(options, "ours", "direct"),
                        ours(options, "journal", "journal"),
                        new Candidate.Ffmpeg(),
                        new Candidate.Floor(workshop.tool("floor")))
                .stream()
                .filter(each -> options.wants(each.name()))
                .toList();
        var summaries = new ArrayList<Summary>();
        for (String delivery : options.deliveries()) {
            summaries.add(rounds(new Round(workshop, options, delivery), delivery, options.rounds(), candidates));
        }
        System.out.print(Report.table(options, summaries, environment));
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), Report.json(options, summaries, environment));
        }
        return summaries.stream()
                .allMatch(each -> each.lost() == 0
                        && candidates.stream()
                                .noneMatch(one -> Double.isNaN(each.median(one.name(), Measurement::steadyCpu))));
    }

    private static Candidate ours(Options options, String name, String force) {
        return new Candidate.Ours(options.lidless(), name, force, Candidate.Ours.limits(options.gigabytes()));
    }

    /// Interleaved, so that a change of the machine's mood meets all candidates alike.
    private static Summary rounds(Round round, String delivery, int rounds, List<Candidate> candidates)
            throws IOException, InterruptedException {
        var counted = new ArrayList<Measurement>();
        int discarded = 0;
        for (int i = 1; i <= rounds; i++) {
            for (Candidate candidate : candidates) {
                Measurement measured = round.measure(candidate);
                System.out.printf(
                        Locale.ROOT,
                        "%s, round %d, %-7s %.3f CPU s/stream-minute, %.1f MB/stream, cameras late %.0f ms, lost %d%s%n",
                        delivery,
                        i,
                        measured.candidate(),
                        measured.steadyCpu(),
                        measured.residentPerStream() / 1e6,
                        measured.latestMs(),
                        measured.lost(),
                        measured.counts() ? "" : ": THROWN AWAY, the cameras themselves were too late");
                if (measured.counts()) {
                    counted.add(measured);
                } else {
                    discarded++;
                }
            }
        }
        return new Summary(delivery, counted, discarded);
    }
}
