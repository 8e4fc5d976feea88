package org.lidless.control.management;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.lidless.control.consensus.Consensus;
import org.lidless.control.consensus.Replica;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.management.SiteReplica.Happened;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.WitnessReport;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread round a [Management]: everything reaches it through one bounded mailbox, in order, and a tick comes ten
/// times a second. A heartbeat that says nothing new waits for the tick: only there does it count. What is repeated
/// anyway (heartbeats, sightings) is dropped when the mailbox is full, and counted;
/// what is not waits for room.
public final class ManagementLoop implements AutoCloseable {

    public static final int MESSAGES_MAX = 4_096;

    private static final long TICK_US = 100_000;
    private static final long CLOSE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(ManagementLoop.class);

    private final World world;
    private final BlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MESSAGES_MAX);
    private final ArrayDeque<Runnable> own = new ArrayDeque<>();
    private final AtomicLong dropped = new AtomicLong();
    private final Map<NodeId, Heartbeat> told = new ConcurrentHashMap<>();
    private final Map<NodeId, Again> again = new ConcurrentHashMap<>();
    private final SiteReplica replica;
    private final Management management;
    private final CompletableFuture<Consensus> joined = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean leading;

    /// A recorder said the same again.
    ///
    /// @param atUs when, by the loop's clock
    private record Again(Heartbeat heartbeat, long atUs) {}

    /// @param recorders called on the loop's thread; must return at once
    public ManagementLoop(World world, NodeId self, FailoverTiming timing, Recorders recorders) {
        this.world = world;
        this.replica = new SiteReplica(this::applied);
        long serial = world.chance().bits() >>> 1;
        this.management = new Management(
                self, serial, timing, replica, this::propose, recorders, Optional.of(world.clock()::wallUs));
        this.thread = Thread.ofPlatform().name("management").unstarted(this::run);
    }

    /// What the log's entries are applied to: to be given to the consensus before [#start].
    public Replica replica() {
        return replica;
    }

    /// Begins to work with this log.
    public void start(Consensus consensus) {
        joined.complete(consensus);
        thread.start();
    }

    /// The site as agreed so far. Any thread.
    public Site site() {
        return replica.site();
    }

    /// Whether this server leads and takes commands. Any thread.
    public boolean leads() {
        return leading;
    }

    /// Messages that were dropped because the mailbox was full.
    public long dropped() {
        return dropped.get();
    }

    public CompletableFuture<Answer> submit(SiteCommand command) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        boolean taken = mailbox.offer(() -> management.submit(command, answer::complete));
        if (!taken) {
            answer.complete(new Answer.NotDone(ProblemCode.REQUEST_REFUSED.problem(
                    "This management server is overloaded.", "Not touched.", "Ask again a little later.")));
        }
        return answer;
    }

    /// A recorder says how it is; the same object again when nothing has changed. Calls for one recorder, this and
    /// [#closed], come one after the other.
    @SuppressWarnings("ReferenceEquality") // An equal one that was made anew is rare, and heard all the same.
    public void heartbeat(Heartbeat heartbeat) {
        if (told.put(heartbeat.node(), heartbeat) == heartbeat) {
            again.put(heartbeat.node(), new Again(heartbeat, now()));
        } else {
            again.remove(heartbeat.node());
            offer(() -> management.onHeartbeat(heartbeat, now()));
        }
    }

    public void closed(NodeId node, long boot) {
        told.remove(node);
        again.remove(node);
        offer(() -> management.onClosed(node, boot, now()));
    }

    public void dialled(NodeId node, boolean refused) {
        offer(() -> management.onDialled(node, refused));
    }

    public void witnessed(WitnessReport report) {
        offer(() -> management.onWitness(report, now()));
    }

    /// Carries out something on the loop's thread, with the management that it owns: for status pages.
    public <T> CompletableFuture<T> ask(Function<Management, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!mailbox.offer(() -> answer.complete(question.apply(management)))) {
            answer.completeExceptionally(new IllegalStateException("the mailbox of management is full"));
        }
        return answer;
    }

    private void offer(Runnable message) {
        if (!mailbox.offer(message)) {
            dropped.incrementAndGet();
        }
    }

    /// The loop never waits for the log, so the log may wait for the loop. What the loop says to itself needs no room.
    private void put(Runnable message) {
        if (Thread.currentThread().equals(thread)) {
            own.add(message);
            return;
        }
        try {
            while (!closing && !mailbox.offer(message, TICK_US, TimeUnit.MICROSECONDS)) {
                LOG.warn("The mailbox of management is full; the log waits for it.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void applied(Happened happened) {
        if (thread.isAlive()) {
            put(() -> management.onApplied(happened, now()));
        }
    }

    private void propose(long serial, byte[] entry) {
        // Never on this thread: then it would be heard before the entry that was applied earlier, and waits in the
        // mailbox.
        var _ = joined.join()
                .propose(entry)
                .thenAcceptAsync(
                        outcome -> put(() -> management.onOutcome(serial, outcome)), Thread::startVirtualThread);
    }

    private void run() {
        Consensus consensus = joined.join();
        long nextTickUs = now();
        while (!closing) {
            try {
                Runnable message = mailbox.poll(Math.max(0, nextTickUs - now()), TimeUnit.MICROSECONDS);
                if (message != null) {
                    guarded(message);
                }
                while (!own.isEmpty()) {
                    guarded(own.remove());
                }
                if (now() >= nextTickUs) {
                    nextTickUs = now() + TICK_US;
                    guarded(this::hearAgain);
                    guarded(() -> management.tick(consensus.leadership(), now()));
                    leading = management.leads();
                }
            } catch (InterruptedException interrupted) {
                LOG.info("Management was asked to stop.");
                return;
            }
        }
    }

    private void hearAgain() {
        for (NodeId node : List.copyOf(again.keySet())) {
            Again said = again.remove(node);
            if (said != null) {
                management.onHeartbeat(said.heartbeat(), said.atUs());
            }
        }
    }

    private static void guarded(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException bug) {
            LOG.error("Bug: one message of management failed; the loop goes on.", bug);
        }
    }

    private long now() {
        return world.clock().elapsedUs();
    }

    /// Stops the loop; recorders go on with their last assignments.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
