package org.lidless.simulator.personality;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.simulator.Personality;

/// All personalities by their names on the command line.
public final class Personalities {

    /// For people: all names.
    public static final String NAMES =
            "closes-in-setup, garbage, http, no-session-free, per-session, silent-after:SECONDS, single-session";

    /// Does what the standards say.
    public static final Personality WELL_BEHAVED = new WellBehaved();

    private static final Pattern SILENT_AFTER = Pattern.compile("silent-after:([0-9]{1,6})");

    private Personalities() {}

    /// The personality of this name; empty when there is none.
    public static Optional<Personality> named(String name) {
        Matcher silent = SILENT_AFTER.matcher(name);
        if (silent.matches()) {
            return Optional.of(new SilentAfter(Long.parseLong(silent.group(1)) * 1_000_000));
        }
        return switch (name) {
            case "well-behaved" -> Optional.of(WELL_BEHAVED);
            case "closes-in-setup" -> Optional.of(new ClosesInSetup());
            case "garbage" -> Optional.of(new SendsGarbage());
            case "no-session-free" -> Optional.of(new NoSessionFree());
            case "per-session" -> Optional.of(new EncodesPerSession());
            case "single-session" -> Optional.of(new HasOneSession());
            case "http" -> Optional.of(new SpeaksHttp());
            default -> Optional.empty();
        };
    }
}
