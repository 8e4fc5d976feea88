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
import org.lidless.footage.storage.PoolRepair;
import org.lidless.wire.Json;
import org.lidless.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless repair`: puts a recorder's pools in order, while the recorder is stopped.
@Command(
        name = "repair",
        description =
                "Puts the pools in order: seals what a crash left open, takes in files that no catalogue knows, and "
                        + "reads every segment, storing a gap for what is damaged. Deletes no footage. Refused while the recorder "
                        + "runs; stopped in the middle, it goes on there the next time.")
final class RepairCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final RateOption rate = new RateOption();

    @Option(names = "--dry-run", description = "Only says what it would do.")
    private boolean dryRun;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    RepairCommand(Console console) {
        this.console = console;
    }

    /// The result as JSON.
    record Report(int version, boolean dryRun, List<PoolReport> pools) {}

    /// One pool's part of it; a pool whose disk is away has a reason.
    record PoolReport(
            String pool,
            String path,
            int sealed,
            int removed,
            int takenIn,
            long checked,
            long damaged,
            Optional<String> skipped,
            List<String> findings) {}

    @Override
    public Integer call() {
        World world = console.world();
        if (!world.disk().isDirectory(data.directory())) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "There is no data directory " + data.directory() + ".",
                    "Not concerned: nothing was done.",
                    "Name the recorder's with --data.");
        }
        FileProgress progress = new FileProgress(console, "repairing");
        List<PoolReport> reports = new ArrayList<>();
        try (DataDirectory locked = DataDirectory.lock(world.disk(), data.directory())) {
            for (KnownPools.Known known : new KnownPools(world.disk(), locked.path()).all()) {
                reports.add(pool(world, known, locked, progress));
            }
        } catch (IOException failed) {
            throw ProblemCode.POOL_ERROR.because(
                    "The pools could not be repaired to the end: " + failed.getMessage() + ".",
                    "Safe: whatever was done is whole; no footage was deleted.",
                    "Check the disks, and run it again: it goes on where it was.");
        } finally {
            progress.end();
        }
        print(reports);
        boolean isWell = reports.stream().allMatch(each -> each.skipped().isEmpty() && each.damaged() == 0);
        return isWell ? ExitCode.OK : ExitCode.NOT_HEALTHY;
    }

    private PoolReport pool(World world, KnownPools.Known known, DataDirectory locked, FileProgress progress)
            throws IOException {
        String path = known.directory().toString();
        if (!PoolCheck.isPool(world.disk(), known.directory())) {
            String why = "no pool is there; is its disk mounted?";
            return new PoolReport(known.pool().value(), path, 0, 0, 0, 0, 0, Optional.of(why), List.of());
        }
        PoolRepair.Outcome outcome = dryRun
                ? PoolRepair.rehearse(world, known.directory())
                : PoolRepair.run(world, known.directory(), locked.path(), rate.slowed(world), progress);
        return new PoolReport(
                known.pool().value(),
                path,
                outcome.sealed(),
                outcome.removed(),
                outcome.takenIn(),
                outcome.checked(),
                outcome.damaged(),
                Optional.empty(),
                outcome.findings().stream().map(Finding::toString).toList());
    }

    private void print(List<PoolReport> reports) {
        if (format == OutputFormat.json) {
            console.out().println(Json.encodePretty(new Report(1, dryRun, reports)));
            return;
        }
        for (PoolReport report : reports) {
            report.findings().forEach(console.out()::println);
            boolean isWell = report.skipped().isEmpty() && report.damaged() == 0;
            String done = report.sealed() + " sealed, " + report.removed() + " empty ones removed, " + report.takenIn()
                    + " taken in, " + report.checked() + " read, " + report.damaged() + " damaged";
            console.out()
                    .println(console.mark(isWell) + " pool " + report.pool() + " at " + report.path() + ": "
                            + report.skipped().map("left out, "::concat).orElse((dryRun ? "would be: " : "") + done));
        }
    }
}
