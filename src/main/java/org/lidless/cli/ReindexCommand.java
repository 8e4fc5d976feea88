package org.lidless.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.storage.Finding;
import org.lidless.footage.storage.KnownPools;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.Reindex;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.wire.Json;
import org.lidless.world.Disk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless reindex`: builds a recorder's index again from its pools, while the recorder is stopped.
@Command(
        name = "reindex",
        description = "Builds the index again from the pools. The pools are only read. Refused while the recorder "
                + "runs; stopped in the middle, it goes on there the next time.")
final class ReindexCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final RateOption rate = new RateOption();

    @Option(names = "--dry-run", description = "Only says what it would find; the index stays as it is.")
    private boolean dryRun;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    ReindexCommand(Console console) {
        this.console = console;
    }

    /// The result as JSON.
    record Report(int version, List<PoolReport> pools) {}

    /// One pool's part of it; a pool whose disk is away has a reason.
    record PoolReport(
            String pool, String path, int segments, int gaps, Optional<String> skipped, List<String> findings) {}

    @Override
    public Integer call() {
        Disk disk = console.world().disk();
        if (!disk.isDirectory(data.directory())) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "There is no data directory " + data.directory() + ".",
                    "Not concerned: nothing was done.",
                    "Name the recorder's with --data.");
        }
        FileProgress progress = new FileProgress(console, "indexing");
        List<PoolReport> reports = new ArrayList<>();
        try (DataDirectory locked = DataDirectory.lock(disk, data.directory());
                SqliteIndex index = dryRun ? SqliteIndex.inMemory() : SqliteIndex.open(disk, locked.path())) {
            for (KnownPools.Known known : new KnownPools(disk, locked.path()).all()) {
                reports.add(pool(rate.slowed(console.world()), known, index, locked, progress));
            }
        } catch (IOException failed) {
            throw ProblemCode.POOL_ERROR.because(
                    "The index could not be built to its end: " + failed.getMessage() + ".",
                    "Safe: the pools were only read.",
                    "Check the disks and the data directory, and run it again.");
        } finally {
            progress.end();
        }
        print(reports);
        return reports.stream().allMatch(each -> each.skipped().isEmpty()) ? ExitCode.OK : ExitCode.NOT_HEALTHY;
    }

    private PoolReport pool(
            Disk disk, KnownPools.Known known, SqliteIndex index, DataDirectory locked, FileProgress progress)
            throws IOException {
        String pool = known.pool().value();
        String path = known.directory().toString();
        if (!PoolCheck.isPool(disk, known.directory())) {
            return new PoolReport(pool, path, 0, 0, Optional.of("no pool is there; is its disk mounted?"), List.of());
        }
        Reindex.Outcome outcome = dryRun
                ? Reindex.run(disk, known.directory(), index, progress)
                : Reindex.resume(disk, known.directory(), index, progress, locked.path());
        return new PoolReport(
                pool,
                path,
                outcome.segments(),
                outcome.gaps(),
                Optional.empty(),
                outcome.findings().stream().map(Finding::toString).toList());
    }

    private void print(List<PoolReport> reports) {
        if (format == OutputFormat.json) {
            console.out().println(Json.encodePretty(new Report(1, reports)));
            return;
        }
        if (reports.isEmpty()) {
            console.out().println("No recorder has used a pool with this data directory yet.");
        }
        for (PoolReport report : reports) {
            report.findings().forEach(console.out()::println);
            console.out()
                    .println(console.mark(report.skipped().isEmpty()) + " pool " + report.pool() + " at "
                            + report.path() + ": "
                            + report.skipped()
                                    .map("left out, "::concat)
                                    .orElse(report.segments() + " segments, " + report.gaps() + " gaps "
                                            + (dryRun ? "found; the index stays as it is" : "indexed")));
        }
    }
}
