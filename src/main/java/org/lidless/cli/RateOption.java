package org.lidless.cli;

import org.lidless.footage.storage.PacedDisk;
import org.lidless.world.Disk;
import org.lidless.world.World;
import picocli.CommandLine.Option;

/// `--rate`: how fast a command may read, so that it leaves the disk to recording.
final class RateOption {

    private static final double BYTES_IN_MEGABYTE = 1_000_000;

    @Option(
            names = "--rate",
            paramLabel = "MB",
            description = "Reads at most so many megabytes a second (default: as fast as it can).")
    private double megabytes;

    /// The disk, as slow as it is wished to be.
    Disk slowed(World world) {
        return megabytes <= 0
                ? world.disk()
                : new PacedDisk(world.disk(), world.clock(), (long) (megabytes * BYTES_IN_MEGABYTE), () -> true);
    }
}
