package org.lidless.footage.backfill;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.footage.storage.SegmentRow;

/// What has come home since the node started, and what has not.
///
/// @param broughtUs how much footage came home, by who recorded it, µs
/// @param oldestUs  when the oldest begins that is still to come; empty when all is home
public record HomeTally(SortedMap<NodeId, Long> broughtUs, OptionalLong oldestUs) {

    static final HomeTally NOTHING = new HomeTally(new TreeMap<>(), OptionalLong.empty());

    public HomeTally {
        broughtUs = Collections.unmodifiableSortedMap(new TreeMap<>(broughtUs));
    }

    /// The same with a segment that came home.
    HomeTally with(SegmentRow brought) {
        SortedMap<NodeId, Long> more = new TreeMap<>(broughtUs);
        more.merge(brought.name().node(), brought.span().durationUs(), Long::sum);
        return new HomeTally(more, oldestUs);
    }

    /// The same with what is still to come.
    HomeTally leaving(OptionalLong oldestStartUs) {
        return new HomeTally(broughtUs, oldestStartUs);
    }
}
