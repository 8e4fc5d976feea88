package org.lidless.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.wire.CameraStatus;
import org.lidless.world.Clock;

/// Measures a takeover from outside: asks every recorder that may become a camera's new owner, again and again, for its
/// newest durable frame.
final class TakeoverWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_US = 10_000;
    private static final int POLLS_PER_OWNER_QUESTION = 10;

    private final Clock clock;
    private final SiteSight sight;
    private final List<Answering> candidates;
    private final List<String> cameras;
    private final Instant killed;
    private final long killedUs;

    /// For each camera and recorder, the µs from the kill to the first frame behind it on disk.
    private final SortedMap<String, SortedMap<String, Long>> durableAfterUs = new TreeMap<>();

    /// @param candidates who may take over
    /// @param cameras    of the recorder that is killed
    /// @param killed     when it was, by the clock on the wall
    /// @param killedUs   the same moment on the monotonic clock
    TakeoverWatch(
            Clock clock,
            SiteSight sight,
            List<? extends Answering> candidates,
            List<String> cameras,
            Instant killed,
            long killedUs) {
        this.clock = clock;
        this.sight = sight;
        this.candidates = List.copyOf(candidates);
        this.cameras = List.copyOf(cameras);
        this.killed = killed;
        this.killedUs = killedUs;
    }

    /// Watches until every camera has a new owner that records, or patience ends. For each camera the milliseconds
    /// from the kill until a frame captured after it was durable at that owner; a camera without one is left out.
    SortedMap<String, Long> measure() {
        SortedMap<String, Long> found = new TreeMap<>();
        long endUs = killedUs + PATIENCE.toNanos() / 1000;
        for (int poll = 1; found.size() < cameras.size() && clock.elapsedUs() < endUs; poll++) {
            look();
            if (poll % POLLS_PER_OWNER_QUESTION == 0 || everySeen()) {
                settle(found);
            }
            clock.pauseUs(POLL_US);
        }
        return found;
    }

    private void look() {
        for (Answering node : candidates) {
            SortedMap<String, CameraStatus> said = SiteSight.cameras(node);
            long afterUs = clock.elapsedUs() - killedUs;
            for (String camera : cameras) {
                CameraStatus status = said.get(camera);
                if (status != null && SiteSight.durable(status).isAfter(killed)) {
                    durableAfterUs
                            .computeIfAbsent(camera, unseen -> new TreeMap<>())
                            .putIfAbsent(node.name(), afterUs);
                }
            }
        }
    }

    private boolean everySeen() {
        return durableAfterUs.size() == cameras.size();
    }

    private void settle(SortedMap<String, Long> found) {
        SortedMap<String, CameraStatus> managed = sight.managed();
        durableAfterUs.forEach((camera, byRecorder) -> {
            CameraStatus said = managed.get(camera);
            String owner = said == null ? "" : said.charge().owner().orElse("");
            Long us = byRecorder.get(owner);
            if (us != null) {
                found.putIfAbsent(camera, Math.ceilDiv(us, 1_000L));
            }
        });
    }
}
