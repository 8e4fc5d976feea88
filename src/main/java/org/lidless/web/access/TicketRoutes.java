package org.lidless.web.access;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.lidless.domain.Right;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.web.access.Sessions.Known;
import org.lidless.web.access.Sessions.Made;

/// Tickets, for what a browser or a player fetches without headers. One that lasts longer than a minute is for one
/// camera's live or stored pictures, and is written down.
final class TicketRoutes implements RouteSet {

    /// The longest path that a ticket is for.
    private static final int PATH_CHARS_MAX = 500;

    /// Half a day: longer than a shift.
    private static final int MINUTES_MAX = 720;

    private static final Pattern PICTURES = Pattern.compile("/api/(live|footage)/[a-z0-9][a-z0-9._-]{0,62}");

    private final SiteGuard guard;
    private final Sessions sessions;
    private final AccessAudit audit;

    TicketRoutes(SiteGuard guard, Sessions sessions, AccessAudit audit) {
        this.guard = guard;
        this.sessions = sessions;
        this.audit = audit;
    }

    /// What a ticket is for, and how long.
    record TicketOrder(Optional<String> path, OptionalInt minutes) {

        static final TicketOrder ANY = new TicketOrder(Optional.empty(), OptionalInt.empty());

        boolean isOfPictures() {
            return path.filter(only -> PICTURES.matcher(only).matches()).isPresent();
        }
    }

    record Ticket(String ticket, Instant until, Optional<String> address) {

        /// Without it.
        @Override
        public String toString() {
            return "ticket";
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.post("/api/session/ticket", Need.of(Right.SIGNED_IN), this::ticket);
    }

    private void ticket(Call call) {
        Known known = guard.identify(Asking.of(call.context()));
        TicketOrder asked =
                call.bytes(Call.BODY_BYTES_MAX).length == 0 ? TicketOrder.ANY : call.body(TicketOrder.class);
        int minutes = asked.minutes().orElse(1);
        check(asked, minutes);
        if (minutes > 1) {
            String subject = "ticket for " + asked.path().orElseThrow() + ", " + minutes + " min";
            Caller by = known.caller();
            audit.write(by.name(), by.from(), AuditAct.TOKEN_MADE, subject, AuditRecord.DONE);
        }
        Made made = sessions.ticket(known, asked.path(), minutes * Sessions.TICKET_US);
        Optional<String> address =
                asked.path().filter(_ -> asked.isOfPictures()).map(path -> TicketPath.with(made.text(), path));
        call.context().header("Cache-Control", "no-store");
        call.json(200, new Ticket(made.text(), TimeSpan.instant(made.token().untilUs()), address));
    }

    private static void check(TicketOrder asked, int minutes) {
        if (asked.path()
                .filter(only -> only.length() > PATH_CHARS_MAX || !only.startsWith("/api/"))
                .isPresent()) {
            throw Words.refused("A ticket is for an address of this API.", "Name its path, as /api/exports/ID/file.");
        }
        if (minutes < 1 || minutes > MINUTES_MAX) {
            throw Words.refused(
                    "A ticket lasts 1 to " + MINUTES_MAX + " minutes, not " + minutes + ".", "Ask for another then.");
        }
        if (minutes > 1 && !asked.isOfPictures()) {
            throw Words.refused(
                    "A ticket that lasts longer than a minute is for one camera's pictures.",
                    "Name their path, /api/live/CAMERA or /api/footage/CAMERA.");
        }
    }
}
