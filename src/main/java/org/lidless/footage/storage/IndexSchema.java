package org.lidless.footage.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The tables of the index. Numbers stand for names, so that a row stays narrow; a row of `segment` has all that its
/// file's name is made of. What `held` is, [HeldFold] says.
final class IndexSchema {

    /// Any change of the tables raises it; an index of another version is thrown away and built again.
    static final int VERSION = 6;

    /// In SQLite's words; [PostgresSql] turns them over.
    static final List<String> TABLES = List.of(
            "CREATE TABLE pool (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, identity TEXT NOT NULL)",
            "CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
            "CREATE TABLE stream (id INTEGER PRIMARY KEY, camera TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " longest_us INTEGER NOT NULL DEFAULT 0, early_us INTEGER NOT NULL DEFAULT 0,"
                    + " UNIQUE (camera, kind))",
            "CREATE TABLE segment (stream INTEGER NOT NULL, start_us INTEGER NOT NULL, run INTEGER NOT NULL,"
                    + " number INTEGER NOT NULL, epoch INTEGER NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " state TEXT NOT NULL, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL,"
                    + " first_number INTEGER NOT NULL, samples INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                    + " quality TEXT NOT NULL, sha256 BLOB, recovered INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, start_us, run, number, epoch, node, pool)) WITHOUT ROWID",
            "CREATE INDEX segment_unsealed ON segment (pool, node) WHERE state <> 'sealed'",
            "CREATE INDEX segment_open ON segment (stream) WHERE state = 'open'",
            "CREATE INDEX segment_place ON segment (pool, stream)",
            "CREATE TABLE held (stream INTEGER NOT NULL, piece INTEGER NOT NULL, run INTEGER NOT NULL,"
                    + " pool INTEGER NOT NULL, node INTEGER NOT NULL, first_number INTEGER NOT NULL,"
                    + " end_number INTEGER NOT NULL, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, piece, run, pool, node, first_number)) WITHOUT ROWID",
            "CREATE TABLE ended (stream INTEGER NOT NULL, start_us INTEGER NOT NULL, run INTEGER NOT NULL,"
                    + " number INTEGER NOT NULL, epoch INTEGER NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, first_number INTEGER NOT NULL,"
                    + " samples INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, start_us, run, number, epoch, node, pool)) WITHOUT ROWID",
            "CREATE TABLE dropped (stream INTEGER NOT NULL, start_us INTEGER NOT NULL, run INTEGER NOT NULL,"
                    + " number INTEGER NOT NULL, epoch INTEGER NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, start_us, run, number, epoch, node, pool)) WITHOUT ROWID",
            "CREATE TABLE quarantined (stream INTEGER NOT NULL, start_us INTEGER NOT NULL, run INTEGER NOT NULL,"
                    + " number INTEGER NOT NULL, epoch INTEGER NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, bytes INTEGER NOT NULL, token TEXT NOT NULL,"
                    + " why TEXT NOT NULL, at_us INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, start_us, run, number, epoch, node, pool)) WITHOUT ROWID",
            "CREATE INDEX quarantined_place ON quarantined (pool)",
            "CREATE TABLE evidence (lock TEXT NOT NULL, camera TEXT NOT NULL, from_us INTEGER NOT NULL,"
                    + " to_us INTEGER NOT NULL, reason TEXT NOT NULL, at_us INTEGER NOT NULL, lifted INTEGER NOT NULL,"
                    + " pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " PRIMARY KEY (lock, lifted, pool, node)) WITHOUT ROWID",
            "CREATE TABLE ownership (stream INTEGER NOT NULL, epoch INTEGER NOT NULL, owner INTEGER NOT NULL,"
                    + " from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, epoch, owner, pool, node)) WITHOUT ROWID",
            "CREATE TABLE alignment (stream INTEGER NOT NULL, run_a INTEGER NOT NULL, run_b INTEGER NOT NULL,"
                    + " tick_offset INTEGER NOT NULL, time_offset_us INTEGER NOT NULL, verified INTEGER NOT NULL,"
                    + " kind TEXT NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, run_a, run_b, pool, node)) WITHOUT ROWID",
            "CREATE TABLE placement (stream INTEGER NOT NULL, run INTEGER NOT NULL, shift_us INTEGER NOT NULL,"
                    + " revision INTEGER NOT NULL, quality TEXT NOT NULL, why TEXT NOT NULL, at_us INTEGER NOT NULL,"
                    + " pool INTEGER NOT NULL, node INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, run, pool, node)) WITHOUT ROWID",
            "CREATE TABLE gap (stream INTEGER NOT NULL, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL,"
                    + " cause TEXT NOT NULL, pool INTEGER NOT NULL, node INTEGER NOT NULL, reach INTEGER NOT NULL,"
                    + " PRIMARY KEY (stream, from_us, to_us, cause, pool, node)) WITHOUT ROWID",
            "CREATE INDEX gap_reach ON gap (stream, reach, from_us)",
            "CREATE INDEX gap_end ON gap (stream, to_us)",
            "CREATE INDEX gap_running ON gap (pool, node) WHERE to_us = 9223372036854775807",
            "CREATE TABLE applied (pool INTEGER NOT NULL, file TEXT NOT NULL, length INTEGER NOT NULL,"
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
