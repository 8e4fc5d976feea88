package org.lidless.footage.timeline.splice;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;

/// Whose copy is taken when several have a sample. Never decides whether a sample is brought.
final class Preference {

    private final List<OwnedRange> newestFirst;

    Preference(Collection<OwnedRange> ranges) {
        newestFirst = ranges.stream()
                .sorted(Comparator.comparing(OwnedRange::epoch)
                        .reversed()
                        .thenComparing(OwnedRange::span)
                        .thenComparing(OwnedRange::owner))
                .toList();
    }

    /// Whether this node owned the stream at this site time.
    boolean owns(NodeId writer, long timeUs) {
        for (OwnedRange range : newestFirst) {
            if (range.span().contains(timeUs)) {
                return range.owner().equals(writer);
            }
        }
        return false;
    }

    /// Whether the first of two cursors, which both have the sample, is to be taken: the owner's, or else the one that
    /// was taken before, or else that of the higher epoch, or else that of the smaller run and holder.
    boolean prefers(StrandCursor one, StrandCursor other, @Nullable StrandCursor before) {
        boolean oneOwns = owns(one.strand().writer(), one.timeUs());
        boolean otherOwns = owns(other.strand().writer(), other.timeUs());
        if (oneOwns != otherOwns) {
            return oneOwns;
        }
        if (one == before || other == before) {
            return one == before;
        }
        int byEpoch = one.strand().epoch().compareTo(other.strand().epoch());
        return byEpoch != 0 ? byEpoch > 0 : StrandCursor.ORDER.compare(one, other) < 0;
    }
}
