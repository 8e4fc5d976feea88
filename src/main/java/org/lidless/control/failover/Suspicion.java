package org.lidless.control.failover;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;

/// What was observed of one node, and what follows from it.
///
/// - A heartbeat makes it ALIVE from anywhere, and wipes what was observed before.
/// - UNHEARD or ALIVE → SUSPECTED: its connection closed, or it is silent for `suspectUs`, or a witness lost it.
/// - SUSPECTED → GONE: its connection closed *and* nobody listens at its address; or a witness lost it too.
/// - SUSPECTED → SILENT: no sign for `silenceUs` (`graceUs` when never heard), and no witness hears it.
/// - SILENT → GONE as from SUSPECTED. SILENT → SUSPECTED when a witness begins to hear it.
///
/// Observations of an earlier start of the node's process say nothing and are dropped.
///
/// @param heardUs   when the last heartbeat came
/// @param boot      which start of its process sent it; meaningless when never heard
/// @param closed    its connection to this node closed
/// @param refused   its address refused a connection
/// @param witnesses the last report of each witness
public record Suspicion(
        OptionalLong heardUs, long boot, boolean closed, boolean refused, SortedMap<NodeId, Seen> witnesses) {

    /// Before anything was observed.
    public static final Suspicion UNHEARD =
            new Suspicion(OptionalLong.empty(), 0, false, false, Collections.emptySortedMap());

    /// A witness's report and when it came.
    public record Seen(Sighting sighting, long atUs) {}

    public Suspicion {
        witnesses = Collections.unmodifiableSortedMap(new TreeMap<>(witnesses));
    }

    public Suspicion heartbeat(long fromBoot, long nowUs) {
        return new Suspicion(OptionalLong.of(nowUs), fromBoot, false, false, Collections.emptySortedMap());
    }

    /// Its connection closed.
    public Suspicion connectionClosed(long ofBoot) {
        return isEarlier(ofBoot) ? this : new Suspicion(heardUs, boot, true, refused, witnesses);
    }

    /// Its address refused a connection after it was suspected.
    public Suspicion dialRefused() {
        return new Suspicion(heardUs, boot, closed, true, witnesses);
    }

    /// Its address accepted a connection: somebody is there.
    public Suspicion dialAnswered() {
        return new Suspicion(heardUs, boot, closed, false, witnesses);
    }

    public Suspicion witnessed(WitnessReport report, long nowUs) {
        if (isEarlier(report.boot())) {
            return this;
        }
        SortedMap<NodeId, Seen> more = new TreeMap<>(witnesses);
        more.put(report.witness(), new Seen(report.sighting(), nowUs));
        return new Suspicion(heardUs, boot, closed, refused, more);
    }

    private boolean isEarlier(long ofBoot) {
        return heardUs.isPresent() && ofBoot != boot;
    }

    /// What is believed now.
    ///
    /// @param nowUs           monotonic time
    /// @param watchingSinceUs since when the asking node listens: its election, or the end of its own stall
    public Verdict verdict(long nowUs, long watchingSinceUs, FailoverTiming timing) {
        long silentUs = nowUs - Math.max(heardUs.orElse(watchingSinceUs), watchingSinceUs);
        boolean heard = heardUs.isPresent();
        boolean lostByOthers = isWitnessed(nowUs, timing, true);
        boolean doubted = closed || silentUs >= (heard ? timing.suspectUs() : timing.graceUs());
        if ((closed && refused) || (lostByOthers && (doubted || refused))) {
            return Verdict.GONE;
        }
        if (silentUs >= (heard ? timing.silenceUs() : timing.graceUs()) && !isWitnessed(nowUs, timing, false)) {
            return Verdict.SILENT;
        }
        if (doubted || lostByOthers) {
            return Verdict.SUSPECTED;
        }
        return heard ? Verdict.ALIVE : Verdict.UNHEARD;
    }

    private boolean isWitnessed(long nowUs, FailoverTiming timing, boolean lost) {
        return witnesses.values().stream()
                .filter(seen -> nowUs - seen.atUs() <= timing.witnessUs())
                .anyMatch(seen -> isLost(seen.sighting()) == lost);
    }

    private static boolean isLost(Sighting sighting) {
        return switch (sighting) {
            case HEARD -> false;
            case CLOSED, REFUSED, SILENT -> true;
        };
    }
}
