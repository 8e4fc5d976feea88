package org.lidless.footage.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.CatalogueRecord;
import org.lidless.footage.storage.CatalogueRecord.Placed;
import org.lidless.footage.storage.Moves;
import org.lidless.footage.storage.Pool;

/// Says where the runs of one stream lie in time when the site's clock has been set: what was written before the
/// step was stamped by a clock that has turned out to be wrong, and follows it, so that footage stays one piece.
/// Segments are not touched. Belongs to the stream's writer thread.
final class Placing {

    /// Runs that this process has written and still moves; older ones stay where they are.
    static final int RUNS_MAX = 1024;

    private static final String WHY = "clock-set";

    private final StreamId stream;
    private final StreamGaps gaps;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private long steppedUs;
    private boolean hasBegun;

    /// @param steppedUs what the clock had been set by when the run was stamped, µs
    /// @param revision  of what was said last; 0 when nothing was
    private record Run(RunId run, long steppedUs, long revision) {}

    Placing(StreamId stream, StreamGaps gaps) {
        this.stream = stream;
        this.gaps = gaps;
    }

    /// Another pool's writer goes on with the stream.
    void follows(Placing before) {
        runs.addAll(before.runs);
        steppedUs = before.steppedUs;
        hasBegun = before.hasBegun;
    }

    /// Whether the clock has been set before a section: what is open must be finished by then.
    boolean isStepped(Section section) {
        return hasBegun && section.stamps().steppedUs() != steppedUs;
    }

    /// A fragment of a section comes next.
    ///
    /// @return by how much everything before it was moved, µs
    long before(Pool pool, Section section, long atUs) throws IOException {
        long toUs = section.stamps().steppedUs();
        long byUs = hasBegun ? toUs - steppedUs : 0;
        if (byUs != 0) {
            move(pool, toUs, byUs, section.stamps().quality(), atUs);
        }
        steppedUs = toUs;
        hasBegun = true;
        @Nullable Run last = runs.peekLast();
        if (last == null || !last.run().equals(section.run())) {
            runs.addLast(new Run(section.run(), toUs, 0));
            if (runs.size() > RUNS_MAX) {
                runs.removeFirst();
            }
        }
        return byUs;
    }

    private void move(Pool pool, long toUs, long byUs, ClockQuality quality, long atUs) throws IOException {
        List<CatalogueRecord> entries = new ArrayList<>();
        List<Run> moved = new ArrayList<>();
        for (Run each : runs) {
            long revision = each.revision() + 1;
            entries.add(new Placed(stream, each.run(), toUs - each.steppedUs(), revision, quality, WHY, atUs));
            moved.add(new Run(each.run(), each.steppedUs(), revision));
        }
        entries.addAll(gaps.moves(pool, byUs));
        new Moves(stream, byUs, entries).store(pool);
        gaps.moved(byUs);
        runs.clear();
        runs.addAll(moved);
    }
}
