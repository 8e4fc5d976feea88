package org.lidless.footage.recording.probe;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.rtsp.RtspMessage;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.footage.recording.CameraProbe.Outcome;

/// Writes a conversation down as the tests replay it (`src/test/resources/cameras`): `>` lines that must be in our next
/// request, `<` lines of the camera's answer, `!` what our side did with its sockets. User, password and what is made
/// of them are left out, and the camera's
/// address is one that the standard keeps for examples (192.0.2.7, RFC 5737).
final class TranscriptText {

    private static final String EXAMPLE = "192.0.2.7";
    private static final Pattern PORTS = Pattern.compile("client_port=([0-9]+)");

    private final CameraSource camera;
    private final StringBuilder text = new StringBuilder();
    /// The pair of ports that was bound last; a request that is sent once more names it again.
    private String bound = "";

    private TranscriptText(CameraSource camera) {
        this.camera = camera;
    }

    /// The conversation until the camera plays, or until it ended.
    static String of(CameraSource camera, Conversation said, Outcome outcome) {
        var transcript = new TranscriptText(camera);
        transcript.head();
        String asked = "";
        for (RtspMessage message : said.messages()) {
            switch (message) {
                case Request request -> {
                    asked = request.method();
                    transcript.request(request);
                }
                case Response answer -> {
                    transcript.answer(answer);
                    if (asked.equals("PLAY") && answer.status() / 100 == 2) {
                        return transcript.ending("PLAYING");
                    }
                }
            }
        }
        return transcript.ending(outcome.end()
                .map(end -> "ENDED " + end.problem().code().code() + " "
                        + end.cause().word())
                .orElse("SETTING_UP"));
    }

    /// In the words of the client's state.
    private String ending(String state) {
        return text.append("= ").append(state).append('\n').toString();
    }

    private void head() {
        text.append("# Made by lidless camera test; say here which camera, model and firmware it is.\n");
        text.append("@ url ").append(anonymous(camera.address().toString())).append('\n');
        if (camera.credentials().isPresent()) {
            text.append("@ user viewer\n@ password secret\n");
        }
        text.append("@ transport ").append(camera.transport().name()).append('\n');
    }

    private void request(Request request) {
        Matcher ports = PORTS.matcher(request.headers().first("Transport").orElse(""));
        if (ports.find() && !bound.equals(ports.group(1))) {
            bound = ports.group(1);
            text.append("! ports ").append(ports.group(1)).append('\n');
        }
        text.append("> ").append(request.method()).append(' ').append(anonymous(request.uri()));
        text.append(" RTSP/1.0\n");
        request.headers()
                .first("Authorization")
                .ifPresent(value -> text.append("> Authorization: ")
                        .append(value.split(" ", 2)[0])
                        .append(" *\n"));
    }

    private void answer(Response answer) {
        String whole =
                java.nio.charset.StandardCharsets.UTF_8.decode(answer.encode()).toString();
        String[] parts = whole.split("\r\n\r\n", 2);
        for (String line : parts[0].split("\r\n", -1)) {
            String name = line.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "cseq" -> text.append("< CSeq: {cseq}\n");
                case "content-length" -> text.append("< Content-Length: {length}\n");
                default -> text.append("< ").append(anonymous(line)).append('\n');
            }
        }
        if (answer.headers().first("Transport").orElse("").contains("multicast")) {
            text.append("! join\n");
        }
        if (parts.length > 1 && !parts[1].isEmpty()) {
            text.append("<\n");
            parts[1].lines()
                    .forEach(line -> text.append("< ").append(anonymous(line)).append('\n'));
        }
    }

    /// Without the camera's address, user and password.
    private String anonymous(String said) {
        String host = camera.address().getHost();
        String plain = said.replace(host + ":" + camera.port(), EXAMPLE).replace(host, EXAMPLE);
        if (camera.credentials().isPresent()) {
            CameraSource.Credentials secret = camera.credentials().get();
            plain = secret.password().isEmpty() ? plain : plain.replace(secret.password(), "secret");
        }
        return plain;
    }
}
