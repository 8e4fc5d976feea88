package org.lidless.footage.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The tables of the index. Numbers stand for names, so that a row stays narrow; a row of `segment` has all that its
/// file's name is made of, and says where its samples begin and end from the moment in that name on. What `held` is,
/// [HeldFold] says; what numbers stand for words, [IndexCodes].
final class IndexSchema {

    /// Any change of the tables raises it; an index of another version is thrown away and built again.
    static final int VERSION = 7;

    /// A segment's name, its pool first: so a pool's rows of a stream lie together, by time, without an index of
    /// their own.
    private static final String NAMED =
            " PRIMARY KEY (pool, stream, start_us, run, epoch, number, node)) WITHOUT ROWID";

    /// In SQLite's words; [PostgresSql] turns them over. To SQLite all whole numbers are one type, and take as many
    /// bytes as their value needs; to PostgreSQL they are as wide as they are called, and wide ones stand first so
    /// that nothing is left between them.
    static final List<String> TABLES = List.of(
            "CREATE TABLE pool (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, identity TEXT NOT NULL)",
            "CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
            "CREATE TABLE stream (id INTEGER PRIMARY KEY, camera TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " longest_us BIGINT NOT NULL DEFAULT 0, early_us BIGINT NOT NULL DEFAULT 0,"
                    + " UNIQUE (camera, kind))",
            "CREATE TABLE segment (start_us BIGINT NOT NULL, run BIGINT NOT NULL, epoch BIGINT NOT NULL,"
                    + " begins_us BIGINT NOT NULL, ends_us BIGINT NOT NULL, first_number BIGINT NOT NULL,"
                    + " bytes BIGINT NOT NULL, stream INTEGER NOT NULL, number INTEGER NOT NULL,"
                    + " samples INTEGER NOT NULL, pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + " state SMALLINT NOT NULL, quality SMALLINT NOT NULL, recovered SMALLINT NOT NULL, sha256 BLOB,"
                    + NAMED,
            "CREATE INDEX segment_unsealed ON segment (pool, node) WHERE state <> " + IndexCodes.SEALED,
            "CREATE INDEX segment_open ON segment (stream) WHERE state = " + IndexCodes.OPEN,
            "CREATE TABLE held (run BIGINT NOT NULL, first_number BIGINT NOT NULL, end_number BIGINT NOT NULL,"
                    + " from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, stream INTEGER NOT NULL,"
                    + " piece INTEGER NOT NULL, pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + " PRIMARY KEY (stream, piece, run, pool, node, first_number)) WITHOUT ROWID",
            "CREATE TABLE ended (start_us BIGINT NOT NULL, run BIGINT NOT NULL, epoch BIGINT NOT NULL,"
                    + " from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, first_number BIGINT NOT NULL,"
                    + " bytes BIGINT NOT NULL, stream INTEGER NOT NULL, number INTEGER NOT NULL,"
                    + " samples INTEGER NOT NULL, pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + NAMED,
            "CREATE TABLE dropped (start_us BIGINT NOT NULL, run BIGINT NOT NULL, epoch BIGINT NOT NULL,"
                    + " stream INTEGER NOT NULL, number INTEGER NOT NULL, pool SMALLINT NOT NULL,"
                    + " node SMALLINT NOT NULL,"
                    + NAMED,
            "CREATE TABLE quarantined (start_us BIGINT NOT NULL, run BIGINT NOT NULL, epoch BIGINT NOT NULL,"
                    + " from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, bytes BIGINT NOT NULL, at_us BIGINT NOT NULL,"
                    + " stream INTEGER NOT NULL, number INTEGER NOT NULL, pool SMALLINT NOT NULL,"
                    + " node SMALLINT NOT NULL, token TEXT NOT NULL, why TEXT NOT NULL,"
                    + NAMED,
            "CREATE TABLE evidence (lock TEXT NOT NULL, camera TEXT NOT NULL, from_us BIGINT NOT NULL,"
                    + " to_us BIGINT NOT NULL, reason TEXT NOT NULL, at_us BIGINT NOT NULL, lifted SMALLINT NOT NULL,"
                    + " pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + " PRIMARY KEY (lock, lifted, pool, node)) WITHOUT ROWID",
            "CREATE TABLE ownership (stream INTEGER NOT NULL, epoch BIGINT NOT NULL, owner SMALLINT NOT NULL,"
                    + " from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + " PRIMARY KEY (stream, epoch, owner, pool, node)) WITHOUT ROWID",
            "CREATE TABLE alignment (stream INTEGER NOT NULL, run_a BIGINT NOT NULL, run_b BIGINT NOT NULL,"
                    + " tick_offset BIGINT NOT NULL, time_offset_us BIGINT NOT NULL, verified INTEGER NOT NULL,"
                    + " kind TEXT NOT NULL, pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + " PRIMARY KEY (stream, run_a, run_b, pool, node)) WITHOUT ROWID",
            "CREATE TABLE placement (stream INTEGER NOT NULL, run BIGINT NOT NULL, shift_us BIGINT NOT NULL,"
                    + " revision BIGINT NOT NULL, quality TEXT NOT NULL, why TEXT NOT NULL, at_us BIGINT NOT NULL,"
                    + " pool SMALLINT NOT NULL, node SMALLINT NOT NULL,"
                    + " PRIMARY KEY (stream, run, pool, node)) WITHOUT ROWID",
            "CREATE TABLE gap (stream INTEGER NOT NULL, from_us BIGINT NOT NULL, to_us BIGINT NOT NULL,"
                    + " cause TEXT NOT NULL, pool SMALLINT NOT NULL, node SMALLINT NOT NULL, reach SMALLINT NOT NULL,"
                    + " PRIMARY KEY (stream, from_us, to_us, cause, pool, node)) WITHOUT ROWID",
            "CREATE INDEX gap_reach ON gap (stream, reach, from_us)",
            "CREATE INDEX gap_end ON gap (stream, to_us)",
            "CREATE INDEX gap_running ON gap (pool, node) WHERE to_us = 9223372036854775807",
            "CREATE TABLE applied (pool SMALLINT NOT NULL, file TEXT NOT NULL, length BIGINT NOT NULL,"
                    + " PRIMARY KEY (pool, file)) WITHOUT ROWID");

    /// All tables with rows of a pool.
    static final List<String> OF_POOL = List.of(
            "segment",
            "held",
            "ended",
            "dropped",
            "quarantined",
            "evidence",
            "gap",
            "ownership",
            "alignment",
            "placement",
            "applied");

    private IndexSchema() {}

    /// Creates the tables in an empty database.
    static void create(Handle handle) {
        TABLES.forEach(handle::execute);
        handle.execute("PRAGMA user_version = " + VERSION);
    }

    /// 0 for an empty database.
    static int version(Handle handle) {
        return handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    }
}
