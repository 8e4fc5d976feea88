package org.lidless.node;

import java.nio.file.Path;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.world.World;

/// A node's key and certificate, checked against its settings.
final class Credentials {

    private Credentials() {}

    /// @throws org.lidless.domain.ProblemException `CERTIFICATES_UNUSABLE`, or `SETTING_INVALID` when they were issued
    /// to another node
    static NodeCredentials load(World world, NodeId node, Path directory) {
        NodeCredentials credentials = NodeCredentials.load(world, NodeFiles.in(directory));
        if (!credentials.node().equals(node)) {
            throw ProblemCode.CERTIFICATES_UNUSABLE.because(
                    "The certificate in " + directory + " was issued to node " + credentials.node() + ", not to " + node
                            + ".",
                    "Nothing was started: other nodes would not know this one.",
                    "Name the right directory under \"certificates:\", or issue a certificate for " + node + ".");
        }
        return credentials;
    }
}
