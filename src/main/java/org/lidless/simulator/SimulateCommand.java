package org.lidless.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource;
import org.lidless.domain.ProblemCode;
import org.lidless.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lidless simulate`: serves cameras that do not exist until it is stopped.
@Command(
        name = "simulate",
        description = {
            "Serves simulated cameras by RTSP, cam-1 to cam-N, and keeps a ledger of every frame.",
            "In turn H.264, H.265, and both with B-frames; every third camera has no stamp."
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final long STOP_SECONDS_MAX = 2;

    private final World world;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cameras", defaultValue = "6", description = "How many (default: ${DEFAULT-VALUE}).")
    private int cameras;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8554", description = "RTSP port, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--user", description = "User that the cameras want; digest sign-in.")
    private @Nullable String user;

    @Option(names = "--password", description = "Password of that user.")
    private @Nullable String password;

    @Option(
            names = "--ledger",
            defaultValue = "ledger",
            description = "Folder of the ledgers (default: ${DEFAULT-VALUE}).")
    private Path ledger = Path.of("ledger");

    @Option(names = "--seed", defaultValue = "1", description = "Of everything that chance decides.")
    private long seed;

    @Option(
            names = "--personality",
            description = "CAMERA=NAME, how a camera misbehaves: honest, closes-in-setup, garbage, garbage-in-stream, "
                    + "no-session-free, http, silent.")
    private Map<String, String> personalities = new TreeMap<>();

    public SimulateCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException {
        SimulationOrder order;
        try {
            order = new SimulationOrder(host, port, cameras, signIn(), ledger, seed, personalities);
        } catch (IllegalArgumentException wrong) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "The simulator cannot be started: " + wrong.getMessage() + ".",
                    "Not concerned: simulated cameras are no real ones.",
                    "Correct the option; lidless simulate --help lists them.");
        }
        CountDownLatch written = new CountDownLatch(1);
        try (Simulation simulation = Simulation.start(world, order)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(simulation, written), "stop-simulation"));
            PrintWriter out = Objects.requireNonNull(spec, "picocli injects it")
                    .commandLine()
                    .getOut();
            out.println("ready rtsp://" + host + ":" + simulation.port() + "/ cameras=" + cameras);
            out.flush();
            simulation.run();
            written.countDown();
            return 0;
        } catch (BindException taken) {
            throw ProblemCode.PORT_IN_USE.because(
                    "The simulator cannot listen on " + host + ":" + port + ": " + taken.getMessage() + ".",
                    "Not concerned: simulated cameras are no real ones.",
                    "Choose another --port, or stop the other process.");
        } catch (FileAlreadyExistsException there) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "There is a ledger already: " + there.getMessage() + ".",
                    "Not concerned: simulated cameras are no real ones.",
                    "Name an empty folder with --ledger; a ledger belongs to one run.");
        }
    }

    private Optional<CameraSource.Credentials> signIn() {
        return user == null
                ? Optional.empty()
                : Optional.of(new CameraSource.Credentials(user, password == null ? "" : password));
    }

    /// Lets the loop write its ledgers out before the process ends.
    private static void stop(Simulation simulation, CountDownLatch written) {
        simulation.stop();
        try {
            if (!written.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                System.err.println("the simulator's loop did not end in time; a ledger's last lines may be missing");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
