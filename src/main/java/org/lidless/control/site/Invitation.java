package org.lidless.control.site;

import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.NodeRole;
import org.lidless.domain.Sha256;

/// That somebody may join the site, once. Who reads it cannot join by it: it holds a hash of the code, not the code.
///
/// @param id     names it: 12 hexadecimal digits
/// @param proof  the hash of its code
/// @param role   what the newcomer is to be
/// @param node   the only name that it may take; any without
/// @param untilUs until when it is valid, site time in µs
/// @param usedBy who joined by it
public record Invitation(
        String id, Sha256 proof, NodeRole role, Optional<NodeId> node, long untilUs, Optional<NodeId> usedBy) {

    public Invitation {
        if (!id.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("an invitation is named by 12 hexadecimal digits, not " + id);
        }
    }

    Invitation used(NodeId by) {
        return new Invitation(id, proof, role, node, untilUs, Optional.of(by));
    }

    boolean isOver(long nowUs) {
        return nowUs >= untilUs;
    }
}
