package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One way in which a simulated camera misbehaves. Each is a small class of its own, chosen by name.
interface Personality {

    /// All names that [#named] knows.
    List<String> NAMES =
            List.of("honest", "closes-in-setup", "garbage", "garbage-in-stream", "no-session-free", "http", "silent");

    /// What happens instead of the honest answer to a request, if anything.
    default Optional<Reaction> instead(String method) {
        return Optional.empty();
    }

    /// Whether frames are sent to a session that has been playing this long, µs.
    default boolean sends(long playingUs) {
        return true;
    }

    /// @throws IllegalArgumentException when there is no such personality
    static Personality named(String name) {
        return switch (name) {
            case "honest" -> new Honest();
            case "closes-in-setup" -> new ClosesInSetup();
            case "garbage" -> new Garbage("DESCRIBE");
            case "garbage-in-stream" -> new Garbage("PLAY");
            case "no-session-free" -> new NoSessionFree();
            case "http" -> new AnswersHttp();
            case "silent" -> new FallsSilent();
            default ->
                throw new IllegalArgumentException(
                        "there is no personality \"" + name + "\"; there are " + String.join(", ", NAMES));
        };
    }

    /// What a camera does instead of answering honestly.
    sealed interface Reaction {

        /// Ends the connection without a word.
        record Close() implements Reaction {}

        /// Sends these bytes, and then ends the connection or leaves it open.
        record Say(ByteBuffer bytes, boolean thenClose) implements Reaction {}

        /// Refuses with an RTSP status.
        record Refuse(int status, String reason) implements Reaction {}
    }

    /// A camera as it should be.
    record Honest() implements Personality {}

    /// Ends the connection when a session is set up, as cameras do that crash on it.
    record ClosesInSetup() implements Personality {
        @Override
        public Optional<Reaction> instead(String method) {
            return method.equals("SETUP") ? Optional.of(new Reaction.Close()) : Optional.empty();
        }
    }

    /// Sends bytes that are no RTSP in place of an answer, 200 kB of them.
    record Garbage(String to) implements Personality {
        @Override
        public Optional<Reaction> instead(String method) {
            if (!method.equals(to)) {
                return Optional.empty();
            }
            byte[] bytes = new byte[200_000];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (0x80 | ((at * 31) >> 3));
            }
            return Optional.of(new Reaction.Say(ByteBuffer.wrap(bytes), false));
        }
    }

    /// All sessions are taken (RTSP 453, RFC 2326 section 11.3.4).
    record NoSessionFree() implements Personality {
        @Override
        public Optional<Reaction> instead(String method) {
            return method.equals("SETUP")
                    ? Optional.of(new Reaction.Refuse(453, "Not Enough Bandwidth"))
                    : Optional.empty();
        }
    }

    /// Not a camera at all, but a web server.
    record AnswersHttp() implements Personality {
        @Override
        public Optional<Reaction> instead(String method) {
            String answer = "HTTP/1.1 400 Bad Request\r\nServer: web\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            return Optional.of(new Reaction.Say(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)), true));
        }
    }

    /// Keeps the session open and sends nothing more after three seconds.
    record FallsSilent() implements Personality {

        private static final long SENDING_US = 3_000_000;

        @Override
        public boolean sends(long playingUs) {
            return playingUs < SENDING_US;
        }
    }
}
