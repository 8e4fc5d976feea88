package org.lidless.simulator;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lidless simulate`: serves simulated cameras until the process is ended.
@Command(name = "simulate", description = "Serves cameras that do not exist, at rtsp://127.0.0.1:PORT/cam-1 and so on.")
public final class SimulateCommand implements Callable<Integer> {

    private final World world;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--cameras", paramLabel = "N", defaultValue = "6", description = "How many (default 6).")
    private int cameras;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8554",
            description = "RTSP port; 0: any free one (default 8554).")
    private int port;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "",
            description = "Who may sign in (default: everybody).")
    private String user = "";

    @Option(names = "--password", paramLabel = "PASSWORD", defaultValue = "", description = "With which password.")
    private String password = "";

    @Option(
            names = {"--ledger", "--ledgers"},
            paramLabel = "DIR",
            required = true,
            description = "Directory for one ledger a camera, outside of every storage pool.")
    private Path ledgers = Path.of(".");

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the cameras' own randomness (default 1).")
    private long seed;

    @Option(
            names = "--kilobits",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Kilobits a second that each camera sends at least, by filling its frames (default: as its clip"
                            + " is, some 80).")
    private int kilobits;

    @Option(
            names = "--personality",
            paramLabel = "CAMERA=NAME",
            description = "Has a camera misbehave, such as cam-4=closes-in-setup; may be repeated.")
    private Map<String, String> personalities = new TreeMap<>();

    @Option(
            names = "--personalities",
            help = true,
            description = "Lists the ways in which cameras misbehave and where each was seen, and ends.")
    private boolean lists;

    public SimulateCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException {
        if (lists) {
            var list = spec.commandLine().getOut();
            Personalities.ALL.forEach(each -> list.printf("%-24s %s (%s)%n", each.name(), each.does(), each.seen()));
            return 0;
        }
        SimulatorSettings settings = settings();
        try (Simulator simulator = Simulator.open(world, settings)) {
            Thread loop = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndWait(simulator, loop), "simulator-end"));
            var out = spec.commandLine().getOut();
            out.println("ready rtsp://127.0.0.1:" + simulator.port() + "/ cameras=" + cameras);
            out.flush();
            simulator.run();
        } catch (BindException taken) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "Port " + port + " is in use: " + taken.getMessage(),
                    "Not concerned: no camera was started.",
                    "Choose another --port, or end the program that has this one.");
        }
        return 0;
    }

    /// The ledgers' last lines are written before the process ends.
    private static void endAndWait(Simulator simulator, Thread loop) {
        simulator.stop();
        try {
            loop.join(2_000);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private SimulatorSettings settings() {
        var chosen = new TreeMap<CameraId, Personality>();
        personalities.forEach((camera, name) -> chosen.put(
                new CameraId(camera),
                Personalities.named(name)
                        .orElseThrow(() ->
                                wrong("no personality is named \"" + name + "\"; there are: " + Personalities.NAMES))));
        try {
            return new SimulatorSettings(cameras, port, user, password, ledgers, seed, kilobits, chosen);
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
