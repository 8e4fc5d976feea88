package org.lidless.footage.recording.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lidless.footage.media.rtsp.RtspMessage;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.footage.media.rtsp.RtspWitness;

/// Keeps what was asked and answered, in its order, at most [#MESSAGES_MAX].
final class Conversation implements RtspWitness {

    static final int MESSAGES_MAX = 200;

    private final List<RtspMessage> messages = new ArrayList<>();

    @Override
    public void asked(Request request) {
        keep(request);
    }

    @Override
    public void answered(Response answer) {
        keep(answer);
    }

    private void keep(RtspMessage message) {
        if (messages.size() < MESSAGES_MAX) {
            messages.add(message);
        }
    }

    List<RtspMessage> messages() {
        return Collections.unmodifiableList(messages);
    }

    /// All answers.
    List<Response> answers() {
        return messages.stream()
                .filter(Response.class::isInstance)
                .map(Response.class::cast)
                .toList();
    }

    /// The first good answer to a method's requests.
    Optional<Response> good(String method) {
        String asked = "";
        for (RtspMessage message : messages) {
            switch (message) {
                case Request request -> asked = request.method();
                case Response answer -> {
                    if (asked.equals(method) && answer.status() / 100 == 2) {
                        return Optional.of(answer);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// The lines of the description that begin so, without that beginning.
    List<String> described(String beginning) {
        return good("DESCRIBE")
                .map(Response::body)
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .toList();
    }

    /// What was offered for signing in, one challenge a line; empty when nothing was asked.
    List<String> challenges() {
        return answers().stream()
                .filter(answer -> answer.status() == 401)
                .findFirst()
                .map(answer -> answer.headers().all("WWW-Authenticate"))
                .orElse(List.of());
    }
}
