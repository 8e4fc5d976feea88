package org.lidless.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What there is of a stream in a span.
///
/// @param version   version of this message
/// @param camera    its name
/// @param stream    `main` or `sub`
/// @param from      begin of the answer
/// @param to        end of the answer
/// @param first     the first moment there is anything of this stream
/// @param last      the last one
/// @param stretches in order of time
/// @param cut       whether there are more stretches than one answer holds; ask again from the last one's end
/// @param locks     evidence locks on footage of the span
public record FootageReport(
        int version,
        String camera,
        String stream,
        Instant from,
        Instant to,
        Instant first,
        Instant last,
        List<StretchReport> stretches,
        boolean cut,
        Optional<List<LockReport>> locks) {

    public static final int VERSION = 1;

    /// The most stretches that one answer holds.
    public static final int STRETCHES_MAX = 10_000;

    public FootageReport {
        stretches = List.copyOf(stretches);
        locks = locks.map(List::copyOf);
    }

    /// One of whose locks nothing is said.
    public FootageReport(
            int version,
            String camera,
            String stream,
            Instant from,
            Instant to,
            Instant first,
            Instant last,
            List<StretchReport> stretches,
            boolean cut) {
        this(version, camera, stream, from, to, first, last, stretches, cut, Optional.empty());
    }

    /// The same with other stretches.
    public FootageReport withStretches(List<StretchReport> others) {
        return new FootageReport(version, camera, stream, from, to, first, last, others, cut, locks);
    }

    /// One stretch.
    ///
    /// @param state   `have`, `away` (recorded, but whoever holds it cannot be reached now) or `gap`
    /// @param from    its first moment
    /// @param to      the moment behind its last
    /// @param seconds its length
    /// @param node    who recorded it, of a `have` and of an `away`
    /// @param holder  who has it and has to come back, of an `away`
    /// @param cause   why it is missing, of a `gap`
    public record StretchReport(
            String state,
            Instant from,
            Instant to,
            double seconds,
            Optional<String> node,
            Optional<String> holder,
            Optional<String> cause) {

        public static final String HAVE = "have";
        public static final String AWAY = "away";
        public static final String GAP = "gap";

        /// Recorded by a node, and at hand.
        public static StretchReport have(Instant from, Instant to, double seconds, String node) {
            return new StretchReport(HAVE, from, to, seconds, Optional.of(node), Optional.empty(), Optional.empty());
        }

        /// Recorded by a node, and held by one that cannot be reached.
        public static StretchReport away(Instant from, Instant to, double seconds, String node, String holder) {
            return new StretchReport(AWAY, from, to, seconds, Optional.of(node), Optional.of(holder), Optional.empty());
        }

        /// Missing.
        public static StretchReport gap(Instant from, Instant to, double seconds, String cause) {
            return new StretchReport(GAP, from, to, seconds, Optional.empty(), Optional.empty(), Optional.of(cause));
        }

        @JsonIgnore
        public boolean isAway() {
            return state.equals(AWAY);
        }

        @JsonIgnore
        public boolean isGap() {
            return state.equals(GAP);
        }
    }
}
