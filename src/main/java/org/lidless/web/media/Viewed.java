package org.lidless.web.media;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.web.access.Caller;
import org.lidless.wire.Asker;
import org.lidless.wire.AuditBook;

/// Writes down who looks at what; docs/formats/audit.md.
public final class Viewed {

    private Viewed() {}

    public static void live(AuditBook book, Caller caller, StreamId stream) {
        book.viewed(
                asker(caller),
                "live-viewed",
                stream.camera() + "/" + stream.kind().word());
    }

    /// From a moment on; to the minute, so that scrubbing is not a record each.
    public static void stored(AuditBook book, Caller caller, StreamId stream, long fromUs) {
        Instant minute = TimeSpan.instant(fromUs).truncatedTo(ChronoUnit.MINUTES);
        book.viewed(
                asker(caller),
                "footage-viewed",
                stream.camera() + "/" + stream.kind().word() + " from " + minute);
    }

    static void stored(AuditBook book, Caller caller, StreamId stream, TimeSpan span) {
        book.viewed(
                asker(caller),
                "footage-viewed",
                stream.camera() + "/" + stream.kind().word() + " " + TimeSpan.instant(span.fromUs()) + " to "
                        + TimeSpan.instant(span.toUs()));
    }

    private static Asker asker(Caller caller) {
        return new Asker(caller.name(), caller.from());
    }
}
