package org.lidless.domain;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/// Where a stream is fetched from. Its text never shows the password.
///
/// @param stream      what is recorded from here
/// @param address     `rtsp://host[:port]/path`, or `rtsps://` over TLS, without user or password
/// @param credentials user and password, when the camera wants them
/// @param transport   how RTP travels; over TLS always interleaved
/// @param certificate fingerprint of the camera's certificate, when it is trusted for that
/// @param audio       whether its sound is recorded, if it has any
public record CameraSource(
        StreamId stream,
        URI address,
        Optional<Credentials> credentials,
        Transport transport,
        Optional<Sha256> certificate,
        boolean audio) {

    public CameraSource {
        Objects.requireNonNull(credentials);
        Objects.requireNonNull(certificate);
        if (!CameraAddress.isCamera(address)) {
            throw new IllegalArgumentException("a camera's address reads rtsp://host[:port]/path, not " + address);
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password are settings of their own, not part of the address");
        }
    }

    /// With sound.
    public CameraSource(
            StreamId stream,
            URI address,
            Optional<Credentials> credentials,
            Transport transport,
            Optional<Sha256> certificate) {
        this(stream, address, credentials, transport, certificate, true);
    }

    /// With sound, and without a certificate that is trusted for its own sake.
    public CameraSource(StreamId stream, URI address, Optional<Credentials> credentials, Transport transport) {
        this(stream, address, credentials, transport, Optional.empty());
    }

    /// Whether it is called over TLS.
    public boolean isSecure() {
        return "rtsps".equalsIgnoreCase(address.getScheme());
    }

    /// The address's port, or the scheme's own (554, RFC 2326 section 3.2; over TLS 322, RFC 7826 section 19.2).
    public int port() {
        if (address.getPort() != -1) {
            return address.getPort();
        }
        return isSecure() ? 322 : 554;
    }

    /// The same by the other way of sending, to see whether that one works. Over TLS there is only one.
    public CameraSource byOtherTransport() {
        return isSecure()
                ? this
                : new CameraSource(stream, address, credentials, transport.other(), certificate, audio);
    }

    /// A user and a password.
    public record Credentials(String user, String password) {

        @Override
        public String toString() {
            return user + ":***";
        }
    }
}
