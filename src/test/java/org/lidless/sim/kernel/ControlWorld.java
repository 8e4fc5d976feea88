package org.lidless.sim.kernel;

import java.util.List;
import org.lidless.control.site.Site;
import org.lidless.domain.NodeId;

/// A simulated site as its management servers and their oracles know it.
public interface ControlWorld {

    SimKernel kernel();

    SimNet net();

    SimLog log();

    ControlOracles control();

    /// What is wrong with its control plane on purpose.
    ControlFlaw flaw();

    List<SimManagement> managements();

    List<? extends ManagedNode> recorders();

    /// How long a recorder must have been well before it gets its cameras back, µs.
    long holdDownUs();

    /// How many recorders the camera serves at once in truth, whatever was configured.
    int sessionsOf(org.lidless.domain.CameraId camera);

    /// The site as its leader knows it; an empty one while nobody leads.
    default Site leaderSite() {
        return managements().stream()
                .filter(each -> log().leadership(each).leading())
                .map(SimManagement::site)
                .findFirst()
                .orElse(Site.EMPTY);
    }

    default ManagedNode node(NodeId id) {
        for (ManagedNode each : recorders()) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no recorder " + id);
    }
}
