package org.lidless.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.wire.FootageQuestion;
import picocli.CommandLine.Option;

/// `--camera`, `--stream`, `--from`, `--to`: which footage is meant.
final class FootageOptions {

    @Option(names = "--camera", required = true, paramLabel = "C", description = "The camera's name.")
    private String camera = "";

    @Option(names = "--stream", paramLabel = "main|sub", description = "Which of its streams (default: main).")
    private String stream = "main";

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "From this moment on: RFC 3339, or -5m, -2h, -1d before now (default: the first).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "T", description = "Until before this moment (default: now).")
    private @Nullable Instant to;

    FootageQuestion question() {
        return new FootageQuestion(camera, stream, Optional.ofNullable(from), Optional.ofNullable(to));
    }
}
