package org.lidless.footage.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.TimeSpan;

/// Keeps what is held in one narrow row where segments of a run follow each other in a pool, so that a day of a camera
/// that nothing disturbs is a handful of rows, however many segments it has.
///
/// Rows are cut by time, at the moments in the segments' names: so none is long, a span finds its own without a search,
/// and no change touches more than one piece of that length. Inside, a row is a stretch of sample numbers that the
/// segments of one run in one pool have together: what touches or overlaps is one. It depends only on which segments
/// there are, not on the order in which they came and went. A segment that comes is put to what it touches; when one
/// goes, or becomes another, its piece is made again from the segments that are left.
final class HeldFold {

    /// How long a piece is, µs: 6 hours.
    static final long PIECE_US = 21_600_000_000L;

    private static final String OF_RUN = " stream = ? AND piece = ? AND run = ? AND pool = ? AND node = ?";
    private static final String TOUCHED = "SELECT first_number, end_number, from_us, to_us FROM held WHERE" + OF_RUN
            + " AND first_number <= ? AND end_number >= ?";

    private final IndexStatements statements;
    private final long pool;

    HeldFold(IndexStatements statements, long pool) {
        this.statements = statements;
        this.pool = pool;
    }

    /// A run in a piece of time.
    ///
    /// @param piece which, counted from 1970
    private record Place(long stream, long piece, long run, long node) {

        Place(long stream, SegmentName name, long node) {
            this(stream, Math.floorDiv(name.startUs(), PIECE_US), name.run().bits(), node);
        }
    }

    /// What has samples without a step.
    record Stretch(long firstNumber, long endNumber, TimeSpan span) {

        boolean touches(Stretch other) {
            return firstNumber <= other.endNumber && other.firstNumber <= endNumber;
        }

        Stretch with(Stretch other) {
            return new Stretch(
                    Math.min(firstNumber, other.firstNumber),
                    Math.max(endNumber, other.endNumber),
                    new TimeSpan(
                            Math.min(span.fromUs(), other.span.fromUs()), Math.max(span.toUs(), other.span.toUs())));
        }
    }

    /// A segment is closed that was not before.
    void added(long stream, SegmentName name, long node, Stretch stretch) {
        Place place = new Place(stream, name, node);
        List<Stretch> touched = statements.select(
                TOUCHED,
                HeldFold::stretch,
                place.stream(),
                place.piece(),
                place.run(),
                pool,
                place.node(),
                stretch.endNumber(),
                stretch.firstNumber());
        Stretch whole = stretch;
        for (Stretch each : touched) {
            whole = whole.with(each);
        }
        if (touched.size() == 1 && touched.getFirst().firstNumber() == whole.firstNumber()) {
            widen(place, whole);
        } else {
            touched.forEach(each -> remove(place, each));
            insert(place, whole);
        }
    }

    private static Stretch stretch(ResultSet row) throws SQLException {
        return new Stretch(row.getLong(1), row.getLong(2), new TimeSpan(row.getLong(3), row.getLong(4)));
    }

    private void widen(Place place, Stretch whole) {
        statements.execute(
                "UPDATE held SET end_number = ?, from_us = ?, to_us = ? WHERE" + OF_RUN + " AND first_number = ?",
                whole.endNumber(),
                whole.span().fromUs(),
                whole.span().toUs(),
                place.stream(),
                place.piece(),
                place.run(),
                pool,
                place.node(),
                whole.firstNumber());
    }

    private void remove(Place place, Stretch gone) {
        statements.execute(
                "DELETE FROM held WHERE" + OF_RUN + " AND first_number = ?",
                place.stream(),
                place.piece(),
                place.run(),
                pool,
                place.node(),
                gone.firstNumber());
    }

    private void insert(Place place, Stretch stretch) {
        statements.execute(
                "INSERT INTO held (stream, piece, run, pool, node, first_number, end_number, from_us, to_us)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                place.stream(),
                place.piece(),
                place.run(),
                pool,
                place.node(),
                stretch.firstNumber(),
                stretch.endNumber(),
                stretch.span().fromUs(),
                stretch.span().toUs());
    }

    /// A closed segment is gone, or is another now.
    void changed(long stream, SegmentName name, long node) {
        Place place = new Place(stream, name, node);
        statements.execute(
                "DELETE FROM held WHERE" + OF_RUN, place.stream(), place.piece(), place.run(), pool, place.node());
        left(place).forEach(each -> insert(place, each));
    }

    private List<Stretch> left(Place place) {
        List<Stretch> left = new ArrayList<>();
        statements
                .select(
                        "SELECT first_number, first_number + samples, start_us + begins_us, start_us + ends_us"
                                + " FROM segment WHERE stream = ? AND start_us >= ? AND start_us < ? AND run = ?"
                                + " AND pool = ? AND node = ? AND samples > 0 AND state <> " + IndexCodes.OPEN
                                + " ORDER BY first_number",
                        HeldFold::stretch,
                        place.stream(),
                        place.piece() * PIECE_US,
                        (place.piece() + 1) * PIECE_US,
                        place.run(),
                        pool,
                        place.node())
                .forEach(each -> {
                    if (!left.isEmpty() && left.getLast().touches(each)) {
                        left.add(left.removeLast().with(each));
                    } else {
                        left.add(each);
                    }
                });
        return left;
    }
}
