package org.lidless.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where connections come in that threads wait for: one that takes them, and for each one that reads and one that
/// writes. Any thread.
public interface StreamDoor extends AutoCloseable {

    /// The port that it listens on.
    int port();

    /// Waits for the next connection.
    ///
    /// @throws IOException when the door was closed, too
    Visit take() throws IOException;

    /// Nothing comes in any more; what came goes on.
    @Override
    void close();

    /// A connection that somebody else began.
    interface Visit extends AutoCloseable {

        /// The address that it came from, without a port.
        String from();

        /// Waits for the first byte, which says whether the other side speaks TLS (RFC 8446 section 5.1), and if it
        /// does, goes on in that.
        ///
        /// @return whether it does
        boolean open(Optional<SSLContext> tls) throws IOException;

        /// What comes; from [#open] on.
        InputStream in() throws IOException;

        /// Where to write; from [#open] on. Nothing is kept back.
        OutputStream out() throws IOException;

        /// Ends it at once: whoever waits for it fails by that.
        @Override
        void close();
    }
}
