package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A shadow's own samples that the owner is not known to have, found by their place in the ring's count and by
/// their place on the camera's clock. Of those that are only in memory, [ShadowLimits#OWN_MAX] are remembered,
/// of those that are written here, [ShadowLimits#WRITTEN_MAX]; beyond that the oldest is forgotten and will
/// never be covered. One thread.
final class OwnSamples {

    private final TreeMap<Long, Own> inMemory = new TreeMap<>();
    private final TreeMap<Long, Own> written = new TreeMap<>();
    private final TreeMap<RunId, TreeMap<Long, Own>> byTicks = new TreeMap<>();

    /// @param arrivalUs monotonic, µs
    record Own(long place, SampleMark mark, long arrivalUs) {}

    void add(Own own) {
        inMemory.put(own.place(), own);
        byTicks.computeIfAbsent(own.mark().run(), _ -> new TreeMap<>())
                .put(own.mark().presentationTicks(), own);
        bound(inMemory, ShadowLimits.OWN_MAX);
    }

    /// The sample at a place that is neither covered nor written, or null.
    @Nullable
    Own inMemory(long place) {
        return inMemory.get(place);
    }

    /// Whether a sample that was written here may still turn out to be covered.
    boolean isOpen(long from, long to) {
        return !written.subMap(from, to).isEmpty() || !inMemory.subMap(from, to).isEmpty();
    }

    /// What lies at this place of the camera's clock in a run, within the tolerance.
    @Nullable
    Own near(RunId run, long ticks) {
        TreeMap<Long, Own> ofRun = byTicks.get(run);
        if (ofRun == null) {
            return null;
        }
        Map.Entry<Long, Own> found = ofRun.ceilingEntry(ticks - Alignment.TOLERANCE_TICKS);
        return found == null || found.getKey() > ticks + Alignment.TOLERANCE_TICKS ? null : found.getValue();
    }

    /// Runs of which some samples are not covered.
    List<RunId> runs() {
        return List.copyOf(byTicks.keySet());
    }

    /// Samples of a run, as they are shown.
    List<Own> of(RunId run) {
        TreeMap<Long, Own> ofRun = byTicks.get(run);
        return ofRun == null ? List.of() : List.copyOf(ofRun.values());
    }

    /// They became durable here.
    void wrote(long from, long to) {
        SortedMap<Long, Own> range = inMemory.subMap(from, to);
        written.putAll(range);
        range.clear();
        bound(written, ShadowLimits.WRITTEN_MAX);
    }

    /// They will not be asked for again: what is before this place and only in memory is lost.
    void gone(long before) {
        forgetAll(inMemory.headMap(before));
    }

    /// It is not known any more whether what was written before this place is covered.
    void settle(long before) {
        forgetAll(written.headMap(before));
    }

    void forget(Own own) {
        inMemory.remove(own.place());
        written.remove(own.place());
        TreeMap<Long, Own> ofRun = byTicks.get(own.mark().run());
        if (ofRun != null) {
            ofRun.remove(own.mark().presentationTicks(), own);
            if (ofRun.isEmpty()) {
                byTicks.remove(own.mark().run());
            }
        }
    }

    private void forgetAll(SortedMap<Long, Own> samples) {
        new ArrayList<>(samples.values()).forEach(this::forget);
    }

    private void bound(SortedMap<Long, Own> samples, int most) {
        while (samples.size() > most) {
            forget(samples.sequencedValues().getFirst());
        }
    }
}
