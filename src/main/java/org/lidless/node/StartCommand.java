package org.lidless.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The settings (YAML).")
    private Path config = Path.of("");

    @Mixin
    private final DataOption data = new DataOption();

    StartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        SettingsReader.Outcome read = settings();
        if (read.settings().isEmpty()) {
            read.problems().forEach(problem -> Commands.print(problem, console));
            return ExitCode.USAGE;
        }
        Settings settings = read.settings().get();
        RunningNode node = start(settings);
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

    private SettingsReader.Outcome settings() {
        try {
            byte[] yaml = console.world().disk().readWhole(config, SETTINGS_BYTES_MAX);
            return SettingsReader.read(config, new String(yaml, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            return unreadable("there is no such file");
        } catch (IOException failed) {
            return unreadable(failed.toString());
        }
    }

    private SettingsReader.Outcome unreadable(String reason) {
        throw new ProblemException(SettingsReader.unreadable(config, reason));
    }
}
