package org.lidless.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.ManifestCheck;
import org.lidless.footage.storage.CheckPlace;
import org.lidless.footage.storage.Finding;
import org.lidless.footage.storage.KnownPools;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.wire.Json;
import org.lidless.wire.Rfc3339;
import org.lidless.world.Disk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless verify PATH`: checks a pool, a segment or an export, byte by byte, without any recorder.
@Command(
        name = "verify",
        description = "Checks a pool, a segment or an export byte by byte and says what is wrong and where. Writes "
                + "nothing to it, and may run beside a recorder. A check of a pool that was stopped goes on where it "
                + "was, when --data is a recorder's. Exit 1 when something is wrong.")
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PATH", description = "A pool's directory, or one file.")
    private Path path = Path.of("");

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final RateOption rate = new RateOption();

    @Option(
            names = "--key",
            paramLabel = "THUMBPRINT",
            description =
                    "An export must be signed by this key: the recorder's own, as its log and its audit list say.")
    private String key = "";

    @Option(
            names = "--anew",
            description = "Begins at the beginning, also when an earlier check of the pool was stopped.")
    private boolean anew;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    VerifyCommand(Console console) {
        this.console = console;
    }

    /// The result as JSON.
    ///
    /// @param path     what was checked
    /// @param kind     `pool`, `file`, or `export` for a file with a manifest beside it
    /// @param index    whether a recorder's index was compared too
    /// @param sound    whether nothing is wrong
    /// @param findings all that was found, notes included
    /// @param manifest what the signed manifest beside an export says, and what is wrong with either
    record Report(
            int version,
            String path,
            String kind,
            boolean index,
            boolean sound,
            List<Found> findings,
            Optional<ManifestCheck.Result> manifest) {}

    record Found(
            String severity,
            String file,
            Optional<Long> offset,
            Optional<String> from,
            Optional<String> to,
            String text) {}

    @Override
    public Integer call() {
        Disk disk = console.world().disk();
        Path whole = path.toAbsolutePath().normalize();
        if (!disk.exists(whole)) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "There is nothing at " + whole + ".", "Not concerned: nothing was checked.", "Check the path.");
        }
        FileProgress progress = new FileProgress(console, "checking");
        Disk slow = rate.slowed(console.world());
        try {
            Report report = disk.isDirectory(whole) ? pool(slow, whole, progress) : file(slow, whole, progress);
            progress.end();
            print(report);
            return report.sound() ? ExitCode.OK : ExitCode.NOT_HEALTHY;
        } catch (IOException failed) {
            progress.end();
            throw ProblemCode.POOL_ERROR.because(
                    whole + " could not be checked to its end: " + failed.getMessage() + ".",
                    "Not known: what was not read may be sound or not.",
                    "Check the disk and its mount, and try again.");
        }
    }

    private Report pool(Disk disk, Path directory, FileProgress progress) throws IOException {
        if (!PoolCheck.isPool(disk, directory)) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    directory + " is not a pool: it has no identity file.",
                    "Not concerned: nothing was checked.",
                    "Name a pool's directory (lidless status lists them), or mount its disk.");
        }
        boolean hasData = disk.isDirectory(data.directory());
        CheckPlace place = hasData ? CheckPlace.in(console.world(), data.directory()) : CheckPlace.NOWHERE;
        if (anew) {
            PoolCheck.forget(disk, directory, place);
        }
        if (!isKnownTo(data.directory(), directory, disk)) {
            return report(directory, "pool", false, PoolCheck.pool(disk, directory, Optional.empty(), progress, place));
        }
        try (SqliteIndex index = SqliteIndex.open(disk, data.directory())) {
            return report(
                    directory, "pool", true, PoolCheck.pool(disk, directory, Optional.of(index), progress, place));
        }
    }

    private static boolean isKnownTo(Path dataDirectory, Path pool, Disk disk) throws IOException {
        if (!disk.isDirectory(dataDirectory)) {
            return false;
        }
        return new KnownPools(disk, dataDirectory)
                .all().stream().anyMatch(known -> known.directory().equals(pool));
    }

    private Report file(Disk disk, Path file, FileProgress progress) throws IOException {
        List<Finding> findings = ManifestCheck.isArchive(file) ? List.of() : PoolCheck.file(disk, file, progress);
        if (!ManifestCheck.hasManifest(disk, file)) {
            if (!key.isEmpty()) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "There is no manifest beside " + file + ", so nobody signed it.",
                        "Not known: whether somebody has changed it.",
                        "Get the .manifest.json and .manifest.jws that were handed out with it.");
            }
            return report(file, "file", false, findings);
        }
        ManifestCheck.Result result =
                ManifestCheck.check(disk, file, key.isEmpty() ? Optional.empty() : Optional.of(key));
        Report plain = report(file, "export", false, findings);
        return new Report(
                plain.version(),
                plain.path(),
                plain.kind(),
                plain.index(),
                plain.sound() && result.wrong().isEmpty(),
                plain.findings(),
                Optional.of(result));
    }

    private static Report report(Path path, String kind, boolean index, List<Finding> findings) {
        boolean sound = findings.stream().noneMatch(each -> each.severity() != Finding.Severity.NOTE);
        List<Found> found = findings.stream()
                .map(each -> new Found(
                        each.severity().name().toLowerCase(Locale.ROOT),
                        each.file(),
                        each.offset() < 0 ? Optional.empty() : Optional.of(each.offset()),
                        each.span().map(span -> Rfc3339.micros(TimeSpan.instant(span.fromUs()))),
                        each.span().map(span -> Rfc3339.micros(TimeSpan.instant(span.toUs()))),
                        each.text()))
                .toList();
        return new Report(1, path.toString(), kind, index, sound, found, Optional.empty());
    }

    private void print(Report report) {
        if (format == OutputFormat.json) {
            console.out().println(Json.encodePretty(report));
            return;
        }
        for (Found each : report.findings()) {
            console.out()
                    .println(each.severity() + "  " + each.file()
                            + each.offset().map(offset -> "  byte " + offset).orElse("")
                            + each.from().map(from -> "  " + from + " to ").orElse("")
                            + each.to().orElse("") + "  " + each.text());
        }
        report.manifest().ifPresent(this::print);
        long wrong = report.findings().stream()
                        .filter(each -> !each.severity().equals("note"))
                        .count()
                + report.manifest().map(manifest -> manifest.wrong().size()).orElse(0);
        console.out()
                .println(console.mark(report.sound()) + " "
                        + (report.sound() ? "sound" : wrong + (wrong == 1 ? " thing is" : " things are") + " wrong")
                        + ": " + report.kind() + " " + report.path()
                        + (report.kind().equals("pool") && !report.index()
                                ? " (without an index: no recorder in --data knows this pool)"
                                : ""));
    }

    private void print(ManifestCheck.Result manifest) {
        manifest.wrong().forEach(each -> console.out().println("changed  " + each));
        if (manifest.wrong().isEmpty()) {
            String gaps = manifest.gaps() == 0 ? "no gap" : manifest.gaps() + (manifest.gaps() == 1 ? " gap" : " gaps");
            console.out()
                    .println("unchanged since recorder " + manifest.node() + " exported it: camera "
                            + manifest.camera() + ", " + manifest.exportedAt() + ", "
                            + (manifest.askedBy().isEmpty() ? "" : "asked for by " + manifest.askedBy() + ", ") + gaps
                            + ", signed by key " + manifest.signer().orElse(""));
            manifest.stamped().ifPresent(stamp -> console.out().println("time stamp: " + stamp));
        }
    }
}
