package org.lidless.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Relay;
import org.lidless.wire.StatusReport.ServerStatus;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ServerClient;
import org.lidless.wire.node.TimeLink;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The other management servers as this one reaches them. What it is asked while it does not lead it passes on to the
/// leader; and it goes by the leader's time, so that the site's time goes on whoever leads next.
final class OtherServers implements Relay, AutoCloseable {

    /// How long a question waits for somebody to lead, and is then answered with what is known here, µs.
    private static final long READING_US = 1_500_000;
    /// How long a change waits for somebody to lead, µs.
    private static final long CHANGING_US = 5_000_000;
    /// How long a leader may take for an answer, µs.
    private static final long ANSWER_US = 25_000_000;

    private static final long LOOK_AGAIN_US = 50_000;
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long LOOK_US = 200_000;
    private static final long CLOSE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(OtherServers.class);

    private final World world;
    private final NodeCredentials own;
    private final long boot;
    private final Supplier<List<ManagementServer>> known;
    private final Supplier<Optional<NodeId>> leader;
    private final BooleanSupplier leads;
    private final Consumer<NodeId> met;
    private final ConcurrentMap<NodeId, Other> others = new ConcurrentHashMap<>();
    private final Thread thread;

    private record Other(String address, ServerClient client, TimeLink link) {

        void close() {
            link.close();
            client.close();
        }
    }

    private sealed interface Tried {

        record Done(Answered answered) implements Tried {}

        /// Not carried out; ask again.
        record NotNow() implements Tried {}

        record Unclear(String why) implements Tried {}
    }

    /// @param clock  follows the leader's
    /// @param known  all management servers of the site as of now, this one too
    /// @param leader who leads, as far as this server knows
    /// @param leads  whether this one does, and is ready to answer
    /// @param met    told of each of the others when the way to it is open again after it broke; must return at
    /// once
    OtherServers(
            World world,
            SiteClock clock,
            NodeCredentials own,
            long boot,
            Supplier<List<ManagementServer>> known,
            Supplier<Optional<NodeId>> leader,
            BooleanSupplier leads,
            Consumer<NodeId> met) {
        this.world = world;
        this.own = own;
        this.boot = boot;
        this.known = known;
        this.leader = leader;
        this.leads = leads;
        this.met = met;
        meet();
        this.thread = Thread.ofPlatform().daemon().name("other-servers").start(() -> follow(clock));
    }

    private void follow(SiteClock clock) {
        while (!Thread.currentThread().isInterrupted()) {
            meet();
            if (!leads.getAsBoolean()) {
                others.values()
                        .forEach(each -> each.link()
                                .clock()
                                .ifPresent(offset -> clock.management(-offset.offsetUs(), offset.errorUs())));
            }
            world.clock().pauseUs(LOOK_US);
        }
        others.values().forEach(Other::close);
    }

    /// Has a link to each of the others, and to nobody else.
    private void meet() {
        SortedMap<NodeId, String> wanted = new TreeMap<>();
        known.get().forEach(each -> wanted.put(each.node(), each.address()));
        wanted.remove(own.node());
        others.forEach((node, other) -> {
            if (!other.address().equals(wanted.get(node))) {
                others.remove(node);
                other.close();
            }
        });
        wanted.forEach((node, address) -> others.computeIfAbsent(
                node,
                missing -> new Other(
                        address,
                        new ServerClient(own, missing, address),
                        TimeLink.start(world, own, boot, missing, address, () -> met.accept(missing)))));
    }

    /// The others that can be reached now.
    List<ManagementServer> reached() {
        return known.get().stream().filter(each -> isReached(each.node())).toList();
    }

    private boolean isReached(NodeId node) {
        Other other = others.get(node);
        return other != null && other.link().isOpen();
    }

    /// How each server is, as seen from here.
    List<ServerStatus> statuses() {
        Optional<NodeId> leading = leader.get();
        return known.get().stream()
                .map(each -> new ServerStatus(each.node().value(), each.address(), state(each.node(), leading)))
                .toList();
    }

    private String state(NodeId node, Optional<NodeId> leading) {
        Other other = others.get(node);
        boolean isHere = other == null ? node.equals(own.node()) : other.link().isOpen();
        if (!isHere) {
            return ServerStatus.AWAY;
        }
        return leading.equals(Optional.of(node)) ? ServerStatus.LEADER : ServerStatus.FOLLOWER;
    }

    @Override
    public Optional<Answered> pass(Asked asked) {
        if (others.isEmpty()) {
            return Optional.empty();
        }
        long beganUs = world.clock().elapsedUs();
        while (!leads.getAsBoolean()) {
            Optional<ServerClient> client = leader.get().map(others::get).map(Other::client);
            Tried tried = client.isPresent() ? attempt(client.get(), asked) : new Tried.NotNow();
            switch (tried) {
                case Tried.Done done -> {
                    return Optional.of(done.answered());
                }
                case Tried.NotNow again -> LOG.debug("{} waits for a leader", asked.path());
                case Tried.Unclear unclear when asked.isReading() -> LOG.debug("asked again: {}", unclear);
                case Tried.Unclear unclear -> throw unknown(unclear.why());
            }
            if (world.clock().elapsedUs() - beganUs > (asked.isReading() ? READING_US : CHANGING_US)) {
                return ifReading(asked);
            }
            world.clock().pauseUs(LOOK_AGAIN_US);
        }
        return Optional.empty();
    }

    private Tried attempt(ServerClient client, Asked asked) {
        ServerClient.Call call = client.ask(asked);
        long beganUs = world.clock().elapsedUs();
        try {
            while (world.clock().elapsedUs() - beganUs < ANSWER_US) {
                Optional<Answered> answered = call.await(LOOK_AGAIN_MILLIS);
                if (answered.isPresent()) {
                    return isRefusal(answered.get()) ? new Tried.NotNow() : new Tried.Done(answered.get());
                }
                if (!leader.get().equals(Optional.of(client.peer()))) {
                    return new Tried.Unclear(client.peer() + " had it and leads no longer");
                }
            }
            return new Tried.Unclear(client.peer() + " did not answer in time");
        } catch (ServerClient.NotAskedException notAsked) {
            LOG.debug("{} was not asked", client.peer(), notAsked);
            return new Tried.NotNow();
        } catch (IOException broken) {
            return new Tried.Unclear(String.valueOf(broken.getMessage()));
        } finally {
            call.cancel();
        }
    }

    /// It does not lead after all.
    private static boolean isRefusal(Answered answered) {
        if (answered.status() != 503) {
            return false;
        }
        try {
            return Json.decode(answered.body(), ProblemReport.class).code().equals(ProblemCode.NO_LEADER.code());
        } catch (JacksonException notAProblem) {
            LOG.debug("answered without a problem", notAProblem);
            return true;
        }
    }

    private static Optional<Answered> ifReading(Asked asked) {
        if (asked.isReading()) {
            return Optional.empty();
        }
        throw ProblemCode.NO_LEADER.because(
                "No management server leads: most of them cannot be reached.",
                "Safe: every recorder goes on with what it does; nothing was changed.",
                "Start the management servers that are down, then ask again.");
    }

    private static ProblemException unknown(String why) {
        return ProblemCode.OUTCOME_UNKNOWN.because(
                "It is not known whether the command took effect: " + why + ".",
                "Safe: every recorder goes on with what it does.",
                "Give the same command again; if it took effect, nothing happens.");
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
