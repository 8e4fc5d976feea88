package org.lidless.bench;

import java.nio.file.Path;
import java.util.List;

/// How soon after the connection a stream was safe.
///
/// @param key     from connection to the first key sample
/// @param durable from connection to the first durable fragment
record Onset(Measurement.Delay key, Measurement.Delay durable) {

    static final Onset UNKNOWN = new Onset(Measurement.Delay.UNKNOWN, Measurement.Delay.UNKNOWN);

    static Onset of(Path directory, List<Generator.Camera> cameras) {
        return UNKNOWN;
    }
}
