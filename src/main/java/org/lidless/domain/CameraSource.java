package org.lidless.domain;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/// Where a stream is fetched from. Its text never shows the password.
///
/// @param stream      what is recorded from here
/// @param address     `rtsp://host[:port]/path`, without user or password
/// @param credentials user and password, when the camera wants them
/// @param transport   how RTP travels
public record CameraSource(StreamId stream, URI address, Optional<Credentials> credentials, Transport transport) {

    public CameraSource {
        Objects.requireNonNull(credentials);
        if (!"rtsp".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException("a camera's address reads rtsp://host[:port]/path, not " + address);
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password are settings of their own, not part of the address");
        }
    }

    /// The address's port, or RTSP's own (554, RFC 2326 section 3.2).
    public int port() {
        return address.getPort() == -1 ? 554 : address.getPort();
    }

    /// The same by another transport.
    public CameraSource by(Transport instead) {
        return new CameraSource(stream, address, credentials, instead);
    }

    /// A user and a password.
    public record Credentials(String user, String password) {

        @Override
        public String toString() {
            return user + ":***";
        }
    }
}
