package org.lidless.control.site;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

/// Who has a camera.
///
/// @param owner   who records it
/// @param epoch   since which epoch
/// @param shadow  who keeps it in a ring, ready to take over
/// @param cutUs   after a hand-back: site time (µs) from which the owner owns, see [org.lidless.domain.Assignment]
/// @param version the site's version that last changed this
public record Ownership(NodeId owner, Epoch epoch, Optional<NodeId> shadow, OptionalLong cutUs, long version) {

    public Ownership {
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(cutUs);
        if (shadow.filter(owner::equals).isPresent()) {
            throw new IllegalArgumentException(owner + " cannot be its own shadow");
        }
    }
}
