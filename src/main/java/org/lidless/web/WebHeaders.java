package org.lidless.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.function.Supplier;

/// What every answer says to browsers: what a page may load, who may show it, which other pages may ask. Any thread.
final class WebHeaders {

    private static final String ASKED = "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key,"
            + " Last-Event-ID, Lidless-CSRF, Range";
    private static final String TOLD = "ETag, Location, Content-Disposition, Content-Range, Retry-After, Lidless-Trace,"
            + " Lidless-Moment, Idempotency-Replayed";

    private final Supplier<List<String>> servers;

    /// @param servers where browsers reach the site's management servers, `https://host:port`
    WebHeaders(Supplier<List<String>> servers) {
        this.servers = servers;
    }

    void before(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (context.path().startsWith("/api/")) {
            context.header("Cache-Control", "no-store");
            context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            others(context);
        } else {
            context.header("Content-Security-Policy", policy());
        }
    }

    /// A page of one of the site's servers may ask the others (the Fetch standard's CORS protocol), with a token
    /// and never with a cookie.
    private void others(Context context) {
        String origin = context.header("Origin");
        context.header("Vary", "Origin");
        if (origin == null || !servers.get().contains(origin)) {
            return;
        }
        context.header("Access-Control-Allow-Origin", origin);
        context.header("Access-Control-Expose-Headers", TOLD);
        if (context.method().equals(HandlerType.OPTIONS)) {
            context.header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
            context.header("Access-Control-Allow-Headers", ASKED);
            context.header("Access-Control-Max-Age", "600");
        }
    }

    private String policy() {
        List<String> known = servers.get();
        String all = known.isEmpty() ? "" : " " + String.join(" ", known);
        String sockets = all.replace("https://", "wss://");
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:" + all
                + "; media-src 'self' blob:" + all + "; connect-src 'self'" + all + sockets
                + "; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
                + "; frame-ancestors 'none'";
    }
}
