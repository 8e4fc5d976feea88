package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;

/// The gaps of one writer that are running, and the entries with which they begin and end. Any thread, except that
/// questions about one stream come from one thread at a time.
final class GapBook {

    private final Map<StreamId, GapBegan> running = new ConcurrentHashMap<>();

    /// What to store when a loss was noticed; nothing when one with the same cause is running already.
    List<CatalogueRecord> begin(StreamId stream, long fromUs, GapCause cause) {
        GapBegan before = running.get(stream);
        if (before != null && before.cause() == cause) {
            return List.of();
        }
        List<CatalogueRecord> entries = new ArrayList<>();
        if (before != null && before.fromUs() < fromUs) {
            entries.add(new GapStored(new Gap(stream, new TimeSpan(before.fromUs(), fromUs), before.cause())));
        }
        entries.add(new GapBegan(stream, fromUs, cause));
        return entries;
    }

    /// What to store when the loss is over; nothing when none was running.
    List<CatalogueRecord> end(StreamId stream, long toUs) {
        GapBegan before = running.get(stream);
        if (before == null) {
            return List.of();
        }
        TimeSpan span = new TimeSpan(before.fromUs(), Math.max(before.fromUs(), toUs));
        return List.of(new GapStored(new Gap(stream, span, before.cause())));
    }

    Optional<GapBegan> running(StreamId stream) {
        return Optional.ofNullable(running.get(stream));
    }

    /// A copy, sorted.
    Map<StreamId, GapBegan> all() {
        return new TreeMap<>(running);
    }

    void began(GapBegan entry) {
        running.put(entry.stream(), entry);
    }

    void stored(Gap gap) {
        running.computeIfPresent(
                gap.stream(),
                (stream, before) ->
                        before.fromUs() == gap.span().fromUs() && before.cause() == gap.cause() ? null : before);
    }

    void clear() {
        running.clear();
    }
}
