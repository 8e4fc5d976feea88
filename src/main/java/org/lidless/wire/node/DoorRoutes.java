package org.lidless.wire.node;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.Relay.Answered;

/// The door of the site: `POST /node/v1/join` for newcomers, who have no certificate yet, and `POST /node/v1/renew` for
/// nodes that have one, `POST /node/v1/admit` for management servers that want to take part.
final class DoorRoutes {

    static final String JOIN = "/node/v1/join";
    static final String RENEW = "/node/v1/renew";
    static final String ADMIT = "/node/v1/admit";

    /// Under this name the server leaves what a connection's peer has shown.
    static final String SHOWN = "lidless.shown";

    /// The longest wish that is read.
    private static final int BYTES_MAX = 16 * 1024;

    /// Strangers at a time: guessing codes, or knocking without end, takes no thread that recorders need.
    private static final int STRANGERS_MAX = 2;

    private final DoorDesk desk;
    private final Refusals refusals;
    private final Semaphore strangers = new Semaphore(STRANGERS_MAX);

    DoorRoutes(DoorDesk desk, Refusals refusals) {
        this.desk = desk;
        this.refusals = refusals;
    }

    void configure(RoutesConfig routes) {
        routes.post(JOIN, this::join);
        routes.post(RENEW, this::renew);
        routes.post(ADMIT, this::admit);
    }

    private void join(Context context) throws IOException {
        if (context.contentLength() > BYTES_MAX) {
            context.status(413);
            return;
        }
        if (!strangers.tryAcquire()) {
            context.status(503);
            return;
        }
        try {
            Answered answered = desk.join(context.bodyAsBytes());
            if (answered.status() / 100 == 4) {
                refusals.refused(
                        ProblemCode.JOIN_CODE_WRONG,
                        "somebody at " + context.ip(),
                        null,
                        "its code does not let it join");
            }
            write(context, answered);
        } finally {
            strangers.release();
        }
    }

    private void renew(Context context) throws IOException {
        DoorDesk.Shown shown = context.attribute(SHOWN);
        if (shown == null || context.contentLength() > BYTES_MAX) {
            context.status(shown == null ? 401 : 413);
            return;
        }
        write(context, desk.renew(shown, new String(context.bodyAsBytes(), StandardCharsets.US_ASCII)));
    }

    private void admit(Context context) throws IOException {
        DoorDesk.Shown shown = context.attribute(SHOWN);
        if (shown == null || context.contentLength() > BYTES_MAX) {
            context.status(shown == null ? 401 : 413);
            return;
        }
        write(context, desk.admit(shown, context.bodyAsBytes()));
    }

    private static void write(Context context, Answered answered) {
        context.status(answered.status()).contentType(answered.contentType()).result(answered.body());
    }
}
