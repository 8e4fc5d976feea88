package org.lidless.footage.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lidless.domain.Sha256;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;

/// Decides what comes home and which copies may be given up, from the rows that the index has. Pure.
///
/// It asks only what lies where: every sealed segment of a stream of ours that another node holds and that is not here
/// comes home, whoever wrote it and whoever owned the camera then. So the footage of a takeover and the few seconds
/// that a shadow wrote into a hole come home in the same way, and nobody has to remember that there was a hole.
///
/// Oldest first: a standby that runs out of room loses its oldest footage first, so that is what is most at risk. All
/// of it can be played from over there meanwhile, so nobody waits for the newest.
public final class HomeBringing {

    /// @param bring   copies to fetch, the oldest first, each segment once
    /// @param release copies whose bytes are durable here
    /// @param growing segments that are still being written over there, and come when they are sealed
    public record Plan(List<SegmentRow> bring, List<SegmentRow> release, List<SegmentRow> growing) {

        /// Bytes that are still to come.
        public long bytes() {
            return bring.stream().mapToLong(SegmentRow::bytes).sum();
        }
    }

    private static final Comparator<SegmentRow> OLDEST_FIRST = Comparator.<SegmentRow>comparingLong(
                    row -> row.name().startUs())
            .thenComparing(SegmentRow::name)
            .thenComparing(SegmentRow::pool);

    private HomeBringing() {}

    /// @param theirs rows of our streams in other nodes' pools
    /// @param here   rows of the same streams in our own
    public static Plan plan(List<SegmentRow> theirs, List<SegmentRow> here) {
        Map<SegmentName, Sha256> durable = new HashMap<>();
        for (SegmentRow row : here) {
            hash(row).ifPresent(hash -> durable.put(row.name(), hash));
        }
        List<SegmentRow> bring = new ArrayList<>();
        List<SegmentRow> release = new ArrayList<>();
        List<SegmentRow> growing = new ArrayList<>();
        Set<SegmentName> planned = new HashSet<>();
        List<SegmentRow> sorted = new ArrayList<>(theirs);
        sorted.sort(OLDEST_FIRST);
        for (SegmentRow row : sorted) {
            Optional<Sha256> hash = hash(row);
            if (hash.isEmpty()) {
                if (row.state() == SegmentState.OPEN && isWritersOwn(row)) {
                    growing.add(row);
                }
                continue;
            }
            Sha256 ours = durable.get(row.name());
            if (ours == null && planned.add(row.name())) {
                bring.add(row);
            } else if (ours != null && ours.equals(hash.get()) && isWritersOwn(row)) {
                release.add(row);
            }
        }
        return new Plan(List.copyOf(bring), List.copyOf(release), List.copyOf(growing));
    }

    /// The hash of a segment that will not change any more.
    private static Optional<Sha256> hash(SegmentRow row) {
        return row.state() == SegmentState.SEALED ? row.sha256() : Optional.empty();
    }

    /// A node gives up only what it wrote: what it brought home itself is at home there.
    private static boolean isWritersOwn(SegmentRow row) {
        return row.pool().value().startsWith(row.name().node() + ".");
    }
}
