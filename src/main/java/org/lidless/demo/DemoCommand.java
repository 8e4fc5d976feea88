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
            "Records simulated cameras, kills the recorder with kill -9, starts it again, exports, and counts every frame.",
            "Ends with 0 only when every missing frame lies in one stored gap a camera and none is there twice."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int CAMERAS_MAX = 64;
    private static final int SECONDS_MIN = 4;
    private static final int SECONDS_MAX = 3600;

    private final World world;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cameras", defaultValue = "6", description = "How many (default: ${DEFAULT-VALUE}).")
    private int cameras;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long to record, half before the kill and half after (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "Writes the counts to a file, too.")
    private @Nullable Path json;

    @Option(names = "--keep", description = "Leaves footage, ledgers, exports and logs where they are.")
    private boolean keep;

    public DemoCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(cameras >= 1 && cameras <= CAMERAS_MAX, "--cameras must be 1 to " + CAMERAS_MAX);
        require(seconds >= SECONDS_MIN && seconds <= SECONDS_MAX, "--seconds must be 4 to 3600");
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli injects it").commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err, world.clock(), isTerminal());
        Scratch scratch = Scratch.create(world.disk(), scratchFolder());
        Verdict verdict;
        try (DemoSite site = new DemoSite(world, scratch, cameras)) {
            verdict = new DemoStory(world, site, scratch, progress).tell(seconds);
        }
        out.println(verdict.table());
        out.println(verdict.sentence());
        out.flush();
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

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    rule + ".", "Not concerned: the demo was not started.", "Choose another number.");
        }
    }
}
