package org.lidless.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.web.access.TicketPath;
import org.lidless.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Problems as answers (RFC 9457): with the code that `lidless explain` knows, what it means for footage, what to
/// do next, a help page on this server, and the name under which the log has this answer.
final class Problems {

    static final String WHAT_TO_SEND = "/api/openapi.yaml says what to send.";
    static final String TYPE = "application/problem+json";

    /// Under this name a request keeps what its answer is called in the log.
    static final String TRACE = "lidless.trace";

    /// Jetty's word for ending an answer that has begun.
    private static final int ABORT = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TRACE_HEADER = "Lidless-Trace";

    /// What says something of an answer that is not given now.
    private static final List<String> OF_ANOTHER = List.of(
            "Accept-Ranges",
            "Content-Disposition",
            "Content-Length",
            "Content-Range",
            "ETag",
            "Last-Modified",
            "Lidless-Moment",
            "Location");

    private Problems() {}

    static ProblemException wrong(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was changed.", remedy);
    }

    /// Somebody else was faster.
    static RefusedException changed() {
        return new RefusedException(
                412,
                ProblemCode.CONFIG_CHANGED.because(
                        "It was changed meanwhile: it is no longer the version that If-Match names.",
                        "Not touched: nothing was changed.",
                        "Get it again, look at what changed, and send your change on top of that."));
    }

    /// There is no such thing, or there is no such operation.
    /// What was asked for, without what lets anybody in, as it may be told and written down.
    static String asked(Context context) {
        return context.method() + " " + TicketPath.of(context.path()).path();
    }

    static Problem notHere(Context context) {
        return ProblemCode.NOTHING_FOUND.problem(
                "There is nothing at " + asked(context) + ".", "Safe: nothing was changed.", WHAT_TO_SEND);
    }

    static void answer(Context context, Problem problem) {
        answer(context, problem, statusOf(problem.code()));
    }

    static void answer(Context context, Problem problem, int status) {
        if (context.res().isCommitted()) {
            cut(context);
            return;
        }
        // What was begun of another answer is no part of this one.
        context.res().resetBuffer();
        OF_ANOTHER.forEach(each -> context.res().setHeader(each, null));
        context.header("Cache-Control", "no-store");
        if (status == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        if (status == 429 && context.res().getHeader("Retry-After") == null) {
            context.header("Retry-After", "5");
        }
        context.status(status).contentType(TYPE).result(body(problem, status, trace(context)));
    }

    /// What went out so far must not look whole: the stream is reset (HTTP/2), or the connection ends.
    static void cut(Context context) {
        try {
            context.res().sendError(ABORT);
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("{}: there is nobody to hang up on", asked(context), gone);
        }
    }

    static byte[] body(Problem problem, int status, String trace) {
        ProblemCode code = problem.code();
        return Json.encode(new Body(
                "urn:lidless:problem:" + code.code().toLowerCase(Locale.ROOT),
                code.title(),
                status,
                problem.what(),
                code.code(),
                problem.footage(),
                problem.remedy(),
                "/help/" + code.code(),
                trace));
    }

    /// Gives the request its name, and tells it.
    static void name(Context context, String trace) {
        context.attribute(TRACE, trace);
        context.header(TRACE_HEADER, trace);
    }

    static String trace(Context context) {
        String known = context.attribute(TRACE);
        return known == null ? "none" : known;
    }

    /// The status (RFC 9110 section 15) that fits a kind of problem.
    static int statusOf(ProblemCode code) {
        return switch (code) {
            case NOTHING_FOUND -> 404;
            case SIGN_IN_NEEDED, SIGN_IN_REFUSED -> 401;
            case ACCESS_DENIED, RIGHT_MISSING, CROSS_SITE, PERSON_CODE_WRONG -> 403;
            case EXPORT_EXISTS -> 409;
            case CONFIG_CHANGED, PEOPLE_CHANGED -> 412;
            case EXPORT_BUSY, SIGN_IN_SLOWED -> 429;
            case NODE_STARTING -> 503;
            default ->
                switch (code.kind()) {
                    case REQUEST -> 400;
                    case WORLD -> 503;
                    case BUG -> 500;
                };
        };
    }

    /// @param type   RFC 9457 section 3.1
    /// @param next   what to do
    /// @param help   address of a page about this kind of problem
    /// @param trace  the answer's name in the log
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            String footage,
            String next,
            String help,
            String trace) {}
}
