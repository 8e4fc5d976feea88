package org.lidless.world;

/// How long a machine has been running, by a clock that nobody sets and that goes on when a process ends.
///
/// @param boot names this run of the machine: another one after every start of it
/// @param us   since it was started, µs
public record Uptime(String boot, long us) {}
