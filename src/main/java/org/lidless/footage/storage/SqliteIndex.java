package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.lidless.world.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index in SQLite: one file for all pools of a recorder. It is a cache, so it is not forced with each change
/// (`synchronous=NORMAL` with a write-ahead log: a power loss may take the last changes, never half of one); how much
/// of each catalogue it has seen is stored in the same transaction, and the rest is read again when a pool is opened. A
/// file of another version, or a damaged one, is moved aside and built again.
///
/// Any thread. One connection writes, behind a lock, because SQLite has one writer; readers have connections of their
/// own and wait for nobody.
public final class SqliteIndex extends TableIndex {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteIndex.class);

    /// Idle connections kept for readers; more are opened when needed and closed afterwards.
    private static final int IDLE_READERS_MAX = 4;

    /// Keeps parsed statements, for all indexes of the process: parsing one costs more than running it.
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private final Jdbi jdbi;
    private final Handle writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final IndexStatements statements;
    private final IndexNames names;
    /// Absent for a database in memory, which only its one connection can see.
    private final @Nullable BlockingQueue<Handle> idleReaders;
    /// Absent for a database in memory, which has no log.
    private final @Nullable IndexCheckpoint checkpoint;

    private SqliteIndex(Jdbi jdbi, Handle writer, boolean inMemory) {
        this.jdbi = jdbi;
        this.writer = writer;
        this.statements = new IndexStatements(writer, UnaryOperator.identity());
        this.names = new IndexNames(statements);
        this.idleReaders = inMemory ? null : new ArrayBlockingQueue<>(IDLE_READERS_MAX);
        this.checkpoint = inMemory ? null : new IndexCheckpoint(jdbi, writer);
    }

    /// Opens `index.db` in the data directory, or begins it.
    ///
    /// @throws IOException when the directory cannot be written
    public static SqliteIndex open(Disk disk, Path dataDirectory) throws IOException {
        disk.createDirectories(dataDirectory);
        Path file = dataDirectory.resolve("index.db");
        if (disk.exists(file)) {
            try {
                return connect(file);
            } catch (JdbiException | IllegalStateException unusable) {
                LOG.warn("the index {} cannot be used and is built again: {}", file, unusable.getMessage());
                IndexFile.moveAside(disk, file);
            }
        }
        try {
            return connect(file);
        } catch (JdbiException failed) {
            throw new IOException("the index " + file + " cannot be opened: " + failed.getMessage(), failed);
        }
    }

    /// Opens `index.db` for somebody who only looks: nothing is moved aside, nothing is begun.
    ///
    /// @throws IOException when there is none, or it cannot be used
    public static SqliteIndex openToRead(Disk disk, Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("index.db");
        if (!disk.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            return connect(file);
        } catch (JdbiException | IllegalStateException unusable) {
            throw new IOException("the index " + file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /// An index that is gone with its process, for simulations.
    public static SqliteIndex inMemory() {
        Jdbi jdbi = jdbi(":memory:");
        Handle handle = jdbi.open();
        IndexSchema.create(handle);
        return new SqliteIndex(jdbi, handle, true);
    }

    private static Jdbi jdbi(String place) {
        Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + place);
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        return jdbi;
    }

    private static SqliteIndex connect(Path file) {
        Jdbi jdbi = jdbi(file.toString());
        Handle handle = jdbi.open();
        try {
            IndexFile.prepare(handle);
            return new SqliteIndex(jdbi, handle, false);
        } catch (RuntimeException failed) {
            handle.close();
            throw failed;
        }
    }

    @Override
    IndexStatements statements() {
        return statements;
    }

    @Override
    IndexNames names() {
        return names;
    }

    @Override
    void write(Consumer<Handle> change) {
        writing.lock();
        try {
            writer.useTransaction(change::accept);
        } catch (RuntimeException failed) {
            names.forget();
            throw failed;
        } finally {
            writing.unlock();
        }
        if (checkpoint != null) {
            checkpoint.changed();
        }
    }

    @Override
    <T> T read(Function<Handle, T> query) {
        BlockingQueue<Handle> idle = idleReaders;
        if (idle == null) {
            writing.lock();
            try {
                return query.apply(writer);
            } finally {
                writing.unlock();
            }
        }
        Handle kept = idle.poll();
        Handle handle = kept == null ? jdbi.open() : kept;
        boolean keep = false;
        try {
            T answer = query.apply(handle);
            keep = idle.offer(handle);
            return answer;
        } finally {
            if (!keep) {
                handle.close();
            }
        }
    }

    @Override
    public void close() {
        if (checkpoint != null) {
            checkpoint.close();
        }
        BlockingQueue<Handle> idle = idleReaders;
        if (idle != null) {
            List<Handle> readers = new ArrayList<>();
            idle.drainTo(readers);
            readers.forEach(Handle::close);
        }
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
    }
}
