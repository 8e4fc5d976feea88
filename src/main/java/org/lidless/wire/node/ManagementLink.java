package org.lidless.wire.node;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.HeartbeatChange;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.WitnessReport;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// A recorder's link to one management server: sends a heartbeat every 250 ms, the first one whole and then what
/// changed, hears assignments, measures the clock. Dials again by itself when it breaks.
public final class ManagementLink implements AutoCloseable {

    private static final long BEAT_US = 250_000;

    /// Reports that wait to be told; one more is dropped, for it will be told again.
    private static final int REPORTS_MAX = 256;

    private final NodeId management;
    private final Supplier<Heartbeat> beat;
    private final ManagementHearer hearer;
    private final ClockTalk clock;
    private final BlockingQueue<WitnessReport> reports = new ArrayBlockingQueue<>(REPORTS_MAX);
    private final LinkLoop loop;
    private long nextBeatUs;
    private @Nullable Heartbeat told;
    private volatile boolean open;

    private ManagementLink(
            World world,
            NodeCredentials own,
            long boot,
            NodeId management,
            String address,
            Supplier<Heartbeat> beat,
            ManagementHearer hearer) {
        this.management = management;
        this.beat = beat;
        this.hearer = hearer;
        this.clock = new ClockTalk(world.clock());
        this.loop = new LinkLoop(world, own, boot, management, address, "/node/v1/management", new Told());
    }

    /// Begins to dial.
    ///
    /// @param boot       names this start of the process, as in its heartbeats
    /// @param management who must answer there, by its certificate
    /// @param address    `host:port`
    /// @param beat       asked on the link's thread for each heartbeat; must return at once
    public static ManagementLink start(
            World world,
            NodeCredentials own,
            long boot,
            NodeId management,
            String address,
            Supplier<Heartbeat> beat,
            ManagementHearer hearer) {
        ManagementLink link = new ManagementLink(world, own, boot, management, address, beat, hearer);
        link.loop.start();
        return link;
    }

    /// Tells what was seen of another recorder, with the next heartbeat at the latest; lost when the link is closed.
    /// Any thread, returns at once.
    public void witness(WitnessReport report) {
        if (open && reports.offer(report)) {
            loop.wake();
        }
    }

    /// How far the management server's clock is from this one's; empty until it was measured. Any thread.
    public Optional<ClockOffset> clock() {
        return clock.offset();
    }

    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Told implements Talk {

        @Override
        public void opened(Line line, long boot) {
            nextBeatUs = Long.MIN_VALUE;
            told = null;
            reports.clear();
            clock.begin(Long.MIN_VALUE);
            open = true;
            hearer.opened(management);
        }

        @Override
        public void heard(Line line, Line.Event event) {
            if (!(event instanceof Line.Event.Text text)) {
                throw new IllegalArgumentException("it sent bytes where text is spoken");
            }
            switch (MessageJson.decode(text.json())) {
                case Message.Assigned assigned -> hearer.assigned(assigned.list());
                case Message.ClockAnswered answer -> clock.answered(answer);
                case Message other -> throw new IllegalArgumentException("it sent what management does not tell");
            }
        }

        @Override
        public long due(Line line, long nowUs) {
            for (WitnessReport report = reports.poll(); report != null; report = reports.poll()) {
                line.send(new Message.Witnessed(report));
            }
            if (nowUs >= nextBeatUs) {
                nextBeatUs = nowUs + BEAT_US;
                line.send(next(beat.get()));
            }
            return Math.min(nextBeatUs, clock.due(line, nowUs));
        }

        /// The first on a line is whole; a line loses nothing, so that what changed will do from then on.
        private Message next(Heartbeat now) {
            Heartbeat before = told;
            if (before == null) {
                told = now;
                return new Message.Beat(now);
            }
            HeartbeatChange change = HeartbeatChange.between(before, now);
            told = change.after(before);
            return new Message.BeatAgain(change);
        }

        @Override
        public void closed() {
            open = false;
            hearer.closed(management);
        }

        @Override
        public void refused() {
            // Nobody is there: nothing was heard from it that could change.
        }

        @Override
        public void distrusted(Problem problem) {
            hearer.refused(management, problem);
        }
    }
}
