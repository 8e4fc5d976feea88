package org.lidless.control.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.SiteFact.CameraAdded;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.CameraChanged;
import org.lidless.control.site.SiteFact.CameraProfiled;
import org.lidless.control.site.SiteFact.CameraRemoved;
import org.lidless.control.site.SiteFact.ConfigAgreed;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.IncidentNoted;
import org.lidless.control.site.SiteFact.RecorderAdded;
import org.lidless.control.site.SiteFact.RecorderChanged;
import org.lidless.control.site.SiteFact.RecorderDrained;
import org.lidless.control.site.SiteFact.RecorderProfiled;
import org.lidless.control.site.SiteFact.RecorderRemoved;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.SiteFact.SiteRestored;
import org.lidless.control.site.evidence.Evidence;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleEdit;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

/// The facts of one entry being applied, one after the other, each checked against what the ones before left.
/// A contradiction throws; then the edit is thrown away and the site stays as it was.
final class SiteEdit {

    private long version;
    private final SortedMap<NodeId, Recorder> recorders;
    private final SortedMap<CameraId, Camera> cameras;
    private final SortedMap<CameraId, Ownership> ownerships;
    private final SortedMap<CameraId, Epoch> retired;
    private SitePolicy policy;
    private ConfigHistory config;
    private final SortedMap<String, Invitation> invitations;
    private final List<Incident> incidents;
    private People people;
    private Evidence evidence;

    SiteEdit(Site before) {
        version = before.version() + 1;
        recorders = new TreeMap<>(before.recorders());
        cameras = new TreeMap<>(before.cameras());
        ownerships = new TreeMap<>(before.ownerships());
        retired = new TreeMap<>(before.retired());
        policy = before.policy();
        config = before.config();
        invitations = new TreeMap<>(before.invitations());
        incidents = new ArrayList<>(before.incidents());
        people = before.people();
        evidence = before.evidence();
    }

    Site done() {
        return new Site(
                version,
                recorders,
                cameras,
                ownerships,
                retired,
                policy,
                config,
                invitations,
                incidents,
                people,
                evidence);
    }

    void apply(SiteFact fact) {
        switch (fact) {
            case RecorderAdded added -> add(added);
            case RecorderChanged changed -> change(changed);
            case RecorderRemoved removed -> remove(removed);
            case RecorderProfiled profiled -> profile(profiled);
            case RecorderDrained drained -> drain(drained);
            case CameraAdded added -> add(added);
            case CameraChanged changed -> change(changed);
            case CameraRemoved removed -> remove(removed);
            case CameraProfiled profiled -> profile(profiled);
            case CameraAssigned assigned -> assign(assigned);
            case ShadowAssigned assigned -> shadow(assigned);
            case HandbackAgreed agreed -> handBack(agreed);
            case ConfigAgreed agreed -> config = config.with(agreed.revision());
            case SiteRestored restored -> restore(restored);
            case SiteFact.Invited invited -> invite(invited);
            case SiteFact.InvitationUsed used -> use(used);
            case IncidentNoted noted -> note(noted);
            case SiteFact.PeopleChanged changed -> change(changed);
            case SiteFact.EvidenceNoted noted -> evidence = evidence.after(noted.fact());
        }
    }

    private void note(IncidentNoted fact) {
        check(fact.incident().id() == version, "an incident is named by the version: ", fact);
        incidents.add(fact.incident());
        if (incidents.size() > Site.INCIDENTS_MAX) {
            incidents.removeFirst();
        }
    }

    private void restore(SiteRestored fact) {
        check(recorders.isEmpty() && cameras.isEmpty(), "only an empty site can be restored: ", fact);
        Site site = fact.site();
        check(site.version() >= version, "the version must rise: ", fact);
        version = site.version();
        recorders.putAll(site.recorders());
        cameras.putAll(site.cameras());
        ownerships.putAll(site.ownerships());
        retired.putAll(site.retired());
        policy = site.policy();
        config = site.config();
        invitations.putAll(site.invitations());
        incidents.addAll(site.incidents());
        people = site.people();
        evidence = site.evidence();
    }

