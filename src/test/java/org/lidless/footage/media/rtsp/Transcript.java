package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.media.RecordingSink;

/// A conversation with a camera, written down in a file under `cameras/`, replayed against the client.
///
/// `#` comments; `@ name value` settings (`url`, `user`, `password`, `transport`); `> text` each line must be in
/// the client's next request, where `*` stands for anything; `< text` lines of the camera's answer, in which
/// `{cseq}` is the request's number and `{length}` the body's; `~ seconds` lets time pass; `! ports N` gives UDP
/// ports; `! join` joins the group; `! close` the camera closes; `= words` the state at the end, with the problem's
/// code and the gap's cause.
public final class Transcript {

    private final List<String> lines;
    private final RecordingSink sink = new RecordingSink();
    private final RtspClient client;
    private long nowUs = 1_000_000;
    private String request = "";

    private Transcript(List<String> lines) {
        this.lines = lines;
        Optional<Credentials> credentials = setting("user")
                .map(user -> new Credentials(user, setting("password").orElse("")));
        var source = new CameraSource(
                StreamId.main(new CameraId("cam-1")),
                URI.create(setting("url").orElse("rtsp://192.0.2.7/stream")),
                credentials,
                Transport.valueOf(setting("transport").orElse("TCP")));
        client = new RtspClient(
                source, sink, RtspPatience.USUAL, "Lidless/test", () -> 0x1122334455667788L, CameraLessons.NONE);
    }

    static Transcript of(String name) {
        try (InputStream in = Transcript.class.getResourceAsStream("/cameras/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new Transcript(new String(in.readAllBytes(), UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One that was written elsewhere.
    public static Transcript of(Path file) throws IOException {
        return new Transcript(Files.readAllLines(file));
    }

    private Optional<String> setting(String name) {
        String start = "@ " + name + " ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    /// Plays it all; fails at the first difference.
    public RtspClient play() {
        client.onConnected(nowUs);
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith(">")) {
                int end = blockEnd(at, '>');
                expect(lines.subList(at, end));
                at = end;
            } else if (line.startsWith("<")) {
                int end = blockEnd(at, '<');
                feed(answer(lines.subList(at, end)));
                at = end;
            } else {
                act(line);
                at++;
            }
        }
        return client;
    }

    private int blockEnd(int from, char mark) {
        int end = from;
        while (end < lines.size() && !lines.get(end).isEmpty() && lines.get(end).charAt(0) == mark) {
            end++;
        }
        return end;
    }

    private void act(String line) {
        if (line.startsWith("~ ")) {
            nowUs += Long.parseLong(line.substring(2).strip()) * 1_000_000;
            client.onTimer(nowUs);
        } else if (line.startsWith("! ports ")) {
            assertThat(client.wantsUdpPorts()).isTrue();
            client.onUdpPorts(Integer.parseInt(line.substring(8).strip()), nowUs);
        } else if (line.equals("! join")) {
            assertThat(client.wantedGroup()).isPresent();
            client.onGroupJoined(nowUs);
        } else if (line.equals("! close")) {
            client.onClosed(nowUs);
        } else if (line.startsWith("= ")) {
            assertThat(outcome()).isEqualTo(line.substring(2).strip());
        }
    }

    private String outcome() {
        return client.ended()
                .map(end -> client.state() + " " + end.problem().code().code() + " "
                        + end.cause().word())
                .orElse(client.state().toString());
    }

    private void expect(List<String> wanted) {
        request = nextRequest(client).orElse("");
        for (String line : wanted) {
            String pattern = "(?s).*"
                    + java.util.regex.Pattern.quote(line.substring(1).strip()).replace("*", "\\E[^\r\n]*\\Q")
                    + "\r\n.*";
            assertThat(request).as("%s in%n%s", line, request).matches(pattern);
        }
    }

    static Optional<String> nextRequest(RtspClient client) {
        Optional<ByteBuffer> output = client.output();
        return output.map(bytes -> {
            byte[] all = new byte[bytes.remaining()];
            bytes.get(all);
            return new String(all, UTF_8);
        });
    }

    private byte[] answer(List<String> block) {
        var text = new ArrayList<String>();
        block.forEach(line -> text.add(line.length() > 2 ? line.substring(2) : ""));
        int empty = text.indexOf("");
        List<String> head = empty < 0 ? text : text.subList(0, empty);
        String body = empty < 0 ? "" : String.join("\r\n", text.subList(empty + 1, text.size()));
        if (!body.isEmpty()) {
            body += "\r\n";
        }
        String cSeq = request.replaceFirst("(?s).*CSeq: ([0-9]+).*", "$1");
        String all = String.join("\r\n", head)
                .replace("{cseq}", cSeq)
                .replace("{length}", Integer.toString(body.getBytes(UTF_8).length));
        return (all + "\r\n\r\n" + body).getBytes(UTF_8);
    }

    private void feed(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        client.onBytes(buffer, nowUs);
        assertThat(buffer.hasRemaining()).as("rest of the answer").isFalse();
    }

    RtspClient client() {
        return client;
    }

    RecordingSink sink() {
        return sink;
    }

    long nowUs() {
        return nowUs;
    }
}
