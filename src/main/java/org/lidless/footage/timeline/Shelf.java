package org.lidless.footage.timeline;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lidless.footage.timeline.SampleSource.Loaded;

/// Parts that have been read and whose samples are not brought yet, so that none is read twice. Holds [#BYTES_MAX];
/// when
/// it is full the oldest goes, and is read again should it be wanted after all. One thread.
final class Shelf {

    /// Enough for the splice's look ahead of two copies of a camera of 16 Mbit/s.
    static final long BYTES_MAX = 16L << 20;

    /// @param reading whose
    /// @param source  place of the source in its strand
    /// @param part    place of the part in the source
    record Place(StrandReading reading, int source, int part) {}

    private final Map<Place, Loaded> parts = new LinkedHashMap<>();
    private long bytes;

    Optional<Loaded> find(Place place) {
        return Optional.ofNullable(parts.get(place));
    }

    void put(Place place, Loaded loaded) {
        drop(place);
        parts.put(place, loaded);
        bytes += size(loaded);
        Iterator<Map.Entry<Place, Loaded>> oldest = parts.entrySet().iterator();
        while (bytes > BYTES_MAX && parts.size() > 1) {
            bytes -= size(oldest.next().getValue());
            oldest.remove();
        }
    }

    void drop(Place place) {
        Loaded gone = parts.remove(place);
        if (gone != null) {
            bytes -= size(gone);
        }
    }

    private static long size(Loaded loaded) {
        return loaded.samples().stream().mapToLong(sample -> sample.size()).sum();
    }
}