    private void invite(SiteFact.Invited fact) {
        Invitation invitation = fact.invitation();
        check(!invitations.containsKey(invitation.id()), "an invitation of this name is known: ", fact);
        invitations.values().removeIf(each -> each.untilUs() + InvitationDecider.REMEMBERED_US <= fact.atUs());
        invitations.put(invitation.id(), invitation);
    }

    private void use(SiteFact.InvitationUsed fact) {
        Invitation invitation = invitations.get(fact.id());
        if (invitation == null || invitation.usedBy().isPresent()) {
            throw new IllegalStateException("no such invitation, or it was used: " + fact);
        }
        invitations.put(fact.id(), invitation.used(fact.node()));
    }

    /// Recorders are told the passwords of their cameras with their assignments.
    private void change(SiteFact.PeopleChanged fact) {
        people = PeopleEdit.after(people, fact.change());
        if (fact.change().facts().stream().anyMatch(PeopleFact.CameraLoginAgreed.class::isInstance)) {
            touchAll();
        }
    }

    private void add(RecorderAdded fact) {
        check(!recorders.containsKey(fact.node()), "recorder is known already: ", fact);
        recorders.put(fact.node(), new Recorder(fact.node(), fact.standby(), fact.zone(), fact.address(), version));
        touchAll();
    }

    private void change(RecorderChanged fact) {
        checkRecorder(fact.node(), fact);
        check(!fact.standby() || !isPrimary(fact.node()), "a standby is nobody's primary: ", fact);
        recorders.put(fact.node(), new Recorder(fact.node(), fact.standby(), fact.zone(), fact.address(), version));
        touchAll();
    }

    /// Every recorder is told where all others are.
    private void touchAll() {
        recorders.replaceAll((node, recorder) -> recorder.touched(version));
    }

    private void remove(RecorderRemoved fact) {
        checkRecorder(fact.node(), fact);
        boolean needed = isPrimary(fact.node())
                || ownerships.values().stream()
                        .anyMatch(held -> held.owner().equals(fact.node())
                                || held.shadow().filter(fact.node()::equals).isPresent());
        check(!needed, "a camera still needs this recorder: ", fact);
        recorders.remove(fact.node());
        policy = policy.with(fact.node(), RecorderProfile.PLAIN).with(fact.node(), false);
        touchAll();
    }

    private void profile(RecorderProfiled fact) {
        checkRecorder(fact.node(), fact);
        policy = policy.with(fact.node(), fact.profile());
    }

    private void drain(RecorderDrained fact) {
        checkRecorder(fact.node(), fact);
        policy = policy.with(fact.node(), fact.drained());
    }

    private void add(CameraAdded fact) {
        check(!cameras.containsKey(fact.camera()), "camera is known already: ", fact);
        checkPrimary(fact.primary(), fact);
        put(new Camera(fact.camera(), fact.address(), fact.primary(), fact.priority(), fact.sessions()));
    }

    private void change(CameraChanged fact) {
        Ownership held = held(fact.camera(), fact);
        checkPrimary(fact.primary(), fact);
        var changed = new Camera(fact.camera(), fact.address(), fact.primary(), fact.priority(), fact.sessions());
        boolean isAllowed = changed.canBeShadowed() || held.shadow().isEmpty();
        check(isAllowed, "a camera with so few sessions has no shadow: ", fact);
        put(changed);
        give(fact.camera(), new Ownership(held.owner(), held.epoch(), held.shadow(), held.cutUs(), version));
    }

    private void put(Camera camera) {
        cameras.put(camera.id(), camera);
    }

