package org.lidless.web.access;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of a request says who asks.
///
/// @param method  `GET`, …
/// @param path    without its query and without a ticket, for the audit chain
/// @param from    the address that it came from
/// @param own     this server as the browser calls it, `https://host:port`: of HTTP/2's authority, or the Host
/// header
/// @param headers finds a header by its name
/// @param cookie  the console's cookie
/// @param ticket  of the address
record Asking(
        String method,
        String path,
        String from,
        String own,
        Headers headers,
        Optional<String> cookie,
        Optional<String> ticket) {

    /// Only sent over TLS, only to the host that set it, for all its paths (RFC 6265bis section 4.1.3.2).
    static final String COOKIE = "__Host-lidless";

    /// Repeats what only the console was told.
    static final String CSRF = "Lidless-Csrf";

    private static final String PROTOCOL = "bearer.";
    private static final int HTTPS = 443;

    interface Headers {
        @Nullable
        String of(String name);
    }

    static Asking of(Context context) {
        TicketPath address = TicketPath.of(context.path());
        return new Asking(
                context.method().name(),
                address.path(),
                context.req().getRemoteAddr().replace("[", "").replace("]", ""),
                own(context),
                context::header,
                Optional.ofNullable(context.cookie(COOKIE)).filter(text -> !text.isEmpty()),
                address.ticket().or(() -> Optional.ofNullable(context.queryParam("ticket"))));
    }

    private static String own(Context context) {
        int port = context.req().getServerPort();
        return "https://" + context.req().getServerName() + (port == HTTPS ? "" : ":" + port);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.of(name));
    }

    /// What `Authorization: Bearer` says (RFC 6750 section 2.1), or the subprotocol of a WebSocket.
    Optional<String> bearer() {
        Optional<String> sent = header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
        return sent.isPresent() ? sent : protocol();
    }

    private Optional<String> protocol() {
        List<String> offered = new ArrayList<>();
        header("Sec-WebSocket-Protocol").ifPresent(value -> offered.addAll(List.of(value.split(",", -1))));
        return offered.stream()
                .map(String::strip)
                .filter(each -> each.startsWith(PROTOCOL))
                .map(each -> each.substring(PROTOCOL.length()))
                .findFirst();
    }

    boolean isSocket() {
        return header("Upgrade")
                .filter(value -> value.toLowerCase(Locale.ROOT).equals("websocket"))
                .isPresent();
    }

    /// Whether it can change nothing (RFC 9110 section 9.2.1).
    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    /// Whether the page that made it came from this very address. What neither says where it comes from nor was
    /// made by the page itself did not.
    boolean isOwnPage() {
        Optional<String> origin = header("Origin");
        if (origin.isPresent()) {
            return origin.get().equalsIgnoreCase(own);
        }
        return header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
    }
}
