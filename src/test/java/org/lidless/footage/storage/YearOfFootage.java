package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;

/// An index with a long past: cameras with a segment each minute, a new run every 75 hours, and two gaps a day. The
/// rows are made by the engine itself, camera after camera, because folding half a billion entries would take hours.
public final class YearOfFootage {

    public static final long MINUTE_US = 60_000_000;
    public static final long DAY_US = 1_440 * MINUTE_US;
    /// 2026-01-01T00:00:00Z.
    public static final long START_US = 1_767_225_600_000_000L;

    private static final PoolId POOL = new PoolId("main");
    private static final NodeId NODE = new NodeId("r1");
    private static final int RUN_MINUTES = 4_500;
    private static final int SAMPLES = 1_500;

    private YearOfFootage() {}

    public static StreamId camera(int number) {
        return StreamId.main(new CameraId("cam-" + number));
    }

    /// Fills an empty index.
    ///
    /// @param progress told after each camera
    public static void fill(TableIndex index, int cameras, int days, Runnable progress) {
        index.attach(POOL, "0123456789abcdef");
        for (int camera = 1; camera <= cameras; camera++) {
            StreamId stream = camera(camera);
            int number = camera;
            index.write(handle -> fill(handle, index.names(), stream, number, days));
            progress.run();
        }
    }

    private static void fill(Handle handle, IndexNames names, StreamId stream, int number, int days) {
        long id = names.stream(stream);
        handle.createUpdate(minutes("INSERT INTO segment (stream, start_us, run, number, epoch, pool, node, state,"
                        + " begins_us, ends_us, first_number, samples, bytes, quality, sha256, recovered)"
                        + " SELECT :stream, :start + i * 60000000, :runs + i / :length, i % :length, 1, :pool, :node,"
                        + " 1, 0, 60000000, (i % :length) * :samples, :samples, 30000000 + i % 977, 0, :hash, 0"))
                .bind("stream", id)
                .bind("start", START_US)
                .bind("runs", run(number))
                .bind("length", RUN_MINUTES)
                .bind("samples", SAMPLES)
                .bind("pool", names.pool(POOL))
                .bind("node", names.node(NODE))
                .bind("hash", new byte[32])
                .bind("last", days * 1_440L - 1)
                .execute();
        handle.execute("UPDATE stream SET longest_us = ? WHERE id = ?", MINUTE_US, id);
        held(handle, names, id, number, days * 1_440L);
        for (int half = 0; half < days * 2; half++) {
            long fromUs = START_US + half * DAY_US / 2 + 7 * MINUTE_US + 3_000_000;
            handle.execute(
                    "INSERT INTO gap (stream, from_us, to_us, cause, pool, node, reach)"
                            + " VALUES (?, ?, ?, 'network', ?, ?, 0)",
                    id,
                    fromUs,
                    fromUs + 2_000_000,
                    names.pool(POOL),
                    names.node(NODE));
        }
    }

    /// What [HeldFold] makes of these segments.
    private static void held(Handle handle, IndexNames names, long id, int number, long minutes) {
        PreparedBatch rows = handle.prepareBatch(
                "INSERT INTO held (stream, piece, run, pool, node, first_number, end_number, from_us, to_us)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        long pieceMinutes = HeldFold.PIECE_US / MINUTE_US;
        long from = 0;
        while (from < minutes) {
            long piece = Math.floorDiv(START_US + from * MINUTE_US, HeldFold.PIECE_US);
            long to = Math.min(
                    minutes,
                    Math.min((from / RUN_MINUTES + 1) * RUN_MINUTES, (from / pieceMinutes + 1) * pieceMinutes));
            rows.add(
                    id,
                    piece,
                    run(number) + from / RUN_MINUTES,
                    names.pool(POOL),
                    names.node(NODE),
                    from % RUN_MINUTES * SAMPLES,
                    (from % RUN_MINUTES + to - from) * SAMPLES,
                    START_US + from * MINUTE_US,
                    START_US + to * MINUTE_US);
            from = to;
        }
        rows.execute();
    }

    private static long run(int number) {
        return number * 1_000_003L + (7L << 60);
    }

    /// Counts `i` from 0 to `:last`; both engines understand it.
    private static String minutes(String insert) {
        return "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < :last) "
                + insert + " FROM n";
    }

    /// The first so many cameras of a site, beginning anywhere.
    public static List<StreamId> screen(int first, int count, int cameras) {
        List<StreamId> screen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            screen.add(camera((first + i * 7) % cameras + 1));
        }
        return screen;
    }
}
