package org.lidless.control.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.control.site.Decision.Accepted;
import org.lidless.control.site.Decision.Refused;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SiteCommand.ChangeCamera;
import org.lidless.control.site.SiteCommand.ChangeRecorder;
import org.lidless.control.site.SiteCommand.ConfigureSite;
import org.lidless.control.site.SiteCommand.DrainRecorder;
import org.lidless.control.site.SiteCommand.ProfileCamera;
import org.lidless.control.site.SiteCommand.ProfileRecorder;
import org.lidless.control.site.SiteCommand.RemoveCamera;
import org.lidless.control.site.SiteCommand.RemoveRecorder;
import org.lidless.control.site.SiteCommand.RestoreSite;
import org.lidless.control.site.SiteCommand.ReturnRecorder;
import org.lidless.control.site.SiteFact.CameraAdded;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.CameraChanged;
import org.lidless.control.site.SiteFact.CameraProfiled;
import org.lidless.control.site.SiteFact.CameraRemoved;
import org.lidless.control.site.SiteFact.ConfigAgreed;
import org.lidless.control.site.SiteFact.RecorderAdded;
import org.lidless.control.site.SiteFact.RecorderChanged;
import org.lidless.control.site.SiteFact.RecorderDrained;
import org.lidless.control.site.SiteFact.RecorderProfiled;
import org.lidless.control.site.SiteFact.RecorderRemoved;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.SiteFact.SiteRestored;
import org.lidless.control.site.evidence.EvidenceDecider;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;

/// Decides commands into facts.
public final class CommandDecider {

    private CommandDecider() {}

    /// What the site would agree on if it did as asked; whatever is accepted here takes effect on the same site.
    public static Decision decide(Site site, SiteCommand command) {
        return switch (command) {
            case AddRecorder add -> decide(site, add);
            case ChangeRecorder change -> decide(site, change);
            case RemoveRecorder remove -> decide(site, remove);
            case ProfileRecorder profile -> decide(site, profile);
            case DrainRecorder drain -> drain(site, drain.node(), true);
            case ReturnRecorder back -> drain(site, back.node(), false);
            case AddCamera add -> decide(site, add);
            case ChangeCamera change -> decide(site, change);
            case ProfileCamera profile -> decide(site, profile);
            case RemoveCamera remove -> decide(site, remove);
            case ConfigureSite configure -> decide(site, configure);
            case RestoreSite restore -> decide(site, restore);
            case SiteCommand.Invite invite -> InvitationDecider.decide(site, invite);
            case SiteCommand.UseInvitation use -> InvitationDecider.decide(site, use);
            case SiteCommand.ChangePeople change -> decide(site, change);
            case SiteCommand.NoteEvidence note -> decide(site, note);
        };
    }

    private static Decision decide(Site site, AddRecorder asked) {
        SiteFact fact = new RecorderAdded(asked.node(), asked.standby(), asked.zone(), asked.address());
        Optional<Recorder> known = site.recorder(asked.node());
        if (known.isEmpty()) {
            return checked(site, List.of(fact));
        }
        if (known.get()
                .equals(new Recorder(
                        asked.node(),
                        asked.standby(),
                        asked.zone(),
                        asked.address(),
                        known.get().version()))) {
            return new Accepted(List.of());
        }
        return refused(
                "Recorder " + asked.node() + " is known already, with another address, zone or duty.",
                "Change it instead, or choose another name.");
    }

    private static Decision decide(Site site, ChangeRecorder asked) {
        if (site.recorder(asked.node()).isEmpty()) {
            return unknownRecorder(asked.node());
        }
        if (asked.standby()
                && site.cameras().values().stream()
                        .anyMatch(each -> each.primary().equals(asked.node()))) {
            return refused(
                    "Recorder " + asked.node() + " has cameras of its own, so it cannot become a standby.",
                    "Give its cameras another primary first.");
        }
        return checked(
                site, List.of(new RecorderChanged(asked.node(), asked.standby(), asked.zone(), asked.address())));
    }

    private static Decision decide(Site site, RemoveRecorder asked) {
        if (site.recorder(asked.node()).isEmpty()) {
            return new Accepted(List.of());
        }
        Decision decision = checked(site, List.of(new RecorderRemoved(asked.node())));
        return decision instanceof Accepted
                ? decision
                : refused(
                        "Recorder " + asked.node() + " still records, shadows or is the primary of cameras.",
                        "Give its cameras another primary, wait until it holds none, then remove it.");
    }

    private static Decision decide(Site site, ProfileRecorder asked) {
        if (site.recorder(asked.node()).isEmpty()) {
            return unknownRecorder(asked.node());
        }
        boolean isSo = site.policy().of(asked.node()).equals(asked.profile());
        return isSo
                ? new Accepted(List.of())
                : checked(site, List.of(new RecorderProfiled(asked.node(), asked.profile())));
    }

    /// The same asked twice is done once: it is told by who asked, when, and for what.
    private static Decision decide(Site site, ConfigureSite asked) {
        if (site.config()
                .find(asked.revision().number())
                .filter(asked.revision()::equals)
                .isPresent()) {
            return new Accepted(List.of());
        }
        long basedOn = asked.revision().number() - 1;
        if (basedOn != site.config().number()) {
            String now = site.config()
                    .newest()
                    .map(newest -> "revision " + newest.number() + ", by " + newest.by())
                    .orElse("none");
            return new Refused(ProblemCode.CONFIG_CHANGED.problem(
                    "The document was written from revision " + basedOn + " of the site, and the newest is " + now
                            + ".",
                    "Not touched: nothing was changed.",
                    "lidless config get shows the newest; make your change in that one and apply it again."));
        }
        try {
            List<PeopleFact> people = asked.people().facts(site.people());
            SiteFact config = new ConfigAgreed(asked.revision());
            return checked(
                    site,
                    people.isEmpty()
                            ? List.of(config)
                            : List.of(
                                    config,
                                    new SiteFact.PeopleChanged(
                                            new PeopleChange(site.people().version(), people))));
        } catch (ProblemException refused) {
            return new Refused(refused.problem());
        }
    }

