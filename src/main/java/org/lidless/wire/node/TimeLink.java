package org.lidless.wire.node;

import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A management server's link to another one: asks for the time, so that whoever leads next goes on with the site's.
/// Dials again by itself when it breaks.
public final class TimeLink implements AutoCloseable {

    static final String PATH = "/node/v1/servers";

    private static final Logger LOG = LoggerFactory.getLogger(TimeLink.class);

    private final NodeId peer;
    private final ClockTalk clock;
    private final LinkLoop loop;
    private final Runnable reachedAgain;
    private volatile boolean open;

    private TimeLink(World world, NodeCredentials own, long boot, NodeId peer, String address, Runnable reachedAgain) {
        this.peer = peer;
        this.reachedAgain = reachedAgain;
        this.clock = new ClockTalk(world.clock());
        this.loop = new LinkLoop(world, own, boot, peer, address, PATH, new Told());
    }

    /// Begins to dial.
    ///
    /// @param boot    names this start of the process
    /// @param peer    who must answer there, by its certificate
    /// @param address `host:port`
    /// @param reachedAgain called on the link's thread when it is open again after it broke; must return at once
    public static TimeLink start(
            World world, NodeCredentials own, long boot, NodeId peer, String address, Runnable reachedAgain) {
        TimeLink link = new TimeLink(world, own, boot, peer, address, reachedAgain);
        link.loop.start();
        return link;
    }

    public NodeId peer() {
        return peer;
    }

    /// How far the leader's clock is from this one's; empty when the peer does not lead, or was not yet asked. Any
    /// thread.
    public Optional<ClockOffset> clock() {
        return open ? clock.offset() : Optional.empty();
    }

    /// Whether the peer can be talked with.
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Told implements Talk {

        private boolean wasOpen;

        @Override
        public void opened(Line line, long boot) {
            clock.begin(Long.MIN_VALUE);
            open = true;
            if (wasOpen) {
                reachedAgain.run();
            }
            wasOpen = true;
        }

        @Override
        public void heard(Line line, Line.Event event) {
            if (!(event instanceof Line.Event.Text text)
                    || !(MessageJson.decode(text.json()) instanceof Message.ClockAnswered answer)) {
                throw new IllegalArgumentException("it sent what management servers do not tell each other");
            }
            clock.answered(answer);
        }

        @Override
        public long due(Line line, long nowUs) {
            return clock.due(line, nowUs);
        }

        @Override
        public void closed() {
            open = false;
        }

        @Override
        public void refused() {
            // Nobody is there, and the loop dials again.
        }

        @Override
        public void distrusted(Problem problem) {
            LOG.warn("{}", problem);
        }
    }
}
