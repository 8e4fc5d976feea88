package org.lidless.wire.node;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log who was not let in, and why: once in ten seconds for each address and kind, with the number of
/// those that were not said. Any thread; the lock is held for a look into a map only.
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);
    private static final long PACE_US = 10_000_000;

    /// Addresses that are remembered; the one that was said longest ago is forgotten first.
    private static final int KNOWN_MAX = 256;

    private record Kind(String host, ProblemCode code) {}

    private record Said(long atUs, int silentSince) {}

    private final Clock clock;
    private final SequencedMap<Kind, Said> known = new LinkedHashMap<>();

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /// @param who  the peer's name when it is known, and its address
    /// @param what what happened, as half a sentence behind the name
    void refused(ProblemCode code, String who, @Nullable SocketAddress from, String what) {
        int kept = due(new Kind(host(from), code));
        if (kept >= 0) {
            String more = kept == 0 ? "" : " (and " + kept + " times more since the last such line)";
            LOG.warn("{} Closed the connection of {}: {}.{} Recording is not concerned.", code.code(), who, what, more);
        }
    }

    private static String host(@Nullable SocketAddress from) {
        return from instanceof InetSocketAddress inet ? inet.getHostString() : "unknown";
    }

    /// How many were kept silent since the last line; -1 when this one is to be kept silent too.
    private synchronized int due(Kind kind) {
        long now = clock.elapsedUs();
        Said last = known.get(kind);
        if (last != null && now - last.atUs() < PACE_US) {
            known.put(kind, new Said(last.atUs(), last.silentSince() + 1));
            return -1;
        }
        known.remove(kind);
        known.putLast(kind, new Said(now, 0));
        if (known.size() > KNOWN_MAX) {
            Map.Entry<Kind, Said> eldest = known.pollFirstEntry();
            LOG.debug("Forgot the refusals of {}", eldest);
        }
        return last == null ? 0 : last.silentSince();
    }
}
