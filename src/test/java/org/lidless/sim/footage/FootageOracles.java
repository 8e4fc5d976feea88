package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.RunId;

/// What must be true of the footage, judged from what the cameras really filmed.
///
/// - `LOST`: a frame that an assigned recorder received is on some disk in the end. Excused is what died in
///   memory with the last recorder that had it, and what a ring had to drop and stored a gap for.
/// - `GAP-HONEST`: what is excused lies inside a stored gap.
/// - `READ`: what is on a disk is read, but for runs too short to be compared. `TWICE`: once. `ORDER`: in the
///   order of filming, decode times rising. Where the splice goes over between copies that cannot be compared,
///   a GOP's length of grace.
/// - `PROMISED`: when one thing fails on a site that was well, nothing is lost of a shadowed camera whose bytes
///   are the same for all.
/// - `FENCED`: where an owner has footage that it published as owner's, nobody else's is shown in its place.
/// - `RING`: what came in the last seconds is never dropped for want of room.
/// - `CONVERGES`: long after the last fault every camera is at home, its shadow is calm and ready, and nobody
///   else holds a segment of it.
final class FootageOracles {

    private static final int SEAM_GRACE = 24;
    /// So far from a change of owner it is clear whose footage counts, µs.
    private static final long SEAM_US = 500_000;
    /// Where copies cannot be compared, it is changed over at the owner's next key sample, µs.
    private static final long GOP_US = SEAM_GRACE * FilmedCamera.PERIOD_US;
    /// Between copies that cannot be compared is changed over at key samples, and to what goes on for a while only.
    private static final int WHOLE_BEFORE = 45;
    private static final int WHOLE_BEHIND = 60;
    /// No sample that came so lately is ever dropped for want of room, µs.
    private static final long KEPT_US = 6_000_000;

    private final FootageSite world;
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

    Map<Rehearsed, Integer> rehearsed() {
        return rehearsed;
    }

    void happened(Rehearsed what) {
        rehearsed.merge(what, 1, Integer::sum);
    }

    private void fail(String oracle, String what) {
        world.failures.fail(oracle, what);
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
    void evicted(FootageRecorder by, FilmedCamera camera, MadeRing.Entry sample) {
        int frame = sample.frame().index();
        if (by.elapsedUs() - sample.arrivalUs() < KEPT_US) {
            fail("RING", by.name + " drops frame " + frame + " of " + camera.id + ", which came just now");
        }
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
            if (!camera.kind.isAligned()) {
                forgiveLostPackets(unexcused, gaps(camera));
            }
            if (!unexcused.isEmpty()) {
                fail("LOST", camera.id + " (" + camera.kind + "): " + unexcused);
            }
            missing.andNot(unexcused);
            rehearsed.merge(Rehearsed.EXCUSED, missing.cardinality(), Integer::sum);
            missing.andNot(gaps(camera));
            if (!missing.isEmpty()) {
                fail("GAP-HONEST", camera.id + " lacks " + missing + " and no gap says so");
            }
            if (world.isPromised && camera.plan.isPromised()) {
                promised(camera, stored, until);
            }
            read(camera, stored);
            tell(camera, stored, until);
        }
        converged();
    }

    /// What one session of a camera lost on its way, and stored as a gap, another session's copy cannot fill
    /// where the two cannot be compared: it could not be decoded before the next key.
    private static void forgiveLostPackets(BitSet unexcused, BitSet gaps) {
        for (int from = unexcused.nextSetBit(0); from >= 0; from = unexcused.nextSetBit(from)) {
            int to = unexcused.nextClearBit(from);
            if (to - from < SEAM_GRACE && gaps.nextClearBit(from) >= to) {
                unexcused.clear(from, to);
            }
            from = to;
        }
    }

    private void tell(FilmedCamera camera, BitSet stored, int until) {
        int first = Math.min(until, Math.max(0, stored.nextSetBit(0)));
        var missing = new BitSet();
        missing.set(first, until);
        missing.andNot(stored);
        var told = new StringBuilder();
        told.append(camera.id).append(": ").append(until - first - missing.cardinality());
        told.append(" of ").append(until - first).append(" frames are kept");
        for (int from = missing.nextSetBit(0); from >= 0; from = missing.nextSetBit(missing.nextClearBit(from))) {
            int to = missing.nextClearBit(from);
            told.append("; gap of ").append(to - from).append(", ").append(causes(camera, from, to));
        }
        world.kernel.tell(told.toString());
    }

    private String causes(FilmedCamera camera, int from, int to) {
        var causes = new TreeSet<String>();
        for (FootageRecorder each : world.recorders) {
            gaps(each, camera)
                    .filter(gap -> gap.from() < to && gap.to() >= from)
                    .forEach(gap -> causes.add(gap.cause()));
        }
        return causes.isEmpty() ? "no cause" : String.join(" and ", causes);
    }

