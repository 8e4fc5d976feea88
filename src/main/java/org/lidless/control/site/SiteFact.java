package org.lidless.control.site;

import java.util.Optional;
import org.lidless.control.site.evidence.EvidenceFact;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Zone;

/// Something the site has agreed on. Facts are never edited; a later fact overrides an earlier one. What is only
/// believed (who is silent, who is ready) is soft state and never a fact.
public sealed interface SiteFact {

    record RecorderAdded(NodeId node, boolean standby, Zone zone, String address) implements SiteFact {}

    record RecorderChanged(NodeId node, boolean standby, Zone zone, String address) implements SiteFact {}

    record RecorderRemoved(NodeId node) implements SiteFact {}

    /// What failover has to know of a recorder.
    record RecorderProfiled(NodeId node, RecorderProfile profile) implements SiteFact {}

    /// Somebody wants to take the recorder away for a while, or has brought it back.
    record RecorderDrained(NodeId node, boolean drained) implements SiteFact {}

    record CameraAdded(CameraId camera, CameraAddress address, NodeId primary, int priority, int sessions)
            implements SiteFact {}

    record CameraChanged(CameraId camera, CameraAddress address, NodeId primary, int priority, int sessions)
            implements SiteFact {}

    record CameraRemoved(CameraId camera) implements SiteFact {}

    /// What failover has to know of a camera.
    record CameraProfiled(CameraId camera, CameraProfile profile) implements SiteFact {}

    /// The camera's range belongs to this owner under this epoch, from where the former owner's durable footage ends.
    record CameraAssigned(CameraId camera, NodeId owner, Epoch epoch) implements SiteFact {}

    /// This recorder, or nobody, shadows the camera.
    record ShadowAssigned(CameraId camera, Optional<NodeId> shadow) implements SiteFact {}

    /// Somebody wants the whole site to be like this.
    record ConfigAgreed(ConfigRevision revision) implements SiteFact {}

    /// A recorder was lost; the take-over of its cameras stands in the same entry.
    record IncidentNoted(Incident incident) implements SiteFact {}

    /// An empty site goes on as one that was backed up.
    record SiteRestored(Site site) implements SiteFact {}

    /// The camera goes from one living recorder to its shadow: the new owner owns from the first key sample at or after
    /// `cutUs` (site time in µs, as the former owner stamps it); the former one becomes the shadow.
    record HandbackAgreed(CameraId camera, NodeId owner, Epoch epoch, long cutUs) implements SiteFact {}

    /// Somebody may join, once. Whoever was invited and is long over is forgotten.
    ///
    /// @param atUs site time in µs
    record Invited(Invitation invitation, long atUs) implements SiteFact {}

    /// This node joined by the invitation; nobody else may.
    record InvitationUsed(String id, NodeId node) implements SiteFact {}

    /// Who may do what is otherwise from now on.
    record PeopleChanged(PeopleChange change) implements SiteFact {}

    /// Something that is to be proven later, or an export.
    record EvidenceNoted(EvidenceFact fact) implements SiteFact {}
}
