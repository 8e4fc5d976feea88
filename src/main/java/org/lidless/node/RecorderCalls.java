package org.lidless.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.Control;
import org.lidless.wire.ControlClient;
import org.lidless.wire.StatusReport;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ControlOver;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks recorders on behalf of people, as their own command line would. Any thread; the lock orders nothing but
/// looks at their statuses, of which one is enough for all who want it.
final class RecorderCalls implements AutoCloseable {

    private static final long STATUS_AGE_US = 2_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(RecorderCalls.class);

    private final NodeCredentials own;
    private final Supplier<Site> site;
    private final Clock clock;
    private final TreeMap<NodeId, Way> ways = new TreeMap<>();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile SortedMap<String, StatusReport> statuses = new TreeMap<>();
    private volatile long lookedUs = Long.MIN_VALUE / 2;

    private record Way(String address, ControlClient client) {}

    RecorderCalls(NodeCredentials own, Supplier<Site> site, Clock clock) {
        this.own = own;
        this.site = site;
        this.clock = clock;
    }

    /// @throws ProblemException `NOTHING_FOUND` for no recorder of the site
    Control of(String name) {
        return site.get().recorders().values().stream()
                .filter(each -> each.node().value().equals(name))
                .findFirst()
                .map(this::way)
                .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                        "There is no recorder " + name + ".",
                        "Safe: nothing was changed.",
                        "lidless recorder list shows those that there are."));
    }

    private synchronized Control way(Recorder recorder) {
        Way known = ways.get(recorder.node());
        if (known == null || !known.address().equals(recorder.address())) {
            if (known != null) {
                known.client().close();
            }
            known = new Way(recorder.address(), ControlOver.mutualTls(own, recorder.node(), recorder.address()));
            ways.put(recorder.node(), known);
        }
        return known.client();
    }

    /// Asks the recorders in turn, a camera's owner and then its usual recorder first, until one can be reached.
    ///
    /// @throws ProblemException what the first that could be reached says; `NOT_REACHABLE` when none could
    <T> T any(@Nullable CameraId camera, Function<Control, T> question) {
        List<Recorder> all = inOrder(camera);
        ProblemException last = null;
        for (Recorder each : all) {
            try {
                return question.apply(way(each));
            } catch (ProblemException refused) {
                if (refused.problem().code() != ProblemCode.NOT_REACHABLE) {
                    throw refused;
                }
                last = refused;
            }
        }
        throw last == null
                ? ProblemCode.NOTHING_FOUND.because(
                        "The site has no recorder yet.", "Nothing is recorded yet.", "Add a recorder first.")
                : last;
    }

    private List<Recorder> inOrder(@Nullable CameraId camera) {
        Site now = site.get();
        List<NodeId> first = new ArrayList<>();
        if (camera != null) {
            Optional.ofNullable(now.ownerships().get(camera))
                    .map(Ownership::owner)
                    .ifPresent(first::add);
            Optional.ofNullable(now.cameras().get(camera)).ifPresent(known -> first.add(known.primary()));
        }
        List<Recorder> all = new ArrayList<>();
        first.stream().distinct().forEach(node -> now.recorder(node).ifPresent(all::add));
        now.recorders().values().stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }

    /// What those say that can be reached, by name.
    SortedMap<String, StatusReport> statuses() {
        if (clock.elapsedUs() - lookedUs < STATUS_AGE_US) {
            return statuses;
        }
        looking.lock();
        try {
            if (clock.elapsedUs() - lookedUs >= STATUS_AGE_US) {
                statuses = look();
                lookedUs = clock.elapsedUs();
            }
            return statuses;
        } finally {
            looking.unlock();
        }
    }

    private SortedMap<String, StatusReport> look() {
        ConcurrentSkipListMap<String, StatusReport> found = new ConcurrentSkipListMap<>();
        List<Thread> asking = new ArrayList<>();
        for (Recorder each : site.get().recorders().values()) {
            asking.add(Thread.startVirtualThread(() -> {
                try {
                    found.put(each.node().value(), way(each).status());
                } catch (ProblemException away) {
                    LOG.debug(
                            "recorder {} says nothing: {}",
                            each.node(),
                            away.problem().what());
                }
            }));
        }
        for (Thread each : asking) {
            try {
                each.join(STATUS_AGE_US / 1_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return new TreeMap<>(found);
    }

    @Override
    public synchronized void close() {
        ways.values().forEach(each -> each.client().close());
        ways.clear();
    }
}
