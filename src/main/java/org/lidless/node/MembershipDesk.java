package org.lidless.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.control.consensus.Consensus;
import org.lidless.control.management.Answer;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.CommandDecider;
import org.lidless.control.site.Decision;
import org.lidless.control.site.Invitation;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.Invite;
import org.lidless.control.site.SiteCommand.UseInvitation;
import org.lidless.domain.NodeId;
import org.lidless.domain.NodeRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.wire.Membership;
import org.lidless.wire.authority.JoinCode;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who belongs to the site, at the management server that leads: makes codes, lets newcomers in by them, signs
/// certificates again, and has management servers come and go. Any thread; waits for what has to be agreed on.
final class MembershipDesk implements Membership {

    /// Two clocks that are further apart than this are not both right, µs.
    static final long CLOCKS_APART_US = 300_000_000;

    private static final long SECONDS_MIN = 60;
    private static final long SECONDS_MAX = 7 * 86_400;
    private static final long ANSWER_SECONDS = 5;
    private static final String NOBODY = "Not concerned: nobody was let in.";
    private static final Logger LOG = LoggerFactory.getLogger(MembershipDesk.class);

    private final World world;
    private final ManagementLoop loop;
    private final Consensus consensus;
    private final KnownServers known;
    private final Optional<SiteAuthority> authority;

    /// @param authority the site's, when its key is here
    MembershipDesk(
            World world,
            ManagementLoop loop,
            Consensus consensus,
            KnownServers known,
            Optional<SiteAuthority> authority) {
        this.world = world;
        this.loop = loop;
        this.consensus = consensus;
        this.known = known;
        this.authority = authority;
    }

