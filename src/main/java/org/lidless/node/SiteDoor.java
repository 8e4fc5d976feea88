package org.lidless.node;

import java.io.IOException;
import java.util.Optional;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.Json;
import org.lidless.wire.Membership.RenewalOrder;
import org.lidless.wire.Membership.Server;
import org.lidless.wire.OwnControl;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Relay;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.node.ControlDesk;
import org.lidless.wire.node.DoorDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// What comes to a management server's port for nodes, answered as if it had come to its control address: requests that
/// others pass on, newcomers, and certificates to be renewed. Any thread.
final class SiteDoor implements ControlDesk, DoorDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SiteDoor.class);

    private final KnownServers known;
    private final Relay relay;
    private final OwnControl own;

    SiteDoor(KnownServers known, Relay relay, OwnControl own) {
        this.known = known;
        this.relay = relay;
        this.own = own;
    }

    @Override
    public boolean mayAsk(Shown peer) {
        return known.contains(peer.node());
    }

    @Override
    public Answered answer(Asked asked) throws IOException {
        return own.answer(asked);
    }

    @Override
    public Answered join(byte[] order) throws IOException {
        return anywhere(new Asked("POST", "/api/join", order));
    }

    @Override
    public Answered renew(Shown shown, String request) throws IOException {
        RenewalOrder order = new RenewalOrder(shown.node().value(), shown.hosts(), shown.management(), request);
        return anywhere(new Asked("POST", "/api/renewals", Json.encode(order)));
    }

    @Override
    public Answered admit(Shown shown, byte[] order) throws IOException {
        boolean isItself;
        try {
            isItself = shown.management()
                    && Json.decode(order, Server.class)
                            .node()
                            .equals(shown.node().value());
        } catch (JacksonException garbage) {
            LOG.debug("{} asked to take part with garbage", shown.node(), garbage);
            isItself = false;
        }
        if (!isItself) {
            return problem(
                    403,
                    ProblemCode.ACCESS_DENIED.problem(
                            "Node " + shown.node() + " asked for what only that management server itself may ask.",
                            "Safe: nothing was changed.",
                            "Let it join by a code for a management server."));
        }
        return anywhere(new Asked("POST", "/api/servers", order));
    }

    /// By the leader, whoever that is.
    private Answered anywhere(Asked asked) throws IOException {
        try {
            Optional<Answered> elsewhere = relay.pass(asked);
            return elsewhere.isPresent() ? elsewhere.get() : own.answer(asked);
        } catch (ProblemException nobody) {
            return problem(503, nobody.problem());
        }
    }

    private static Answered problem(int status, Problem problem) {
        return new Answered(status, "application/problem+json", Json.encode(ProblemReport.of(problem)));
    }
}
