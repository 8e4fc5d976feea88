package org.lidless.control.site;

import java.util.Optional;
import org.lidless.control.site.evidence.EvidenceCommand;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Sha256;
import org.lidless.domain.Zone;

/// What someone asks of the site. Carrying out the same command twice changes nothing the second time.
public sealed interface SiteCommand {

    /// A recorder joins.
    record AddRecorder(NodeId node, boolean standby, Zone zone, String address) implements SiteCommand {}

    /// A recorder has another address, zone or duty.
    record ChangeRecorder(NodeId node, boolean standby, Zone zone, String address) implements SiteCommand {}

    /// A recorder leaves for good; refused while a camera needs it.
    record RemoveRecorder(NodeId node) implements SiteCommand {}

    /// A recorder belongs to another group, or carries more or less.
    record ProfileRecorder(NodeId node, RecorderProfile profile) implements SiteCommand {}

    /// The whole site is to become like this.
    ///
    /// @param revision its number is one more than that of the revision that it was written from
    /// @param people   who is to do what, at once with it
    record ConfigureSite(ConfigRevision revision, DesiredPeople people) implements SiteCommand {

        /// One that says nothing of people.
        public ConfigureSite(ConfigRevision revision) {
            this(revision, DesiredPeople.SILENT);
        }
    }

    /// An empty site is to go on as one that was backed up.
    record RestoreSite(SiteBackup backup) implements SiteCommand {}

    /// A recorder is to be taken away for a while: its cameras go to others first, without a break.
    record DrainRecorder(NodeId node) implements SiteCommand {}

    /// It is back: it gets its cameras again, without a break.
    record ReturnRecorder(NodeId node) implements SiteCommand {}

    /// A camera joins; its primary records it at once.
    record AddCamera(CameraId camera, CameraAddress address, NodeId primary, int priority, int sessions)
            implements SiteCommand {}

    /// A camera has another address, primary, priority or number of sessions. Another primary gets it by a hand-back.
    record ChangeCamera(CameraId camera, CameraAddress address, NodeId primary, int priority, int sessions)
            implements SiteCommand {}

    /// A camera sends more or less, or is to be kept safe in another way.
    record ProfileCamera(CameraId camera, CameraProfile profile) implements SiteCommand {}

    /// A camera leaves; its footage stays until retention removes it.
    record RemoveCamera(CameraId camera) implements SiteCommand {}

    /// Somebody may join, once.
    ///
    /// @param nowUs site time in µs
    record Invite(Invitation invitation, long nowUs) implements SiteCommand {}

    /// A newcomer shows its code; refused when it was used, by itself too: what it got then may have been lost.
    record UseInvitation(String id, Sha256 proof, NodeId node, long nowUs) implements SiteCommand {}

    /// Who may do what is to be otherwise; refused when somebody else was faster.
    ///
    /// @param document that says so from then on, of a site whose newest one speaks of people
    record ChangePeople(PeopleChange change, Optional<ConfigRevision> document) implements SiteCommand {}

    /// Something is to be provable later, or an export is wanted.
    record NoteEvidence(EvidenceCommand command) implements SiteCommand {}
}