    /// One thing failed on a site that was well: nothing at all is missing from then on.
    private void promised(FilmedCamera camera, BitSet stored, int until) {
        var missing = new BitSet();
        camera.frames.stream()
                .filter(each ->
                        each.atUs() >= world.promisedFromUs && each.index() < until && !stored.get(each.index()))
                .forEach(each -> missing.set(each.index()));
        if (!missing.isEmpty()) {
            fail("PROMISED", camera.id + " (" + camera.kind + ") lacks " + missing + " although one thing failed");
        }
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
        if (!camera.kind.isAligned()) {
            forgiveHoles(archive.frames, grace);
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
        if (camera.kind.isAligned()) {
            fenced(camera, archive);
        }
        if (!archive.decodeTimesRise) {
            fail("ORDER", camera.id + ": decode times fall");
        }
    }

    /// What copies that cannot be compared have behind a hole of one of them cannot be decoded before the next key.
    private static void forgiveHoles(List<Integer> frames, BitSet grace) {
        for (int at = 1; at < frames.size(); at++) {
            int from = frames.get(at - 1) + 1;
            int to = frames.get(at);
            if (from < to && to - from < SEAM_GRACE) {
                grace.set(from, to);
            }
        }
    }

    /// Whoever owned then is shown, where it has the footage and said that it owns.
    private void fenced(FilmedCamera camera, Archive archive) {
        for (FootageRecorder owner : world.recorders) {
            BitSet own = ownFootage(camera, owner);
            for (int at = 0; at < archive.frames.size(); at++) {
                int frame = archive.frames.get(at);
                boolean isOthers =
                        frame >= 0 && own.get(frame) && !archive.writers.get(at).equals(owner.id());
                if (isOthers && !mayBeOthers(camera, owner, archive, at)) {
                    fail(
                            "FENCED",
                            camera.id + " (" + camera.kind + "): frame " + frame + " is shown as "
                                    + archive.writers.get(at) + " has it, and " + owner.name + " owned");
                    return;
                }
            }
        }
    }

    /// A run that was too short to be compared with the owner's is left at the owner's next key sample.
    private boolean mayBeOthers(FilmedCamera camera, FootageRecorder owner, Archive archive, int at) {
        int frame = archive.frames.get(at);
        boolean isComparable = world.recorders.stream()
                .flatMap(each -> each.disk.segments.values().stream())
                .filter(each -> each.camera.equals(camera.id) && each.writer.equals(owner.id()))
                .filter(each -> each.frames().get(frame))
                .anyMatch(each -> archive.isOneLog(each.run, archive.runs.get(at)));
        return !isComparable && !owned(camera, owner, frame, GOP_US);
    }

    /// Frames in the midst of a run that a recorder received, owned by all that was agreed on, and said that it owned.
    private BitSet ownFootage(FilmedCamera camera, FootageRecorder owner) {
        Map<RunId, BitSet> runs = new TreeMap<>();
        for (FootageRecorder each : world.recorders) {
            each.disk.segments.values().stream()
                    .filter(segment -> segment.camera.equals(camera.id) && segment.writer.equals(owner.id()))
                    .forEach(segment ->
                            runs.computeIfAbsent(segment.run, _ -> new BitSet()).or(segment.frames()));
        }
        var own = new BitSet();
        for (BitSet held : runs.values()) {
            for (int frame = held.nextSetBit(0); frame >= 0; frame = held.nextSetBit(frame + 1)) {
                int wholeFrom = frame - WHOLE_BEFORE;
                boolean isWhole = wholeFrom >= 0 && held.nextClearBit(wholeFrom) >= frame + WHOLE_BEHIND;
                if (isWhole && owned(camera, owner, frame, SEAM_US)) {
                    own.set(frame);
                }
            }
        }
        return own;
    }

    private boolean owned(FilmedCamera camera, FootageRecorder owner, int frame, long seamUs) {
        long atUs = camera.frames.get(frame).atUs();
        boolean agreed = world.control
                .history()
                .ownerThroughout(camera.id, atUs - seamUs, atUs + seamUs)
                .filter(owner.id()::equals)
                .isPresent();
        return agreed && publisher(camera, FootageSite.EPOCH_US + atUs, seamUs) == owner;
    }

    /// Who said under the highest epoch that it owned, all around a moment; null when nobody did.
    private @Nullable FootageRecorder publisher(FilmedCamera camera, long siteUs, long seamUs) {
        FootageRecorder publisher = null;
        MadeDisk.Owned newest = null;
        for (FootageRecorder each : world.recorders) {
            for (MadeDisk.Owned range : each.disk.owned) {
                boolean touches = range.camera().equals(camera.id)
                        && range.fromUs() < siteUs + seamUs
                        && range.toUs() > siteUs - seamUs;
                if (touches && (newest == null || newest.epoch().isBefore(range.epoch()))) {
                    publisher = each;
                    newest = range;
                }
            }
        }
        boolean isWhole = newest != null && newest.fromUs() < siteUs - seamUs && newest.toUs() > siteUs + seamUs;
        return isWhole ? publisher : null;
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
            gaps(each, camera).forEach(gap -> gaps.set(gap.from(), gap.to() + 1));
        }
        return gaps;
    }

    /// What a recorder has stored of a camera, with the gap that runs.
    private static Stream<MadeDisk.StoredGap> gaps(FootageRecorder recorder, FilmedCamera camera) {
        return Stream.concat(
                recorder.disk.gaps.stream().filter(gap -> gap.camera().equals(camera.id)),
                recorder.running(camera.id).stream());
    }

    private void converged() {
        world.control.converged();
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
            boolean shadowed = site.camera(camera.id).canBeShadowed();
            if (shadowed && (shadow == null || !shadow.isCalmShadow())) {
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
