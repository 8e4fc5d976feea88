package org.lidless.node;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.management.Recorders;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.web.access.SecretBook;
import org.lidless.wire.authority.Vault;
import org.lidless.wire.node.Dialler;
import org.lidless.wire.node.NodeServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site's recorders as management reaches them: over the connections that they opened, and by dialling. Until the
/// port is open nothing goes out; management repeats what was not heard.
final class PeerRecorders implements Recorders {

    private static final Logger LOG = LoggerFactory.getLogger(PeerRecorders.class);

    private record Ways(NodeServer server, Dialler dialler, ManagementLoop loop) {}

    private final AtomicReference<String> said = new AtomicReference<>("");
    private volatile @Nullable Ways ways;
    private volatile @Nullable Vault vault;

    /// The port is open.
    void reachedBy(NodeServer server, Dialler dialler, ManagementLoop loop) {
        ways = new Ways(server, dialler, loop);
    }

    /// What opens the passwords of cameras, which recorders need and nobody else gets.
    void openedBy(Vault siteVault) {
        vault = siteVault;
    }

    @Override
    public void push(AssignmentList assignments) {
        Ways known = ways;
        if (known != null) {
            known.server().push(withLogins(assignments, known));
        }
    }

    private AssignmentList withLogins(AssignmentList list, Ways known) {
        Vault opening = vault;
        SortedMap<String, Credentials> logins = new TreeMap<>();
        if (opening == null) {
            return list;
        }
        try {
            for (String name : list.loginNames()) {
                SecretBook.open(known.loop().site().people().logins(), opening, name)
                        .ifPresent(login -> logins.put(name, login));
            }
        } catch (ProblemException locked) {
            // Recorders keep those that they have.
            String what = locked.problem().toString();
            if (!what.equals(said.getAndSet(what))) {
                LOG.error("{}", what);
            }
        }
        return list.withLogins(logins);
    }

    @Override
    public void dial(NodeId node, String address) {
        Ways known = ways;
        if (known != null) {
            known.dialler().dial(address, refused -> known.loop().dialled(node, refused));
        }
    }
}
