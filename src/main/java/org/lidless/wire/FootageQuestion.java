package org.lidless.wire;

import java.time.Instant;
import java.util.Optional;

/// Asks what there is of a camera.
///
/// @param camera its name
/// @param stream `main` or `sub`
/// @param from   from the first moment when absent
/// @param to     until now when absent
public record FootageQuestion(String camera, String stream, Optional<Instant> from, Optional<Instant> to) {}
