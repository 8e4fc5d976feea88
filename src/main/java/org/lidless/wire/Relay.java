package org.lidless.wire;

import java.util.Optional;

/// Has requests answered elsewhere: a management server that does not lead passes them on to the one that does, so that
/// any of them answers any request. Any thread; waits for the answer, a few seconds at most.
public interface Relay {

    /// A request was passed on once; it is not passed on again.
    String HEADER = "Lidless-Passed-On";

    /// Everything is answered here.
    Relay NONE = asked -> Optional.empty();

    /// A request.
    final class Asked {

        private final String method;
        private final String path;
        private final byte[] body;

        /// @param path with its query, `/api/…`
        public Asked(String method, String path, byte[] body) {
            this.method = method;
            this.path = path;
            this.body = body.clone();
        }

        public String method() {
            return method;
        }

        public String path() {
            return path;
        }

        public byte[] body() {
            return body.clone();
        }

        /// In somebody's name, unless it says already in whose; who is on this machine needs none.
        public Asked by(Asker asker) {
            int query = path.indexOf('?');
            boolean isSaid = query >= 0 && ("&" + path.substring(query + 1)).contains("&" + ControlClient.ASKER + "=");
            return isSaid || asker.equals(Asker.LOCAL)
                    ? this
                    : new Asked(method, ControlClient.asked(path, asker), body);
        }

        /// Whether asking twice does no harm, and an answer of what is known here is better than none.
        public boolean isReading() {
            return method.equals("GET");
        }
    }

    /// An answer.
    final class Answered {

        private final int status;
        private final String contentType;
        private final byte[] body;

        public Answered(int status, String contentType, byte[] body) {
            this.status = status;
            this.contentType = contentType;
            this.body = body.clone();
        }

        public int status() {
            return status;
        }

        public String contentType() {
            return contentType;
        }

        public byte[] body() {
            return body.clone();
        }
    }

    /// Empty when it is to be answered here.
    ///
    /// @throws org.lidless.domain.ProblemException `NO_LEADER`, `OUTCOME_UNKNOWN`
    Optional<Answered> pass(Asked asked);
}
