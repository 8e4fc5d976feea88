package org.lidless.web.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.Control;
import org.lidless.wire.ExportReport;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.StatusReport;
import org.lidless.wire.StatusReport.ServerStatus;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the site twice a second and says what is otherwise than before. A thread of its own.
///
/// A look at hundreds of cameras at the leader, over the network, costs both ends milliseconds: who does not lead
/// looks there at once when something was agreed on, and else now and then. While nobody waits for events only the
/// list of the newest rests on it: then looks are rarer by [#UNHEARD], except when something was agreed on.
public final class EventWatch implements Runnable {

    private static final long LOOK_US = 500_000;
    private static final long FAR_LOOK_US = 2_000_000;
    private static final long UNHEARD = 8;
    private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);

    private final Seat seat;
    private final EventRing ring;
    private final Clock clock;
    private Look last = Look.NONE;
    private long lookedUs;
    private long seenVersion = -1;

    /// From where this server sees the site.
    public interface Seat {

        /// Whether it leads: then looking is cheap.
        boolean leads();

        /// Version of the site as agreed on, as far as this server knows.
        long version();

        /// Newest revision of the site's document, as far as this server knows.
        long revision();

        /// What the server that leads answers.
        Control control();
    }

    public EventWatch(Seat seat, EventRing ring, Clock clock) {
        this.seat = seat;
        this.ring = ring;
        this.clock = clock;
    }

    /// How the site was at one moment: for each thing a word that is otherwise when something happened to it.
    ///
    /// @param cameras   state, owner, and whether somebody could take over
    /// @param recorders state and whether it is drained
    /// @param servers   state
    /// @param exports   state and hundredths
    /// @param revision  of the site's document
    record Look(
            boolean isFirst,
            SortedMap<String, CameraStatus> cameras,
            SortedMap<String, String> recorders,
            SortedMap<String, String> servers,
            SortedMap<String, ExportReport> exports,
            long revision) {

        static final Look NONE = new Look(true, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);

        static Look at(Control control, long revision) {
            StatusReport status = control.status();
            SiteDesk site = control.site().orElseThrow();
            SortedMap<String, CameraStatus> cameras = new TreeMap<>();
            status.cameras().forEach(each -> cameras.put(each.camera(), each));
            SortedMap<String, String> recorders = new TreeMap<>();
            for (RecorderReport each : site.recorders()) {
                recorders.put(each.recorder(), each.state() + (each.drained() ? ", drained" : ""));
            }
            SortedMap<String, String> servers = new TreeMap<>();
            for (ServerStatus each : status.servers().orElse(List.of())) {
                servers.put(each.node(), each.state());
            }
            SortedMap<String, ExportReport> exports = new TreeMap<>();
            control.exports().forEach(each -> exports.put(each.id(), each));
            return new Look(false, cameras, recorders, servers, exports, revision);
        }
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            clock.pauseUs(LOOK_US);
            long version = seat.version();
            if (version == seenVersion && clock.elapsedUs() - lookedUs < everyUs(seat.leads(), ring.isAwaited())) {
                continue;
            }
            lookedUs = clock.elapsedUs();
            seenVersion = version;
            try {
                Look now = Look.at(seat.control(), seat.revision());
                if (!last.isFirst()) {
                    happened(last, now, TimeSpan.instant(clock.wallUs())).forEach(ring::add);
                }
                last = now;
            } catch (ProblemException notNow) {
                LOG.debug(
                        "the site cannot be looked at now: {}", notNow.problem().what());
            } catch (RuntimeException bug) {
                LOG.error("Bug: what happened at the site could not be seen.", bug);
            }
        }
    }

    /// How long nothing need be looked at while nothing is agreed on; the least is a pause of [#run].
    static long everyUs(boolean leads, boolean isAwaited) {
        long awaitedUs = leads ? 0 : FAR_LOOK_US;
        return isAwaited ? awaitedUs : UNHEARD * Math.max(LOOK_US, awaitedUs);
    }

    /// What lies between two looks. Pure.
    static List<Event> happened(Look was, Look is, Instant at) {
        List<Event> events = new ArrayList<>();
        is.cameras().forEach((name, camera) -> camera(name, was.cameras().get(name), camera, at, events));
        was.cameras().keySet().stream()
                .filter(name -> !is.cameras().containsKey(name))
                .forEach(name -> events.add(Event.of(at, "lidless.camera.removed", name + " was taken out of the site.")
                        .ofCamera(name)));
        words(
                was.recorders(),
                is.recorders(),
                (name, from, to) ->
                        events.add(Event.of(at, "lidless.recorder.changed", "Recorder " + name + " is " + to + ".")
                                .ofRecorder(name)
                                .changed(from, to)));
        words(
                was.servers(),
                is.servers(),
                (name, from, to) -> events.add(
                        Event.of(at, "lidless.server.changed", "Management server " + name + " is " + to + ".")
                                .ofRecorder(name)
                                .changed(from, to)));
        is.exports().forEach((id, export) -> export(was.exports().get(id), export, at, events));
        if (is.revision() != was.revision()) {
            events.add(Event.of(
                            at,
                            "lidless.config.changed",
                            "Revision " + is.revision() + " of the site's document was agreed on.")
                    .ofRevision(is.revision()));
        }
        return events;
    }

    private interface Changed {
        void is(String name, String from, String to);
    }

    private static void words(Map<String, String> was, Map<String, String> is, Changed changed) {
        is.forEach((name, to) -> {
            String from = was.getOrDefault(name, "");
            if (!from.equals(to)) {
                changed.is(name, from, to);
            }
        });
        was.forEach((name, from) -> {
            if (!is.containsKey(name)) {
                changed.is(name, from, "gone");
            }
        });
    }

    private static void camera(String name, @Nullable CameraStatus was, CameraStatus is, Instant at, List<Event> into) {
        if (was == null) {
            into.add(Event.of(at, "lidless.camera.added", name + " belongs to the site.")
                    .ofCamera(name));
            return;
        }
        String before = was.charge().owner().orElse("");
        String now = is.charge().owner().orElse("");
        if (!before.equals(now) && !now.isEmpty()) {
            boolean isHome = is.charge().home().filter(now::equals).isPresent();
            into.add(Event.of(
                            at,
                            isHome ? "lidless.failover.returned" : "lidless.failover.decided",
                            "Recorder " + now + " has " + name
                                    + (before.isEmpty() ? "." : ", which " + before + " had."))
                    .ofCamera(name)
                    .ofRecorder(now)
                    .changed(before, now));
        }
        if (!was.state().equals(is.state()) || was.recording() != is.recording()) {
            into.add(Event.of(at, "lidless.camera.changed", name + " is " + is.state() + ".")
                    .ofCamera(name)
                    .changed(was.state(), is.state()));
        } else if (!was.guard().ready().equals(is.guard().ready())) {
            boolean ready = is.guard().ready().orElse(false);
            String text = ready
                    ? "Another recorder could take " + name + " over."
                    : "Nobody could take " + name + " over now.";
            into.add(Event.of(at, "lidless.camera.changed", text)
                    .ofCamera(name)
                    .changed(ready ? "at-risk" : "protected", ready ? "protected" : "at-risk"));
        }
    }

    private static void export(@Nullable ExportReport was, ExportReport is, Instant at, List<Event> into) {
        boolean isSame = was != null
                && was.state() == is.state()
                && Math.floor(was.progress() * 100) == Math.floor(is.progress() * 100);
        if (!isSame) {
            into.add(Event.of(
                            at,
                            "lidless.export.progress",
                            "Export " + is.id() + " is " + is.state().word() + ".")
                    .ofExport(is.id(), is.progress())
                    .changed(was == null ? "" : was.state().word(), is.state().word()));
        }
    }
}
