package org.lidless.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lidless.cli.Commands;
import org.lidless.cli.Console;
import org.lidless.cli.DataOption;
import org.lidless.cli.ExitCode;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.Settings;
import org.lidless.node.settings.SettingsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless start`: records until the process is told to end.
@Command(name = "start", description = "Runs a recorder or a management server until SIGTERM or Ctrl-C.")
final class StartCommand implements Callable<Integer> {

    private static final int SETTINGS_BYTES_MAX = 4 << 20;

    private final Console console;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings (YAML). Without it: a site of this machine alone, set up in the browser.")
    private @Nullable Path config;

    @Option(
            names = "--web",
            paramLabel = "ADDRESS:PORT",
            defaultValue = "0.0.0.0:8443",
            description =
                    "Without --config, at the first start: where browsers are answered (default: ${DEFAULT-VALUE}).")
    private String web = "";

    @Option(
            names = "--rtsp",
            paramLabel = "ADDRESS:PORT",
            description = "Without --config, at the first start: where players are answered by RTSP within TLS;"
                    + " nowhere without it.")
    private Optional<String> rtsp = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description = "Without --config, at the first start: this machine's IP address, if others are to join.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--ports",
            paramLabel = "FIRST",
            defaultValue = "7300",
            description = "Without --config, at the first start: the first of five ports in a row that are used inside"
                    + " (default: ${DEFAULT-VALUE}).")
    private int ports;

    @Option(
            names = "--camera-addresses",
            paramLabel = "NETWORK",
            split = ",",
            description = "Without --config, at the first start: where cameras may be although this machine is there,"
                    + " such as 127.0.0.1.")
    private List<String> cameraAddresses = List.of();

    @Mixin
    private final DataOption data = new DataOption();

    StartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path file = config;
        if (file == null) {
            return run(OneMachine.start(
                    console.world(),
                    data.directory(),
                    new OneMachine.First(address, web, rtsp, ports, cameraAddresses)));
        }
        SettingsReader.Outcome read = settings(file);
        if (read.settings().isEmpty()) {
            read.problems().forEach(problem -> Commands.print(problem, console));
            return ExitCode.USAGE;
        }
        return run(start(read.settings().get()));
    }

    private int run(RunningNode node) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            node.close();
            ended.countDown();
        }));
        console.out().println(node.greeting());
        console.out().flush();
        node.tell(line -> {
            console.out().println(line);
            console.out().flush();
        });
        ended.await();
        return ExitCode.OK;
    }

    private RunningNode start(Settings settings) {
        return switch (settings) {
            case Settings.Recording recording -> RecorderNode.start(console.world(), recording, data.directory());
            case Settings.Managing managing -> ManagementNode.start(console.world(), managing, data.directory());
        };
    }

    private SettingsReader.Outcome settings(Path file) {
        try {
            byte[] yaml = console.world().disk().readWhole(file, SETTINGS_BYTES_MAX);
            return SettingsReader.read(file, new String(yaml, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            return unreadable(file, "there is no such file");
        } catch (IOException failed) {
            return unreadable(file, failed.toString());
        }
    }

    private static SettingsReader.Outcome unreadable(Path file, String reason) {
        throw new ProblemException(SettingsReader.unreadable(file, reason));
    }
}
