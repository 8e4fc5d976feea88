package org.lidless.sim.footage;

/// One thing that a scenario does to its site. Nodes and cameras by name, durations in µs.
sealed interface Step {

    /// Time passes.
    record Run(long us) implements Step {}

    /// kill -9, and started again after a while.
    record Kill(String node, long us) implements Step {}

    /// Frozen for a while.
    record Freeze(String node, long us) implements Step {}

    /// Taken away on purpose, without a break, and brought back after a while.
    record Drain(String node, long us) implements Step {}

    /// Nothing gets through, in this direction only.
    record Cut(String from, String to, long us) implements Step {}

    /// A share of all messages between nodes is lost.
    record Lose(int percent, long us) implements Step {}

    /// The leader loses its place, and does not know yet.
    record Depose() implements Step {}

    /// The wall clock jumps.
    record StepWall(String node, long us) implements Step {}

    /// The recorder's disk has a trouble for a while.
    record Disk(String node, Trouble trouble, long us) implements Step {}

    /// What a disk can have.
    enum Trouble {
        /// Takes nothing.
        FULL,
        /// Answers only afterwards.
        HANGS,
        /// Every force fails; what was written may be there or not.
        FAILS
    }

    /// The camera films nothing for a while, and every session ends.
    record Reboot(String camera, long us) implements Step {}

    /// Frames to one recorder are lost on the way.
    record Deaf(String camera, String recorder, long us) implements Step {}

    /// A share of the frames to one recorder is lost on the way.
    record Lossy(String camera, String recorder, int percent, long us) implements Step {}

    /// When a camera is handed over the n-th time (of all), the new owner fails a little later.
    ///
    /// @param kill whether it is killed, or only loses frames
    record Relapse(int nth, boolean kill, long afterUs, long us) implements Step {}

    /// Whatever is broken is whole again.
    record Heal() implements Step {}

    /// Time passes until everything is as it should be, a minute at most; then the oracles judge.
    record Settle() implements Step {}
}
