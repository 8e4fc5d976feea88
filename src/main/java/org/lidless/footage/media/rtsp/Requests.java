package org.lidless.footage.media.rtsp;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Numbers, signs and sends requests, one after the other, and finds the request that an answer belongs to.
final class Requests {

    /// A request that waits for its answer.
    record Pending(int cSeq, String method, String uri, RtspHeaders extra, long sentUs) {}

    private final Outbox outbox;
    private final Authorizer authorizer;
    private final String userAgent;
    private RtspWitness witness = RtspWitness.NONE;
    private int cSeq;
    private Optional<String> session = Optional.empty();
    private @Nullable Pending pending;

    Requests(Outbox outbox, Authorizer authorizer, String userAgent) {
        this.outbox = outbox;
        this.authorizer = authorizer;
        this.userAgent = userAgent;
    }

    void heardBy(RtspWitness listener) {
        witness = listener;
    }

    /// Sends a request; it takes the place of one that still waits.
    void send(String method, String uri, RtspHeaders extra, long nowUs) {
        cSeq++;
        RtspHeaders headers =
                RtspHeaders.NONE.with("CSeq", Integer.toString(cSeq)).with("User-Agent", userAgent);
        if (session.isPresent() && extra.first("Session").isEmpty()) {
            headers = headers.with("Session", session.get());
        }
        Optional<String> signature = authorizer.header(method, uri);
        if (signature.isPresent()) {
            headers = headers.with("Authorization", signature.get());
        }
        var request = new RtspMessage.Request(method, uri, headers.and(extra));
        witness.asked(request);
        outbox.message(request);
        pending = new Pending(cSeq, method, uri, extra, nowUs);
    }

    /// Sends a request that was answered with a challenge once more.
    void repeat(Pending request, long nowUs) {
        send(request.method, request.uri, request.extra, nowUs);
    }

    /// Answers a camera that asks back. Anything harmless is granted.
    void oblige(RtspMessage.Request request) {
        if (outbox.isClogged()) {
            return;
        }
        boolean granted = switch (request.method()) {
            case "OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE" -> true;
            default -> false;
        };
        RtspHeaders headers = request.headers()
                .first("CSeq")
                .map(number -> RtspHeaders.NONE.with("CSeq", number))
                .orElse(RtspHeaders.NONE);
        outbox.message(new RtspMessage.Response(granted ? 200 : 501, granted ? "OK" : "Not Implemented", headers));
    }

    /// The request that this answers, which then waits no longer; an answer without a number answers the last one.
    /// Empty for one that came too late, and for an interim answer (1xx).
    Optional<Pending> answeredBy(RtspMessage.Response response) {
        witness.answered(response);
        Pending waiting = pending;
        OptionalInt number = response.cSeq();
        if (waiting == null || response.status() < 200 || (number.isPresent() && number.getAsInt() != waiting.cSeq)) {
            return Optional.empty();
        }
        pending = null;
        return Optional.of(waiting);
    }

    Optional<Pending> pending() {
        return Optional.ofNullable(pending);
    }

    /// No answer is waited for any more.
    void forget() {
        pending = null;
    }

    void inSession(String id) {
        session = Optional.of(id);
    }

    Optional<String> session() {
        return session;
    }
}
