package org.lidless.domain;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Where a camera is reached, as the site agrees on it. It holds no secret: the credentials are a name that a recorder
/// looks up where secrets are kept.
///
/// @param uri         of its main stream: `rtsp://host[:port]/path`, or `rtsps://` over TLS, without user or password
/// @param transport   how RTP travels
/// @param credentials the name under which user and password are kept, when the camera wants them
/// @param certificate fingerprint of the camera's certificate, when it is trusted for that
/// @param sub         of its sub stream, when that is recorded too; fetched like the main one
/// @param audio       whether the camera's sound is recorded, if it has any
public record CameraAddress(
        URI uri,
        Transport transport,
        Optional<String> credentials,
        Optional<Sha256> certificate,
        Optional<URI> sub,
        boolean audio) {

    public CameraAddress {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(certificate);
        check(uri);
        sub.ifPresent(CameraAddress::check);
        credentials.ifPresent(name -> Names.checked("credentials", name));
    }

    /// With sound.
    public CameraAddress(
            URI uri,
            Transport transport,
            Optional<String> credentials,
            Optional<Sha256> certificate,
            Optional<URI> sub) {
        this(uri, transport, credentials, certificate, sub, true);
    }

    /// With sound, and without a certificate that is trusted for its own sake.
    public CameraAddress(URI uri, Transport transport, Optional<String> credentials) {
        this(uri, transport, credentials, Optional.empty(), Optional.empty());
    }

    private static void check(URI uri) {
        if (!isCamera(uri)) {
            throw new IllegalArgumentException("a camera's address reads rtsp://host[:port]/path, not " + uri);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password are kept elsewhere, not in the address");
        }
    }

    /// Which of its streams are recorded, the main one first.
    public List<StreamKind> streams() {
        return sub.isPresent() ? List.of(StreamKind.MAIN, StreamKind.SUB) : List.of(StreamKind.MAIN);
    }

    /// Where one of [#streams] comes from.
    public URI uri(StreamKind stream) {
        return switch (stream) {
            case MAIN -> uri;
            case SUB -> sub.orElseThrow();
        };
    }

    /// Whether an address has a camera's scheme and names a host.
    public static boolean isCamera(URI uri) {
        boolean scheme = "rtsp".equalsIgnoreCase(uri.getScheme()) || "rtsps".equalsIgnoreCase(uri.getScheme());
        return scheme && uri.getHost() != null;
    }
}
