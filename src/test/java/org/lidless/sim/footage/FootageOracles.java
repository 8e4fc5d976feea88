package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;

/// What must be true of the footage, judged from what the cameras really filmed.
///
/// - `LOST`: a frame that an assigned recorder received is on some disk in the end. Excused is what died in
///   memory with the last recorder that had it, and what a ring had to drop and stored a gap for.
/// - `GAP-HONEST`: what is excused lies inside a stored gap.
/// - `READ`: what is on a disk is read, but for runs too short to be compared. `TWICE`: once. `ORDER`: in the
///   order of filming, decode times rising. Where the splice goes over between copies that cannot be compared,
///   a GOP's length of grace.
/// - `CONVERGES`: long after the last fault every camera is at home, its shadow is calm and ready, and nobody
///   else holds a segment of it.
final class FootageOracles {

    private static final int SEAM_GRACE = 24;
    private static final int FAILURES_MAX = 12;

    private final FootageSite world;
    private final List<String> failures = new ArrayList<>();
    private final TreeMap<CameraId, BitSet> received = new TreeMap<>();
    private final TreeMap<CameraId, BitSet> excused = new TreeMap<>();
    private final TreeMap<Rehearsed, Integer> rehearsed = new TreeMap<>();

    /// What must have happened often enough for the seeds to mean something.
    enum Rehearsed {
        FRAMES,
        EXCUSED,
        TAKEN_OVER,
        HANDED_OVER,
        HOLE_WRITTEN,
        SPILL_DROPPED,
        SPILL_KEPT,
        BROUGHT_HOME,
        BROUGHT_CORRUPT
    }

    FootageOracles(FootageSite world) {
        this.world = world;
    }

    List<String> failures() {
        return failures;
    }

    Map<Rehearsed, Integer> rehearsed() {
        return rehearsed;
    }

    void happened(Rehearsed what) {
        rehearsed.merge(what, 1, Integer::sum);
    }

    private void fail(String oracle, String what) {
        if (failures.size() < FAILURES_MAX) {
            failures.add(oracle + " at " + world.kernel.nowUs() / 1_000 + " ms: " + what);
        }
    }

    void received(FilmedCamera camera, Frame frame) {
        received.computeIfAbsent(camera.id, _ -> new BitSet()).set(frame.index());
    }

    /// A ring is gone, with its process or because its recorder was told to let go.
    void forgotten(FootageRecorder by, MadeStream stream) {
        for (MadeRing.Entry each : stream.ring.entries()) {
            excuseUnlessHeld(by, stream.camera, each.frame().index());
        }
    }

    /// A ring had no room for it.
    void evicted(FootageRecorder by, FilmedCamera camera, int frame) {
        excuseUnlessHeld(by, camera, frame);
    }

    private void excuseUnlessHeld(FootageRecorder by, FilmedCamera camera, int frame) {
        for (FootageRecorder each : world.recorders) {
            boolean inMemory = each != by && each.isUp() && each.holdsInMemory(camera.id, frame);
            if (inMemory || each.disk.has(camera.id, frame)) {
                return;
            }
        }
        world.kernel.trace("excused " + camera.id + " " + frame + " by " + by.name);
        excused.computeIfAbsent(camera.id, _ -> new BitSet()).set(frame);
    }

    /// Long after everything was healed.
    void judge() {
        for (FilmedCamera camera : world.cameras) {
            BitSet stored = stored(camera);
            // What came in the last seconds may still be on its way to a disk.
            int until = Math.max(0, camera.frames.size() - FootageSite.YOUNG_FRAMES);
            BitSet missing =
                    (BitSet) received.getOrDefault(camera.id, new BitSet()).clone();
            missing.clear(until, Math.max(until, missing.length()));
            rehearsed.merge(Rehearsed.FRAMES, missing.cardinality(), Integer::sum);
            missing.andNot(stored);
            BitSet unexcused = (BitSet) missing.clone();
            unexcused.andNot(excused.getOrDefault(camera.id, new BitSet()));
            if (!unexcused.isEmpty()) {
                fail("LOST", camera.id + " (" + camera.kind + "): " + unexcused);
            }
            missing.andNot(unexcused);
            rehearsed.merge(Rehearsed.EXCUSED, missing.cardinality(), Integer::sum);
            missing.andNot(gaps(camera));
            if (!missing.isEmpty()) {
                fail("GAP-HONEST", camera.id + " lacks " + missing + " and no gap says so");
            }
            read(camera, stored);
        }
        converged();
    }

