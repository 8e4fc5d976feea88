package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.world.World;

/// An index with a long past: cameras with a segment each minute, a new run every 75 hours, and two gaps a day. The
/// rows are made by the engine itself, camera after camera, out of one list of minutes, because folding half a billion
/// entries would take hours.
public final class YearOfFootage {

    public static final long MINUTE_US = 60_000_000;
    public static final long DAY_US = 1_440 * MINUTE_US;
    /// 2026-01-01T00:00:00Z.
    public static final long START_US = 1_767_225_600_000_000L;

    private static final PoolId POOL = new PoolId("main");
    private static final NodeId NODE = new NodeId("r1");
    private static final String IDENTITY = "0123456789abcdef";
    private static final int RUN_MINUTES = 4_500;
    private static final int SAMPLES = 1_500;
    /// Rows of one statement: a server that is asked gives up after 20 s.
    private static final long BATCH_MINUTES = 100_000;

    private static final int ANALYZE_MS_MAX = 600_000;

    private final Handle handle;
    private final IndexNames names;
    private final boolean isPostgres;
    private final long minutes;

    private YearOfFootage(Handle handle, IndexNames names, boolean isPostgres, int days) {
        this.handle = handle;
        this.names = names;
        this.isPostgres = isPostgres;
        this.minutes = days * 1_440L;
    }

    public static StreamId camera(int number) {
        return StreamId.main(new CameraId("cam-" + number));
    }

    /// Fills an empty index in one transaction.
    ///
    /// @param progress told after each camera
    public static void fill(TableIndex index, int cameras, int days, Runnable progress) {
        fill(index, cameras, days, true, progress);
    }

    /// The same with what is held and the gaps alone, without the segments: in seconds.
    static void fillStretches(TableIndex index, int cameras, int days) {
        fill(index, cameras, days, false, () -> {});
    }

    private static void fill(TableIndex index, int cameras, int days, boolean hasSegments, Runnable progress) {
        index.attach(POOL, IDENTITY);
        boolean isPostgres = index instanceof PostgresIndex;
        index.write(handle -> {
            if (isPostgres) {
                // What is written into tables that are new in a transaction needs no log (wal_level=minimal).
                handle.execute("TRUNCATE segment, held, gap");
            }
            new YearOfFootage(handle, index.names(), isPostgres, days).fill(cameras, hasSegments, progress);
            if (isPostgres) {
                analyze(handle);
            }
        });
    }

    /// Of half a billion rows that takes longer than an answer may.
    private static void analyze(Handle handle) {
        Connection connection = handle.getConnection();
        try {
            int usualMs = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, ANALYZE_MS_MAX);
            handle.execute("ANALYZE");
            connection.setNetworkTimeout(Runnable::run, usualMs);
        } catch (SQLException failed) {
            throw new IllegalStateException("a time limit could not be set", failed);
        }
    }

    /// Makes a full index in SQLite, in an empty directory, and without its log: nobody else has it yet, and it is made
    /// again if this fails.
    public static void fill(Path directory, int cameras, int days, Runnable progress) throws IOException {
        try (SqliteIndex index = SqliteIndex.open(World.real().disk(), directory)) {
            index.attach(POOL, IDENTITY);
        }
        Jdbi.create("jdbc:sqlite:" + directory.resolve("index.db")).useHandle(handle -> {
            for (String setting : List.of("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF")) {
                handle.execute("PRAGMA " + setting);
            }
            IndexNames names = new IndexNames(new IndexStatements(handle, UnaryOperator.identity()));
            handle.useTransaction(all -> new YearOfFootage(all, names, false, days).fill(cameras, true, progress));
        });
    }

    private void fill(int cameras, boolean hasSegments, Runnable progress) {
        minutes();
        for (int camera = 1; camera <= cameras; camera++) {
            long stream = names.stream(camera(camera));
            if (hasSegments) {
                segments(stream, camera);
            }
            held(stream, camera);
            gaps(stream);
            handle.execute("UPDATE stream SET longest_us = ? WHERE id = ?", MINUTE_US, stream);
            progress.run();
        }
        handle.execute("DROP TABLE minute");
    }

    /// What is the same of all cameras. Hashes differ from minute to minute, as real ones do: a disk that compresses
    /// gains nothing by them.
    private void minutes() {
        handle.execute("CREATE TEMPORARY TABLE minute (i INTEGER PRIMARY KEY, start_us BIGINT, runs BIGINT,"
                + " number INTEGER, first_number BIGINT, bytes BIGINT, hash " + (isPostgres ? "BYTEA" : "BLOB") + ")");
        String hash = isPostgres ? "decode(md5(CAST(i AS TEXT)) || md5(CAST(-i AS TEXT)), 'hex')" : "randomblob(32)";
        handle.createUpdate("WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT)"
                        + " UNION ALL SELECT i + 1 FROM n WHERE i < :last) INSERT INTO minute"
                        + " SELECT i, :start + i * 60000000, i / :length, i % :length, i % :length * :samples,"
                        + " 30000000 + i % 977, " + hash + " FROM n")
                .bind("last", minutes - 1)
                .bind("start", START_US)
                .bind("length", RUN_MINUTES)
                .bind("samples", SAMPLES)
                .execute();
    }

    private void segments(long stream, int camera) {
        for (long from = 0; from < minutes; from += BATCH_MINUTES) {
            handle.createUpdate("INSERT INTO segment (stream, start_us, run, number, epoch, pool, node, state,"
                            + " begins_us, ends_us, first_number, samples, bytes, quality, sha256, recovered)"
                            + " SELECT :stream, m.start_us, :run + m.runs, m.number, 1, :pool, :node, 1, 0, 60000000,"
                            + " m.first_number, :samples, m.bytes, 0, m.hash, 0 FROM minute m"
                            + " WHERE m.i >= :from AND m.i < :to ORDER BY m.i")
                    .bind("stream", stream)
                    .bind("run", run(camera))
                    .bind("pool", names.pool(POOL))
                    .bind("node", names.node(NODE))
                    .bind("samples", SAMPLES)
                    .bind("from", from)
                    .bind("to", from + BATCH_MINUTES)
                    .execute();
        }
    }

    /// What [HeldFold] makes of these segments.
    private void held(long stream, int camera) {
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
                    stream,
                    piece,
                    run(camera) + from / RUN_MINUTES,
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

    /// One each half day, of two seconds.
    private void gaps(long stream) {
        handle.createUpdate("INSERT INTO gap (stream, from_us, to_us, cause, pool, node, reach)"
                        + " SELECT :stream, :first + m.i * :half, :first + m.i * :half + 2000000, 'network', :pool,"
                        + " :node, 0 FROM minute m WHERE m.i < :halves ORDER BY m.i")
                .bind("stream", stream)
                .bind("first", START_US + 7 * MINUTE_US + 3_000_000)
                .bind("half", DAY_US / 2)
                .bind("halves", minutes / 720)
                .bind("pool", names.pool(POOL))
                .bind("node", names.node(NODE))
                .execute();
    }

    private static long run(int camera) {
        return camera * 1_000_003L + (7L << 60);
    }

    /// The bytes that an index takes on its disk, its log and its engine's own left out.
    public static long bytes(TableIndex index) {
        String sql = index instanceof PostgresIndex
                ? "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
                        + " WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS regnamespace)"
                : "SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s";
        return index.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /// The process that answers this thread's questions, when it is not this one.
    public static long answering(PostgresIndex index) {
        return index.read(handle ->
                handle.createQuery("SELECT pg_backend_pid()").mapTo(Long.class).one());
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