    private void remove(CameraRemoved fact) {
        Ownership held = held(fact.camera(), fact);
        touch(held);
        retired.put(fact.camera(), held.epoch());
        cameras.remove(fact.camera());
        if (!policy.of(fact.camera()).care().equals(CameraCare.PLAIN)) {
            touchAll();
        }
        policy = policy.with(fact.camera(), CameraProfile.PLAIN);
        ownerships.remove(fact.camera());
    }

    /// Every recorder that has footage of a camera keeps it as long as the site says.
    private void profile(CameraProfiled fact) {
        held(fact.camera(), fact);
        CameraCare before = policy.of(fact.camera()).care();
        policy = policy.with(fact.camera(), fact.profile());
        if (!before.equals(fact.profile().care())) {
            touchAll();
        }
    }

    private void assign(CameraAssigned fact) {
        check(cameras.containsKey(fact.camera()), "no such camera: ", fact);
        checkRecorder(fact.owner(), fact);
        Optional<NodeId> shadow = Optional.empty();
        Ownership held = ownerships.get(fact.camera());
        Epoch last = held == null ? retired.remove(fact.camera()) : held.epoch();
        if (last != null) {
            check(last.isBefore(fact.epoch()), "epoch must rise from " + last + ": ", fact);
        }
        if (held != null) {
            shadow = held.shadow().filter(node -> !node.equals(fact.owner()));
        }
        give(fact.camera(), new Ownership(fact.owner(), fact.epoch(), shadow, OptionalLong.empty(), version));
    }

    private void shadow(ShadowAssigned fact) {
        Ownership held = held(fact.camera(), fact);
        fact.shadow().ifPresent(node -> {
            checkRecorder(node, fact);
            check(!node.equals(held.owner()), "the owner cannot shadow itself: ", fact);
            Camera camera = cameras.get(fact.camera());
            check(camera != null && camera.canBeShadowed(), "a camera with so few sessions has no shadow: ", fact);
        });
        give(fact.camera(), new Ownership(held.owner(), held.epoch(), fact.shadow(), held.cutUs(), version));
    }

    private void handBack(HandbackAgreed fact) {
        Ownership held = held(fact.camera(), fact);
        check(held.shadow().filter(fact.owner()::equals).isPresent(), "only to its shadow: ", fact);
        check(held.epoch().isBefore(fact.epoch()), "epoch must rise from " + held.epoch() + ": ", fact);
        OptionalLong cut = OptionalLong.of(fact.cutUs());
        give(fact.camera(), new Ownership(fact.owner(), fact.epoch(), Optional.of(held.owner()), cut, version));
    }

    private void give(CameraId camera, Ownership next) {
        Ownership before = ownerships.put(camera, next);
        if (before != null) {
            touch(before);
        }
        touch(next);
    }

    private void touch(Ownership held) {
        recorders.computeIfPresent(held.owner(), (node, recorder) -> recorder.touched(version));
        held.shadow()
                .ifPresent(shadow -> recorders.computeIfPresent(shadow, (node, recorder) -> recorder.touched(version)));
    }

    private boolean isPrimary(NodeId node) {
        return cameras.values().stream().anyMatch(camera -> camera.primary().equals(node));
    }

    private Ownership held(CameraId camera, SiteFact fact) {
        Ownership held = ownerships.get(camera);
        if (held == null) {
            throw new IllegalStateException("no such camera: " + fact);
        }
        return held;
    }

    private void checkRecorder(NodeId node, SiteFact fact) {
        check(recorders.containsKey(node), "no such recorder: ", fact);
    }

    private void checkPrimary(NodeId node, SiteFact fact) {
        Recorder recorder = recorders.get(node);
        check(recorder != null, "no such recorder: ", fact);
        check(recorder == null || !recorder.standby(), "a standby is nobody's primary: ", fact);
    }

    private static void check(boolean holds, String otherwise, SiteFact fact) {
        if (!holds) {
            throw new IllegalStateException(otherwise + fact);
        }
    }
}
