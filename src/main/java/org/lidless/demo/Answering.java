package org.lidless.demo;

import java.time.Instant;
import java.util.Optional;
import org.lidless.wire.FootageReport;
import org.lidless.wire.StatusReport;

/// A node as far as it can be asked. Any thread.
interface Answering {

    String name();

    /// Whether its process is there.
    boolean isAlive();

    /// What it says of itself; empty while it does not answer.
    Optional<StatusReport> status();

    /// What it shows of a camera, from a moment or from the beginning; empty while it cannot be asked.
    Optional<FootageReport> footage(String camera, Optional<Instant> from);
}