    private static Decision decide(Site site, RestoreSite asked) {
        boolean isEmpty = site.cameras().isEmpty() && site.recorders().isEmpty();
        return isEmpty
                ? checked(site, List.of(new SiteRestored(asked.backup().ahead())))
                : refused(
                        "This site has recorders or cameras already, so a backup cannot take their place.",
                        "Restore on a management server with an empty data directory, or change the site by lidless apply.");
    }

    private static Decision drain(Site site, NodeId node, boolean isDrained) {
        if (site.recorder(node).isEmpty()) {
            return unknownRecorder(node);
        }
        boolean isSo = site.policy().drained().contains(node) == isDrained;
        return isSo ? new Accepted(List.of()) : checked(site, List.of(new RecorderDrained(node, isDrained)));
    }

    private static Decision decide(Site site, ProfileCamera asked) {
        if (!site.cameras().containsKey(asked.camera())) {
            return unknownCamera(asked.camera());
        }
        boolean isSo = site.policy().of(asked.camera()).equals(asked.profile());
        return isSo
                ? new Accepted(List.of())
                : checked(site, List.of(new CameraProfiled(asked.camera(), asked.profile())));
    }

    private static Decision decide(Site site, AddCamera asked) {
        Camera known = site.cameras().get(asked.camera());
        if (known != null) {
            boolean same = known.address().equals(asked.address())
                    && known.primary().equals(asked.primary())
                    && known.priority() == asked.priority()
                    && known.sessions() == asked.sessions();
            return same
                    ? new Accepted(List.of())
                    : refused(
                            "Camera " + asked.camera() + " is known already, with other settings.",
                            "Change it instead, or choose another name.");
        }
        if (site.recorder(asked.primary()).isEmpty()) {
            return unknownRecorder(asked.primary());
        }
        return checked(
                site,
                List.of(
                        new CameraAdded(
                                asked.camera(), asked.address(), asked.primary(), asked.priority(), asked.sessions()),
                        new CameraAssigned(asked.camera(), asked.primary(), site.nextEpoch(asked.camera()))));
    }

    private static Decision decide(Site site, ChangeCamera asked) {
        if (!site.cameras().containsKey(asked.camera())) {
            return unknownCamera(asked.camera());
        }
        if (site.recorder(asked.primary()).isEmpty()) {
            return unknownRecorder(asked.primary());
        }
        SiteFact changed =
                new CameraChanged(asked.camera(), asked.address(), asked.primary(), asked.priority(), asked.sessions());
        var camera = new Camera(asked.camera(), asked.address(), asked.primary(), asked.priority(), asked.sessions());
        boolean losesShadow = !camera.canBeShadowed()
                && site.ownership(asked.camera()).shadow().isPresent();
        return losesShadow
                ? checked(site, List.of(new ShadowAssigned(asked.camera(), Optional.empty()), changed))
                : checked(site, List.of(changed));
    }

    private static Decision decide(Site site, RemoveCamera asked) {
        return site.cameras().containsKey(asked.camera())
                ? checked(site, List.of(new CameraRemoved(asked.camera())))
                : new Accepted(List.of());
    }

    private static Decision decide(Site site, SiteCommand.ChangePeople asked) {
        boolean isBehind = asked.document()
                .filter(next -> next.number() != site.config().number() + 1)
                .isPresent();
        if (isBehind || asked.change().basedOn() != site.people().version()) {
            return new Refused(ProblemCode.PEOPLE_CHANGED.problem(
                    "Somebody else changed accounts, rights or tokens at the same moment.",
                    "Not concerned: recording does not depend on it; nothing was changed.",
                    "Look at what it is now, then ask again."));
        }
        List<SiteFact> facts = new ArrayList<>();
        facts.add(new SiteFact.PeopleChanged(asked.change()));
        asked.document().ifPresent(next -> facts.add(new ConfigAgreed(next)));
        return checked(site, facts);
    }

    private static Decision decide(Site site, SiteCommand.NoteEvidence asked) {
        try {
            return checked(
                    site,
                    EvidenceDecider.decide(site.evidence(), asked.command()).stream()
                            .<SiteFact>map(SiteFact.EvidenceNoted::new)
                            .toList());
        } catch (ProblemException refused) {
            return new Refused(refused.problem());
        }
    }

    /// Facts are tried on the site before they are proposed: the first half of the pair of checks.
    private static Decision checked(Site site, List<SiteFact> facts) {
        try {
            SiteEdit edit = new SiteEdit(site);
            facts.forEach(edit::apply);
            edit.done();
            return new Accepted(facts);
        } catch (IllegalStateException | IllegalArgumentException impossible) {
            return refused("This cannot be agreed on: " + impossible.getMessage() + ".", "Correct the request.");
        }
    }

    private static Refused unknownRecorder(NodeId node) {
        return refused("There is no recorder " + node + ".", "Add the recorder first, or check its name.");
    }

    private static Refused unknownCamera(CameraId camera) {
        return refused("There is no camera " + camera + ".", "Add the camera first, or check its name.");
    }

    private static Refused refused(String what, String remedy) {
        return new Refused(ProblemCode.REQUEST_REFUSED.problem(what, "Not touched: nothing was changed.", remedy));
    }
}
