package org.lidless.node;

import java.io.IOException;
import java.util.Optional;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.wire.Json;
import org.lidless.wire.Membership.Server;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ServerClient;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// A management server that joins asks the others, one after the other and without end, to take part; over when it was
/// told that it does. A thread of its own.
final class Admission implements Runnable {

    private static final long ASK_AGAIN_US = 500_000;
    private static final long ANSWER_MILLIS = 25_000;
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Clock clock;
    private final NodeCredentials own;
    private final ManagementServer self;
    private final KnownServers known;
    private String said = "";

    Admission(Clock clock, NodeCredentials own, ManagementServer self, KnownServers known) {
        this.clock = clock;
        this.own = own;
        this.self = self;
        this.known = known;
    }

    @Override
    public void run() {
        byte[] order = Json.encode(new Server(self.member(), self.node().value(), self.address(), self.consensus()));
        while (!Thread.currentThread().isInterrupted() && !known.hasAgreed()) {
            for (ManagementServer each : known.now()) {
                if (!each.node().equals(self.node()) && ask(each, order)) {
                    LOG.info("this management server takes part now");
                    return;
                }
            }
            clock.pauseUs(ASK_AGAIN_US);
        }
    }

    private boolean ask(ManagementServer server, byte[] order) {
        try (ServerClient client = new ServerClient(own, server.node(), server.address())) {
            Optional<Answered> answered = client.admit(order).await(ANSWER_MILLIS);
            if (answered.filter(answer -> answer.status() == 201).isPresent()) {
                return true;
            }
            say(server.node() + " has not let it take part yet"
                    + answered.map(Admission::reason).orElse(""));
        } catch (IOException notNow) {
            say(server.node() + " cannot be asked: " + notNow.getMessage());
        }
        return false;
    }

    private static String reason(Answered answered) {
        try {
            return ": " + Json.decode(answered.body(), ProblemReport.class).detail();
        } catch (JacksonException wordless) {
            LOG.debug("refused without a word", wordless);
            return " (status " + answered.status() + ")";
        }
    }

    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            LOG.info("This management server takes no part yet: {}", what);
        }
    }
}
