package org.lidless.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lidless.demo.page.PageServer;
import org.lidless.demo.page.Story;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.Json;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lidless demo`: the main job, shown and counted.
@Command(
        name = "demo",
        description = {
            "Records simulated cameras with a site of real processes, kills recorders with kill -9, starts them again, merges,"
                    + " exports, and counts every frame. Prints the address of a page that shows it as it happens.",
            "Ends with 0 only when no frame is lost, none is there twice, and everything is home again."
        })
public final class DemoCommand implements Callable<Integer> {

    private final World world;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--cameras",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many (default ${DEFAULT-VALUE}).")
    private int cameras;

    @Option(
            names = "--primaries",
            paramLabel = "N",
            defaultValue = "2",
            description = "Recorders that the cameras are spread over (default ${DEFAULT-VALUE}).")
    private int primaries;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "1",
            description = "Recorders that stand by for these (default ${DEFAULT-VALUE}).")
    private int standbys;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long to record round each kill: half before it, a quarter while the recorder is away, a"
                    + " quarter at the end (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many, of the primaries in turn (default ${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--shared", description = "Has all recorders write to one shared pool, so that nothing is copied.")
    private boolean shared;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts to a file, too.")
    private @Nullable Path json;

    @Option(names = "--keep", description = "Leaves footage, ledgers, exports and logs where they are.")
    private boolean keep;

    public DemoCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DemoPlan plan = plan();
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli injects it").commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err, world.clock(), isTerminal());
        Scratch scratch = Scratch.create(world.disk(), scratchFolder());
        Waiting waiting = new Waiting(world.clock(), scratch.directory(), progress::step);
        Story told = new Story();
        Verdict verdict;
        try (DemoSite site = new DemoSite(world, scratch, plan, waiting);
                PageServer page = PageServer.start(world.clock(), told)) {
            SiteSight sight = new SiteSight(plan, site.management(), site.recorders());
            progress.step("watch it at " + page.url());
            page.watch(new WatchedSite(plan, site, sight));
            verdict = new DemoStory(world, plan, site, sight, scratch, progress, waiting, told).tell();
            told.ended(verdict.sentence(), verdict.isGood());
            out.println(verdict.table());
            out.println(verdict.sentence());
            out.flush();
            page.farewell();
        }
        if (json != null) {
            write(json, verdict);
        }
        if (keep || !verdict.isGood()) {
            err.println("Kept: " + scratch.directory());
        } else {
            scratch.delete();
        }
        return verdict.isGood() ? 0 : 1;
    }

    private DemoPlan plan() {
        try {
            return new DemoPlan(cameras, primaries, standbys, seconds, kills, shared);
        } catch (IllegalArgumentException wrong) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    wrong.getMessage() + ".", "Not concerned: the demo was not started.", "Choose another number.");
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console())
                .filter(each -> each.isTerminal())
                .isPresent();
    }

    private Path scratchFolder() {
        String name = "lidless-demo-"
                + HexFormat.of().toHexDigits((int) world.chance().bits());
        return Path.of(Objects.requireNonNullElse(System.getProperty("java.io.tmpdir"), "/tmp"), name);
    }

    private void write(Path file, Verdict verdict) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (DiskFile part = world.disk().create(beside)) {
            part.write(new ByteBuffer[] {ByteBuffer.wrap(Json.encode(verdict.report()))}, 0);
        } catch (FileAlreadyExistsException leftOver) {
            world.disk().delete(beside);
            write(file, verdict);
            return;
        }
        world.disk().rename(beside, file);
    }
}
