package org.lidless.footage.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;

/// The index in a PostgreSQL database (14 or later), in a schema of this node's own. The same tables and the same
/// statements as [SqliteIndex], turned over by [PostgresSql].
///
/// The server may be away, at the start and at any time: then every call throws, after seconds at most, and the next
/// one tries again. So nothing that records asks it; [IndexFollower] brings it up to date, [ChosenIndex] reads from it
/// while it is.
///
/// Any thread. One connection writes, behind a lock; readers have connections of their own. Every transaction sees one
/// state from its first statement on (`REPEATABLE READ`), as SQLite's do.
public final class PostgresIndex extends TableIndex {

    private static final int IDLE_READERS_MAX = 4;
    private static final int CONNECT_SECONDS = 3;
    /// The longest that an answer may take, s.
    private static final int ANSWER_SECONDS = 20;

    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private final Jdbi jdbi;
    private final String schema;
    private final ReentrantLock writing = new ReentrantLock();
    private final BlockingQueue<Handle> idleReaders = new ArrayBlockingQueue<>(IDLE_READERS_MAX);
    private @Nullable Writer writer;
    private volatile boolean isPrepared;

    private record Writer(Handle handle, IndexStatements statements, IndexNames names) {}

    private PostgresIndex(Jdbi jdbi, String schema) {
        this.jdbi = jdbi;
        this.schema = schema;
    }

    /// The index of a node. Nothing is connected yet.
    ///
    /// @param address  `host[:port]/database`
    /// @param password empty for a server that asks for none
    public static PostgresIndex of(String address, String user, String password, NodeId node) {
        String schema = schema(node);
        Properties how = new Properties();
        how.setProperty("user", user);
        how.setProperty("password", password);
        how.setProperty("currentSchema", schema);
        how.setProperty("ApplicationName", "lidless " + node);
        how.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        how.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        how.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        how.setProperty("tcpKeepAlive", "true");
        how.setProperty("options", "-c default_transaction_isolation=repeatable\\ read");
        Jdbi jdbi = Jdbi.create("jdbc:postgresql://" + address, how);
        SqlStatements statements = jdbi.getConfig(SqlStatements.class);
        statements.setSqlParser(PARSER);
        statements.setTemplateEngine((sql, context) -> PostgresSql.of(sql));
        return new PostgresIndex(jdbi, schema);
    }

    /// A name that needs no quoting, another one for every node.
    private static String schema(NodeId node) {
        return "lidless_"
                + node.value()
                        .toLowerCase(Locale.ROOT)
                        .replace("_", "__")
                        .replace("-", "_h")
                        .replace(".", "_d");
    }

    @Override
    IndexStatements statements() {
        return writing().statements();
    }

    @Override
    IndexNames names() {
        return writing().names();
    }

    private Writer writing() {
        return Objects.requireNonNull(writer, "something is being written");
    }

    @Override
    void write(Consumer<Handle> change) {
        writing.lock();
        try {
            Writer now = writer;
            if (now == null) {
                now = connect();
                writer = now;
            }
            now.handle().useTransaction(change::accept);
        } catch (RuntimeException failed) {
            disconnect();
            throw failed;
        } finally {
            writing.unlock();
        }
    }

    private Writer connect() {
        Handle handle = jdbi.open();
        try {
            prepare(handle);
            IndexStatements statements = new IndexStatements(handle, PostgresSql::of);
            return new Writer(handle, statements, new IndexNames(statements));
        } catch (RuntimeException failed) {
            handle.close();
            throw failed;
        }
    }

    private void disconnect() {
        Writer now = writer;
        writer = null;
        isPrepared = false;
        if (now != null) {
            now.handle().close();
        }
    }

    /// Creates what is not there; a schema of another version is thrown away, because it is a cache.
    private void prepare(Handle handle) {
        handle.useTransaction(fresh -> {
            fresh.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            fresh.execute("CREATE TABLE IF NOT EXISTS version (number BIGINT NOT NULL)");
            List<Long> versions = fresh.createQuery("SELECT number FROM version")
                    .mapTo(Long.class)
                    .list();
            if (!versions.equals(List.of((long) IndexSchema.VERSION))) {
                fresh.execute("DROP SCHEMA " + schema + " CASCADE");
                fresh.execute("CREATE SCHEMA " + schema);
                fresh.execute("CREATE TABLE version (number BIGINT NOT NULL)");
                IndexSchema.TABLES.forEach(each -> fresh.execute(PostgresSql.create(each)));
                fresh.execute("INSERT INTO version VALUES (?)", (long) IndexSchema.VERSION);
            }
        });
        isPrepared = true;
    }

    @Override
    <T> T read(Function<Handle, T> query) {
        if (!isPrepared) {
            write(handle -> {});
        }
        Handle kept = idleReaders.poll();
        if (kept != null && !isAlive(kept)) {
            kept.close();
            kept = null;
        }
        Handle handle = kept == null ? jdbi.open() : kept;
        boolean keep = false;
        try {
            T answer = query.apply(handle);
            keep = idleReaders.offer(handle);
            return answer;
        } finally {
            if (!keep) {
                handle.close();
            }
        }
    }

    /// A server that was restarted has forgotten its connections.
    private static boolean isAlive(Handle handle) {
        try {
            return !handle.getConnection().isClosed();
        } catch (SQLException unknown) {
            return false;
        }
    }

    @Override
    public void close() {
        List<Handle> readers = new ArrayList<>();
        idleReaders.drainTo(readers);
        readers.forEach(Handle::close);
        writing.lock();
        try {
            disconnect();
        } finally {
            writing.unlock();
        }
    }
}
