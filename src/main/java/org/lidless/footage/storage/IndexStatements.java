package org.lidless.footage.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The statements by which catalogue entries are taken over, each prepared once for the connection that writes: there
/// are some twenty texts, and a storm of cameras that come back runs each of them hundreds of times while others wait
/// for the catalogue. Belongs to whoever holds the index's lock; its statements end with the connection.
final class IndexStatements {

    private final Handle handle;
    private final UnaryOperator<String> dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /// Reads one row; columns count from 1.
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// A statement that the database refused.
    static final class FailedStatementException extends JdbiException {

        private static final long serialVersionUID = 1L;

        FailedStatementException(String sql, SQLException cause) {
            super(cause.getMessage() + " (" + sql + ")", cause);
        }
    }

    /// @param dialect turns a text of the index over into the engine's
    IndexStatements(Handle handle, UnaryOperator<String> dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    /// Changes rows.
    ///
    /// @param values for the question marks, in order
    void execute(String sql, @Nullable Object... values) {
        try {
            bound(sql, values).executeUpdate();
        } catch (SQLException refused) {
            throw new FailedStatementException(sql, refused);
        }
    }

    /// Asks for rows.
    <T> List<T> select(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException refused) {
            throw new FailedStatementException(sql, refused);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            Connection connection = handle.getConnection();
            statement = connection.prepareStatement(dialect.apply(sql));
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
