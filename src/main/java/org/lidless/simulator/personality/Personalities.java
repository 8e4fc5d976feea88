package org.lidless.simulator.personality;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lidless.simulator.Personality;

/// All personalities by their names on the command line.
public final class Personalities {

    /// Does what the standards say.
    public static final Personality WELL_BEHAVED = new WellBehaved();

    private static final String GENERAL = "general";
    private static final Pattern TIMED = Pattern.compile("(silent-after|blackhole):([0-9]{1,6})");

    private static final List<Quirk> PLAIN = List.of(
            new Quirk("closes-in-setup", "closes the connection when SETUP comes", GENERAL, new ClosesInSetup()),
            new Quirk("garbage", "sends random bytes in place of frames", GENERAL, new SendsGarbage()),
            new Quirk("http", "is a web page", GENERAL, new SpeaksHttp()),
            new Quirk("no-session-free", "refuses every session with 453", GENERAL, new NoSessionFree()),
            new Quirk(
                    "per-session",
                    "has an encoder for each session: other bytes in every slice for the same moments",
                    GENERAL,
                    new EncodesPerSession()),
            new Quirk(
                    "silent-after:SECONDS",
                    "sends nothing more after that, and keeps the connection open",
                    GENERAL,
                    new SilentAfter(4_000_000)),
            new Quirk(
                    "single-session",
                    "serves one session; a second is refused with 453 until the first one's connection closes or times"
                            + " out",
                    GENERAL,
                    new HasOneSession()));

    /// All but the good one. A name that ends in `:SECONDS` wants a number there; its personality here has one.
    public static final List<Quirk> ALL = Stream.of(
                    PLAIN,
                    EncodingQuirks.ALL,
                    SoundQuirks.ALL,
                    ClockQuirks.ALL,
                    SignInQuirks.ALL,
                    DescriptionQuirks.ALL,
                    AnswerQuirks.ALL,
                    ConnectionQuirks.ALL,
                    SessionQuirks.ALL,
                    PayloadQuirks.ALL,
                    DatagramQuirks.ALL)
            .flatMap(List::stream)
            .toList();

    /// For people: all names.
    public static final String NAMES = ALL.stream().map(Quirk::name).collect(Collectors.joining(", "));

    private Personalities() {}

    /// The personality of this name; empty when there is none.
    public static Optional<Personality> named(String name) {
        Matcher timed = TIMED.matcher(name);
        if (timed.matches()) {
            long us = Long.parseLong(timed.group(2)) * 1_000_000;
            return Optional.of(
                    timed.group(1).equals("blackhole") ? new ConnectionQuirks.Blackhole(us) : new SilentAfter(us));
        }
        if (name.equals("well-behaved")) {
            return Optional.of(WELL_BEHAVED);
        }
        return ALL.stream()
                .filter(each -> each.name().equals(name) && !name.endsWith(":SECONDS"))
                .map(Quirk::personality)
                .findFirst();
    }
}
