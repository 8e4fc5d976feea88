package org.lidless.footage.recording;

import java.util.Map;
import java.util.TreeMap;

/// A set of places of a ring's count, as stretches. Holds [ShadowLimits#SPANS_MAX] of them; when there are
/// more, the lowest but one is forgotten: then less is in the set than was put in, never more. One thread.
final class PlaceSpans {

    private final TreeMap<Long, Long> spans = new TreeMap<>();

    /// Puts in the places from one to another (exclusive).
    void add(long from, long to) {
        if (from >= to) {
            return;
        }
        long start = from;
        long end = to;
        Map.Entry<Long, Long> touching = spans.floorEntry(end);
        while (touching != null && touching.getValue() >= start) {
            start = Math.min(start, touching.getKey());
            end = Math.max(end, touching.getValue());
            spans.remove(touching.getKey());
            touching = spans.floorEntry(end);
        }
        spans.put(start, end);
        if (spans.size() > ShadowLimits.SPANS_MAX) {
            spans.remove(spans.higherKey(spans.firstKey()));
        }
    }

    /// Whether every place from one to another (exclusive) is in the set.
    boolean contains(long from, long to) {
        return endOf(from) >= to;
    }

    /// The first place at or after this one that is not in the set.
    long endOf(long place) {
        Map.Entry<Long, Long> holding = spans.floorEntry(place);
        return holding == null ? place : Math.max(place, holding.getValue());
    }

    /// The first place at or after this one that is in the set; `Long.MAX_VALUE` when there is none.
    long startAfter(long place) {
        if (endOf(place) > place) {
            return place;
        }
        Long start = spans.ceilingKey(place);
        return start == null ? Long.MAX_VALUE : start;
    }
}