    private void read(FilmedCamera camera, BitSet stored) {
        Archive archive = Archive.read(world, camera);
        BitSet grace = new BitSet();
        for (int seam : archive.seams) {
            int a = archive.frames.get(seam - 1);
            int b = archive.frames.get(seam);
            grace.set(Math.max(0, Math.min(a, b) - SEAM_GRACE), Math.max(a, b) + SEAM_GRACE);
        }
        BitSet seen = new BitSet();
        BitSet twice = new BitSet();
        int last = -1;
        for (int frame : archive.frames) {
            if (seen.get(frame)) {
                twice.set(frame);
            } else if (frame < last && !grace.get(frame)) {
                fail("ORDER", camera.id + ": frame " + frame + " behind " + last);
            }
            seen.set(frame);
            last = Math.max(last, frame);
        }
        twice.andNot(grace);
        BitSet unread = (BitSet) stored.clone();
        unread.andNot(seen);
        unread.andNot(grace);
        unread.andNot(archive.incomparable);
        if (!twice.isEmpty()) {
            fail("TWICE", camera.id + " (" + camera.kind + "): " + twice);
        }
        if (!unread.isEmpty()) {
            fail("READ", camera.id + " (" + camera.kind + "): stored and not read " + unread);
        }
        if (!archive.decodeTimesRise) {
            fail("ORDER", camera.id + ": decode times fall");
        }
    }

    private BitSet stored(FilmedCamera camera) {
        BitSet stored = new BitSet();
        for (FootageRecorder each : world.recorders) {
            each.disk.segments.values().stream()
                    .filter(segment -> segment.camera.equals(camera.id))
                    .forEach(segment -> stored.or(segment.frames()));
        }
        return stored;
    }

    private BitSet gaps(FilmedCamera camera) {
        BitSet gaps = new BitSet();
        for (FootageRecorder each : world.recorders) {
            each.disk.gaps.stream()
                    .filter(gap -> gap.camera().equals(camera.id))
                    .forEach(gap -> gaps.set(gap.from(), gap.to() + 1));
        }
        return gaps;
    }

    private void converged() {
        for (String each : unsettled()) {
            fail("CONVERGES", each);
        }
    }

    /// What is not yet as it should be when nothing fails.
    List<String> unsettled() {
        List<String> wrong = new ArrayList<>();
        Site site = world.managements.getFirst().site();
        if (!world.isSetUp()) {
            return List.of("the commands were never all done");
        }
        for (FilmedCamera camera : world.cameras) {
            Ownership held = site.ownership(camera.id);
            if (!held.owner().equals(site.camera(camera.id).primary())) {
                wrong.add(camera.id + " is still at " + held.owner());
            }
            MadeStream shadow = held.shadow()
                    .map(node -> world.recorder(node).streams.get(camera.id))
                    .orElse(null);
            if (shadow == null || !shadow.isCalmShadow()) {
                wrong.add(camera.id + " has no shadow that is calm and ready");
            }
            for (FootageRecorder each : world.recorders) {
                boolean strange = !each.id().equals(held.owner())
                        && each.disk.segments.values().stream().anyMatch(segment -> segment.camera.equals(camera.id));
                if (strange) {
                    wrong.add(each.name + " still holds footage of " + camera.id);
                }
            }
        }
        return wrong;
    }
}
