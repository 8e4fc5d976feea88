package org.lidless.footage.recording;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SqliteIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Segments in a shared pool that a recorder left open which is gone: says where they end. Should it be back and
/// go on with them, its own word counts. [#add] belongs to any thread, [#seal] to the pool's keeper.
final class Heirlooms {

    /// Takeovers that wait; of more, the dead writer's segments stay open until it is back.
    static final int WAITING_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Heirlooms.class);

    private final SqliteIndex index;
    private final NodeId heir;
    /// Streams whose dead writers' segments are to be sealed; one for each takeover that is not done yet.
    private final ConcurrentLinkedQueue<StreamId> waiting = new ConcurrentLinkedQueue<>();

    Heirlooms(SqliteIndex index, NodeId heir) {
        this.index = index;
        this.heir = heir;
    }

    /// A stream was taken over.
    void add(StreamId stream) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(stream);
        }
    }

    /// Seals what waits.
    void seal(Pool open) {
        for (StreamId stream = waiting.poll(); stream != null; stream = waiting.poll()) {
            if (!open.isShared()) {
                continue;
            }
            for (SegmentRow row : index.segments(open.id(), stream)) {
                boolean isOrphan =
                        row.state() == SegmentState.OPEN && !row.name().node().equals(heir);
                if (isOrphan) {
                    seal(open, row);
                }
            }
        }
    }

    private static void seal(Pool open, SegmentRow row) {
        try {
            open.ended(row).ifPresent(end -> LOG.info("{} ends with its writer: {}", row.name(), end.span()));
        } catch (IOException unread) {
            LOG.warn("{}: where it ends is not known until its writer is back", row.name(), unread);
        }
    }
}
