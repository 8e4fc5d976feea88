package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.footage.timeline.alignment.Alignment;

/// What a recorder has on disk: survives every kill.
final class MadeDisk {

    AssignmentList list;
    final TreeMap<String, MadeSegment> segments = new TreeMap<>();
    final List<Alignment> alignments = new ArrayList<>();
    final List<StoredGap> gaps = new ArrayList<>();
    /// Of streams that it owned: the last frame that is durable, until it is released.
    final TreeMap<CameraId, Integer> ownedUpTo = new TreeMap<>();
    /// A segment being brought home, as far as it has got.
    final TreeMap<String, MadeSegment> parts = new TreeMap<>();

    /// From when to when it says that it owned what.
    final List<Owned> owned = new ArrayList<>();

    long fullUntilUs;
    long hangsUntilUs;
    long failsUntilUs;

    /// @param fromUs true time
    /// @param toUs   true time, `Long.MAX_VALUE` as long as nobody said that it ended
    record Owned(CameraId camera, Epoch epoch, long fromUs, long toUs) {}

    /// Frames of a camera from one to another, both included, that nobody is said to have.
    record StoredGap(CameraId camera, int from, int to, String cause) {}

    MadeDisk(AssignmentList list) {
        this.list = list;
    }

    boolean has(CameraId camera, int frame) {
        for (MadeSegment segment : segments.values()) {
            if (segment.camera.equals(camera) && segment.frames().get(frame)) {
                return true;
            }
        }
        return false;
    }

    boolean isTroubled(long nowUs) {
        return Math.max(fullUntilUs, Math.max(hangsUntilUs, failsUntilUs)) > nowUs;
    }

    void healed() {
        fullUntilUs = 0;
        hangsUntilUs = 0;
        failsUntilUs = 0;
    }

    void owns(CameraId camera, Epoch epoch, long fromUs) {
        owned.add(new Owned(camera, epoch, fromUs, Long.MAX_VALUE));
    }

    void disowns(CameraId camera, long atUs) {
        owned.replaceAll(each -> each.camera().equals(camera) && each.toUs() == Long.MAX_VALUE
                ? new Owned(camera, each.epoch(), each.fromUs(), Math.max(each.fromUs(), atUs))
                : each);
    }

    void gap(CameraId camera, int from, int to, String cause) {
        if (from <= to) {
            gaps.add(new StoredGap(camera, from, to, cause));
        }
    }

    /// Once for each pair of runs; a newer answer takes the place of an older one.
    void aligned(Alignment found) {
        Optional<Alignment> known = alignments.stream()
                .filter(each -> each.runA().equals(found.runA()) && each.runB().equals(found.runB()))
                .findFirst();
        known.ifPresent(alignments::remove);
        alignments.add(found);
    }
}
