package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// PostgreSQL chooses for itself how it answers. Whatever it chooses, a day of many cameras is answered from few more
/// rows than the answer has, however long their past is; a plan that walks through a past would be slow only after
/// months.
@Tag("process")
final class PostgresReadsLittleTest {

    private static final int CAMERAS = 80;
    private static final int SCREEN = 64;
    private static final int DAYS = 365;
    /// Of each camera: 6 pieces with what is held, both ends of its past, and 2 gaps, with some to spare.
    private static final int ROWS_OF_ONE = 24;
    /// After some ten a connection's statements are prepared and planned once and for all.
    private static final int SCREENS = 20;

    @Test
    void aDayOfManyCamerasIsAnsweredFromFewRows() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresIndex index = server.index(new NodeId("r1"))) {
            YearOfFootage.fillStretches(index, CAMERAS, DAYS);
            for (int screen = 0; screen < SCREENS; screen++) {
                List<StreamId> shown = YearOfFootage.screen(screen, SCREEN, CAMERAS);
                long fromUs = YearOfFootage.START_US + (screen * 18L + 1) * YearOfFootage.DAY_US;
                TimeSpan day = new TimeSpan(fromUs, fromUs + YearOfFootage.DAY_US);
                long read = index.read(handle -> handle.inTransaction(same -> {
                    long before = rowsRead(same);
                    var pasts = new PastQuery(same, day).of(shown);
                    assertThat(pasts.values()).allMatch(each -> each.gaps().size() == 2);
                    return rowsRead(same) - before;
                }));
                assertThat(read)
                        .as("rows read for screen %d", screen)
                        .isBetween(SCREEN * 4L, (long) SCREEN * ROWS_OF_ONE);
            }
        }
    }

    /// What this connection has read and not yet added to the server's own count.
    private static long rowsRead(Handle handle) {
        return handle.createQuery("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))"
                        + " FROM pg_stat_xact_user_tables WHERE relname IN ('held', 'gap', 'segment')")
                .mapTo(Long.class)
                .one();
    }
}
