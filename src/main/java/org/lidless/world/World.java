package org.lidless.world;

/// The four doors, handed down together.
public record World(Clock clock, Chance chance, Disk disk, Network network) {

    /// The real ones.
    public static World real() {
        return new World(new SystemClock(), new SystemChance(), new SystemDisk(), new SystemNetwork());
    }
}