    private SiteAuthority authority() {
        return authority.orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                "This management server has not got the key of the site's authority.",
                NOBODY,
                "Name its directory under \"authority:\" in the settings of every management server, or issue "
                        + "certificates by hand (lidless certificate issue)."));
    }

    @Override
    public InvitationReport invite(InvitationOrder order) {
        NodeRole role = NodeRole.of(order.role())
                .orElseThrow(
                        () -> refused("There is no role \"" + order.role() + "\".", "Say recorder or management."));
        if (order.seconds() < SECONDS_MIN || order.seconds() > SECONDS_MAX) {
            throw refused("A code is valid for a minute at least and a week at most.", "Choose another time.");
        }
        JoinCode code =
                JoinCode.make(world.chance().fork("invitation"), authority().fingerprint());
        long nowUs = world.clock().wallUs();
        long untilUs = nowUs + order.seconds() * 1_000_000;
        submit(new Invite(
                new Invitation(
                        code.id(),
                        code.proof(),
                        role,
                        order.node().map(MembershipDesk::node),
                        untilUs,
                        Optional.empty()),
                nowUs));
        LOG.info("invitation {} for a {} was made", code.id(), role.word());
        return new InvitationReport(
                code.text(),
                TimeSpan.instant(untilUs),
                known.now().stream().map(ManagementServer::address).toList());
    }

    @Override
    public JoinReport join(JoinOrder order) {
        if (order.version() != JoinOrder.VERSION) {
            throw ProblemCode.PEER_VERSION.because(
                    "The newcomer speaks version " + order.version() + ", this management server " + JoinOrder.VERSION
                            + ".",
                    NOBODY,
                    "Use programs of versions that go together.");
        }
        NodeId newcomer = node(order.node());
        long nowUs = world.clock().wallUs();
        UseInvitation use =
                new UseInvitation(order.id(), new JoinCode(order.id(), order.secret(), "").proof(), newcomer, nowUs);
        if (CommandDecider.decide(loop.site(), use) instanceof Decision.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        checkClock(TimeSpan.micros(order.now()), nowUs);
        NodeRole role = invitation(order.id()).role();
        checkName(newcomer, role, order.replace());
        SiteAuthority signing = authority();
        submit(use);
        String certificate = signing.sign(newcomer, order.hosts(), role == NodeRole.MANAGEMENT, order.request());
        LOG.info("{} {} joined by invitation {}", role.word(), newcomer, order.id());
        return new JoinReport(
                role.word(),
                certificate,
                signing.certificateText(),
                role == NodeRole.MANAGEMENT ? Optional.of(signing.keyText()) : Optional.empty(),
                servers(known.now()));
    }

    private Invitation invitation(String id) {
        return Optional.ofNullable(loop.site().invitations().get(id))
                .orElseThrow(() -> ProblemCode.JOIN_CODE_WRONG.because(
                        "No invitation of this site has the code.", NOBODY, "Make another one."));
    }

    private static void checkClock(long theirsUs, long oursUs) {
        long apartUs = theirsUs - oursUs;
        if (Math.abs(apartUs) > CLOCKS_APART_US) {
            long minutes = Math.abs(apartUs) / 60_000_000;
            String apart = minutes >= 120 ? minutes / 60 + " hours" : minutes + " minutes";
            throw ProblemCode.JOIN_CLOCK.because(
                    "The newcomer's clock is " + apart + (apartUs > 0 ? " ahead of" : " behind") + " the site's.",
                    NOBODY,
                    "Set the newcomer's clock (by NTP), then join again: the code is still valid.");
        }
    }

    private void checkName(NodeId newcomer, NodeRole role, boolean replace) {
        boolean isServer = known.contains(newcomer);
        boolean isRecorder = loop.site().recorder(newcomer).isPresent();
        boolean hasJoined = loop.site().invitations().values().stream()
                .anyMatch(each -> each.usedBy().equals(Optional.of(newcomer)));
        boolean isOther = role == NodeRole.MANAGEMENT ? isRecorder : isServer;
        if (isOther || ((isServer || isRecorder || hasJoined) && !replace)) {
            throw ProblemCode.JOIN_NAME_TAKEN.because(
                    "The site has a node " + newcomer + " already" + (isOther ? ", and it is no " + role.word() : "")
                            + ".",
                    NOBODY,
                    isOther
                            ? "Choose another name."
                            : "Choose another name, or say --replace when that node is lost for good.");
        }
    }

    @Override
    public RenewalReport renew(RenewalOrder order) {
        NodeId node = node(order.node());
        boolean belongs = order.management()
                ? known.contains(node)
                : loop.site().recorder(node).isPresent();
        if (!belongs) {
            throw refused("Node " + node + " does not belong to the site any more.", "Let it join again.");
        }
        LOG.info("the certificate of {} was renewed", node);
        return new RenewalReport(authority().sign(node, order.hosts(), order.management(), order.request()));
    }

    @Override
    public ServersReport admit(Server asked) {
        ManagementServer server =
                new ManagementServer(node(asked.node()), asked.address(), asked.consensus(), asked.member());
        List<ManagementServer> before = known.now();
        if (before.contains(server)) {
            return new ServersReport(servers(before));
        }
        checkInvited(server);
        List<ManagementServer> after = new ArrayList<>(before);
        after.removeIf(each -> each.node().equals(server.node()));
        after.add(server);
        known.expect(server.node());
        try {
            change(before, after);
        } finally {
            known.expectNoMore(server.node());
        }
        LOG.info("management server {} takes part as {}", server.node(), server.member());
        return new ServersReport(servers(after));
    }

    /// Its name among those that agree is made of the invitation by which it joined, so that nobody takes part twice
    /// by one invitation, and a server that left not by itself.
    private void checkInvited(ManagementServer server) {
        boolean isInvited = loop.site().invitations().values().stream()
                .anyMatch(each -> each.role() == NodeRole.MANAGEMENT
                        && each.usedBy().equals(Optional.of(server.node()))
                        && server.member().endsWith(ManagementServer.MARK + each.id()));
        if (!isInvited) {
            throw refused(
                    server.node() + " has not joined by an invitation for a management server within the last day.",
                    "Let it join again (lidless invite, lidless join).");
        }
    }

    @Override
    public ServersReport dismiss(String name) {
        NodeId node = node(name);
        List<ManagementServer> before = known.now();
        List<ManagementServer> after =
                before.stream().filter(each -> !each.node().equals(node)).toList();
        if (after.size() == before.size()) {
            return new ServersReport(servers(before));
        }
        if (after.isEmpty()) {
            throw refused(
                    node + " is the only management server: without it nobody would decide anything.",
                    "Let another one join first.");
        }
        change(before, after);
        LOG.info("management server {} takes part no longer", node);
        return new ServersReport(servers(after));
    }

    private void change(List<ManagementServer> before, List<ManagementServer> after) {
        try {
            consensus.change(
                    before.stream().map(KnownServers::member).toList(),
                    after.stream().map(KnownServers::member).toList());
        } catch (IOException failed) {
            throw ProblemCode.OUTCOME_UNKNOWN.because(
                    "The management servers have not agreed on who takes part: " + failed.getMessage() + ".",
                    "Safe: every recorder goes on with what it does.",
                    "Look at lidless status; most of the management servers must be reachable. Then ask again.");
        }
    }

    private void submit(SiteCommand command) {
        try {
            switch (loop.submit(command).get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                case Answer.Done done -> LOG.debug("agreed at version {}", done.siteVersion());
                case Answer.NotDone refused -> throw new ProblemException(refused.problem());
                case Answer.Uncertain unclear -> throw new ProblemException(unclear.problem());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw unknown(failed);
        }
    }

    private static ProblemException unknown(Exception why) {
        return new ProblemException(
                ProblemCode.OUTCOME_UNKNOWN.problem(
                        "It was not agreed on in time.",
                        NOBODY,
                        "Make another code with lidless invite, and use that."),
                why);
    }

    private static NodeId node(String name) {
        try {
            return new NodeId(name);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong.getMessage() + ".", "Choose another name.");
        }
    }

    private static List<Server> servers(List<ManagementServer> servers) {
        return servers.stream()
                .map(each -> new Server(each.member(), each.node().value(), each.address(), each.consensus()))
                .toList();
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, NOBODY, remedy);
    }
}
