package org.lidless.wire;

import java.util.Optional;

/// Where browsers reach a management server.
///
/// @param url `https://host:port`; absent while it answers none
public record WebAddress(Optional<String> url) {}
