package org.lidless.cli;

import java.nio.file.Path;
import org.lidless.wire.ControlClient;
import org.lidless.world.Disk;
import picocli.CommandLine.Option;

/// `--data`: which recorder is meant, by its data directory.
public final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:LIDLESS_DATA:-lidless-data}",
            description = "The recorder's data directory (default: $LIDLESS_DATA, else ./lidless-data).")
    private Path directory = Path.of("lidless-data");

    public Path directory() {
        return directory.toAbsolutePath().normalize();
    }

    /// The recorder that runs there.
    ///
    /// @throws org.lidless.domain.ProblemException `NOT_REACHABLE` when none does
    ControlClient connect(Disk disk) {
        return ControlClient.of(disk, directory());
    }
}
