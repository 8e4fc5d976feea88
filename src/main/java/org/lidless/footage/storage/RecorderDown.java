package org.lidless.footage.storage;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;

/// Decides what is stored of a stream when its recorder ended, by a stop or by a crash.
final class RecorderDown {

    private RecorderDown() {}

    /// A gap that was running keeps its cause up to the recorder's last moment, and is `recorder-down` from there; a
    /// stream that was recorded is `recorder-down` from its own end.
    ///
    /// @param running  the gap that was running, if any
    /// @param endUs    how far the stream is known
    /// @param momentUs the recorder's last moment
    static List<CatalogueRecord> entries(StreamId stream, Optional<GapBegan> running, long endUs, long momentUs) {
        if (running.isEmpty()) {
            return List.of(new GapBegan(stream, endUs, GapCause.RECORDER_DOWN));
        }
        GapBegan gap = running.get();
        if (gap.cause() == GapCause.RECORDER_DOWN) {
            return List.of();
        }
        if (momentUs <= gap.fromUs()) {
            return List.of(new GapBegan(stream, gap.fromUs(), GapCause.RECORDER_DOWN));
        }
        TimeSpan span = new TimeSpan(gap.fromUs(), momentUs);
        return List.of(
                new GapStored(new Gap(stream, span, gap.cause())),
                new GapBegan(stream, momentUs, GapCause.RECORDER_DOWN));
    }
}
