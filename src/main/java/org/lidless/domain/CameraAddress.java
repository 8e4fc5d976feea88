package org.lidless.domain;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/// Where a camera is reached, as the site agrees on it. It holds no secret: the credentials are a name that a recorder
/// looks up where secrets are kept.
///
/// @param uri         `rtsp://host[:port]/path`, without user or password
/// @param transport   how RTP travels
/// @param credentials the name under which user and password are kept, when the camera wants them
public record CameraAddress(URI uri, Transport transport, Optional<String> credentials) {

    public CameraAddress {
        Objects.requireNonNull(transport);
        if (!"rtsp".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("a camera's address reads rtsp://host[:port]/path, not " + uri);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password are kept elsewhere, not in the address");
        }
        credentials.ifPresent(name -> Names.checked("credentials", name));
    }
}
