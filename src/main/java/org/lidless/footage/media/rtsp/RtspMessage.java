package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request or a response of RTSP 1.0 (RFC 2326 sections 4 to 7). Reading is lenient: line ends may be bare line
/// feeds, the reason may be missing, header lines may be odd. Immutable.
public sealed interface RtspMessage {

    /// Start line and header lines together, at most; more is refused.
    int HEADER_BYTES_MAX = 16_384;

    /// The body, at most; more is refused.
    int BODY_BYTES_MAX = 49_152;

    /// Header lines that are kept of a message; the rest is passed over.
    int HEADER_LINES_MAX = 128;

    RtspHeaders headers();

    /// The body as text, often empty; nothing but text travels in RTSP bodies.
    String body();

    /// The number that binds a response to its request (RFC 2326 section 12.17).
    default OptionalInt cSeq() {
        return headers().first("CSeq").map(RtspMessage::number).orElse(OptionalInt.empty());
    }

    /// The bytes to send. `Content-Length` is written when there is a body.
    ByteBuffer encode();

    /// Asks for something.
    ///
    /// @param method `OPTIONS`, `DESCRIBE`, …
    /// @param uri    absolute, or `*`
    record Request(String method, String uri, RtspHeaders headers, String body) implements RtspMessage {

        public Request(String method, String uri, RtspHeaders headers) {
            this(method, uri, headers, "");
        }

        @Override
        public ByteBuffer encode() {
            return RtspMessage.encode(method + " " + uri + " RTSP/1.0\r\n", headers, body);
        }
    }

    /// Answers a request.
    ///
    /// @param status 100 to 599
    /// @param reason in words, perhaps empty
    record Response(int status, String reason, RtspHeaders headers, String body) implements RtspMessage {

        public Response(int status, String reason, RtspHeaders headers) {
            this(status, reason, headers, "");
        }

        @Override
        public ByteBuffer encode() {
            return RtspMessage.encode("RTSP/1.0 " + status + " " + reason + "\r\n", headers, body);
        }
    }

    /// Reads a start line and header lines, without the empty line behind them, and joins the body to them. Empty
    /// when the start line is not one of RTSP.
    static Optional<RtspMessage> parse(String head, String body) {
        List<String> lines = Arrays.asList(head.split("\r?\n", -1));
        String start = lines.getFirst().strip();
        RtspHeaders headers = RtspHeaders.parse(lines.subList(1, lines.size()));
        Matcher response = StartLine.RESPONSE.matcher(start);
        if (response.matches()) {
            String reason = response.group(2) == null ? "" : response.group(2);
            return Optional.of(new Response(Integer.parseInt(response.group(1)), reason.strip(), headers, body));
        }
        Matcher request = StartLine.REQUEST.matcher(start);
        if (request.matches()) {
            return Optional.of(new Request(request.group(1), request.group(2), headers, body));
        }
        return Optional.empty();
    }

    private static OptionalInt number(String text) {
        return text.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static ByteBuffer encode(String start, RtspHeaders headers, String body) {
        byte[] content = body.getBytes(UTF_8);
        RtspHeaders sent =
                content.length == 0 || headers.first("Content-Length").isPresent()
                        ? headers
                        : headers.with("Content-Length", Integer.toString(content.length));
        var text = new StringBuilder(start);
        sent.appendTo(text);
        byte[] head = text.append("\r\n").toString().getBytes(UTF_8);
        return ByteBuffer.allocate(head.length + content.length)
                .put(head)
                .put(content)
                .flip();
    }

    /// The two kinds of start lines (RFC 2326 sections 6.1 and 7.1).
    final class StartLine {
        static final Pattern RESPONSE = Pattern.compile("RTSP/[12]\\.[0-9] +([1-5][0-9]{2})(?: (.*))?");
        static final Pattern REQUEST = Pattern.compile("([A-Z_]{1,32}) +(\\S+) +RTSP/[12]\\.[0-9]");

        private StartLine() {}
    }
}
