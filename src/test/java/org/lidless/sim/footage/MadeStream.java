package org.lidless.sim.footage;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.CameraReport;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.footage.recording.Shadowing;
import org.lidless.footage.recording.Shadowing.Action;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.sim.footage.FootageOracles.Rehearsed;

/// One camera at one recorder: a session, a ring, and a writer that does what its duty says; as a shadow, what
/// the production [Shadowing] says.
final class MadeStream {

    private static final long CUT_AGE_US = 400_000;
    private static final long CALL_AGAIN_US = 400_000;
    private static final long CUT_LEAD_US = 2_000_000;
    /// Shorter than a shadow waits for a silent owner.
    private static final int SHORT_RING = 8;

    final FilmedCamera camera;
    final MadeRing ring;
    private final FootageRecorder node;
    private final FootageSite world;
    private final SplittableRandom random;
    private final StreamWriting writing;
    private Assignment duty;
    private @Nullable CameraSession session;
    private long callAtUs;
    private final MadeRun run;
    private @Nullable Shadowing shadowing;
    private final SpilledSegments spilled;
    private final BitSet durableHere = new BitSet();
    private final Strangers strangers = new Strangers();
    private long cursor;
    private Action last = new Action.Wait();

    MadeStream(FootageRecorder node, FilmedCamera camera, Assignment duty) {
        this.node = node;
        this.world = node.world;
        this.camera = camera;
        this.duty = duty;
        boolean isShort = world.mutant == FootageMutant.SHORT_RING;
        this.ring = new MadeRing(isShort ? SHORT_RING : MadeRing.SAMPLES_MAX);
        this.random = world.kernel.random("stream " + world.nextStream());
        this.run = new MadeRun(node, camera, random);
        this.spilled = new SpilledSegments(node);
        this.writing = new StreamWriting(node, this);
        if (duty.mode() == Mode.SHADOW) {
            shadow(false, 0);
        } else {
            node.disk.ownedUpTo.putIfAbsent(camera.id, camera.frames.size() - 1);
            node.disk.owns(camera.id, duty.epoch(), FootageSite.EPOCH_US + world.kernel.nowUs());
        }
    }

    Assignment duty() {
        return duty;
    }

    /// Whether it shadows and is neither writing nor in doubt.
    boolean isCalmShadow() {
        return shadowing != null && !(last instanceof Action.Write) && shadowing.isReady(node.elapsedUs());
    }

    CameraReport report() {
        boolean ready = shadowing == null || shadowing.isReady(node.elapsedUs());
        return new CameraReport(camera.id, duty.epoch(), ready, writing.durableUs());
    }

    /// Another assignment; nothing that is not safe is forgotten.
    void follow(Assignment next) {
        Assignment before = duty;
        duty = next;
        boolean same = before.mode() == next.mode()
                && before.owner().equals(next.owner())
                && before.epoch().equals(next.epoch());
        if (same) {
            return;
        }
        spilled.adopt();
        if (next.mode() == Mode.RECORD) {
            takeOver();
        } else if (before.mode() == Mode.RECORD) {
            boolean breaks = world.mutant == FootageMutant.BREAKS_BEFORE_MAKE;
            shadow(!breaks, breaks ? ring.end() : cursor);
        } else if (shadowing != null) {
            writing.seal();
            shadow(false, shadowing.firstUncovered());
        }
    }

    private void takeOver() {
        if (shadowing == null) {
            node.disk.owns(camera.id, duty.epoch(), FootageSite.EPOCH_US + world.kernel.nowUs());
            return;
        }
        long first = Math.min(shadowing.firstUncovered(), ring.end());
        boolean goesOn = writing.goesOnAt(first);
        boolean lost = duty.cutUs().isEmpty();
        world.oracles.happened(lost ? Rehearsed.TAKEN_OVER : Rehearsed.HANDED_OVER);
        if (!lost) {
            world.faults.handedOver(node, camera);
        }
        shadowing.learnt().forEach(node.disk::aligned);
        shadowing = null;
        writing.adopt();
        if (!goesOn && !writing.isBusy()) {
            cursor = ring.end() == ring.first() ? ring.end() : ring.keyAtOrBefore(first);
        }
        if (world.mutant == FootageMutant.TAKES_OVER_AT_NOW) {
            writing.seal();
            cursor = ring.end();
        }
        long nowUs = FootageSite.EPOCH_US + world.kernel.nowUs();
        long heirsUs = cursor < ring.end() ? ring.at(cursor).placedUs() : nowUs;
        node.disk.owns(camera.id, duty.epoch(), lost ? heirsUs : nowUs + CUT_LEAD_US);
        int before = cursor < ring.end() ? ring.at(cursor).frame().index() - 1 : camera.frames.size() - 1;
        node.disk.ownedUpTo.putIfAbsent(camera.id, before);
    }

    private void shadow(boolean owned, long from) {
        StreamId stream = StreamId.main(camera.id);
        long now = node.elapsedUs();
        OptionalLong cut = duty.cutUs();
        Shadowing next = owned
                ? Shadowing.afterOwning(stream, duty.owner(), duty.epoch(), cut, from, now)
                : Shadowing.begun(stream, duty.owner(), duty.epoch(), from, now);
        next.link(node.isLinkedFrom(duty.owner()), now);
        for (long place = ring.first(); place < ring.end(); place++) {
            next.own(place, ring.at(place).mark(), ring.at(place).arrivalUs());
        }
        if (!owned && !node.isDown(camera.id)) {
            node.release(camera.id);
        }
        shadowing = next;
    }

    /// The recorder has been told to let go of the camera: it writes what is not safe, and then is gone.
    void letGo() {
        if (session != null) {
            session.ended();
            camera.hangUp(session);
            session = null;
        }
        if (shadowing != null) {
            long first = Math.min(shadowing.firstUncovered(), ring.end());
            if (!writing.goesOnAt(first)) {
                writing.seal();
                cursor = first == ring.end() ? first : ring.keyAtOrBefore(first);
            }
            writing.adopt();
            shadowing = null;
        }
    }

    /// One more round after it was let go; whether it is gone.
    boolean leaves() {
        cursor = Math.max(cursor, ring.first());
        if (writing.isBusy()) {
            return false;
        }
        if (cursor < ring.end()) {
            writing.put(cursor, ring.end(), duty, true);
            return false;
        }
        writing.seal();
        if (!node.streams.containsKey(camera.id)) {
            node.release(camera.id);
        }
        return true;
    }

    /// The process was killed.
    void died() {
        writing.died(random.nextBoolean());
        if (session != null) {
            session.ended();
            camera.abandoned(session);
        }
        world.oracles.forgotten(node, this);
    }

    void linked(NodeId owner, boolean up) {
        if (shadowing != null && duty.owner().equals(owner)) {
            shadowing.link(up, node.elapsedUs());
        }
    }

    void hear(Watermark news) {
        if (world.mutant == FootageMutant.NO_OWNERSHIP) {
            strangers.hear(news, ring, node.elapsedUs());
        }
        if (shadowing != null) {
            shadowing.watermark(news, node.elapsedUs());
        }
    }

    /// Marks that are durable here, from a place of the ring's count on, for the shadow.
    long feed(long from, List<SampleMark> into) {
        long end = writing.feedEnd(cursor);
        long at = Math.max(from, ring.first());
        for (; at < Math.min(end, ring.end()); at++) {
            boolean early = at >= cursor && world.mutant == FootageMutant.MARKS_BEFORE_FORCE;
            if (early || durableHere.get((int) at)) {
                into.add(ring.at(at).mark());
            }
        }
        return at;
    }

    boolean isRecording() {
        return shadowing == null;
    }

    /// One round of the writer.
    void tick() {
        read();
        call();
        long now = node.elapsedUs();
        evict(now);
        if (writing.isBusy()) {
            return;
        }
        Shadowing shadow = shadowing;
        if (shadow == null) {
            cursor = Math.max(cursor, ring.first());
            if (cursor < ring.end() && now - ring.at(cursor).arrivalUs() >= CUT_AGE_US) {
                writing.put(cursor, ring.end(), duty, true);
            }
        } else {
            long uncovered = ring.end() - Math.max(ring.first(), shadow.firstUncovered());
            shadow.pressed((double) uncovered / MadeRing.SAMPLES_MAX);
            Action next = shadow.action(now);
            tell(last, next);
            last = next;
            act(shadow, last, now);
            spilled.check(shadow, duty.owner(), now);
        }
        if (world.mutant == FootageMutant.NO_OWNERSHIP) {
            strangers.judges().forEach(writing::dropAllThat);
        }
    }

    private void tell(Action before, Action next) {
        boolean wrote = before instanceof Action.Write;
        if (!wrote && next instanceof Action.Write) {
            world.kernel.tell(node.name + " writes what " + duty.owner() + " lacks of " + camera.id);
        } else if (wrote && !(next instanceof Action.Write)) {
            world.kernel.tell(node.name + " need not write " + camera.id + " any more");
        }
    }

    private void act(Shadowing shadow, Action action, long now) {
        switch (action) {
            case Action.Wait _ -> released(shadow, now);
            case Action.Release _ -> released(shadow, now);
            case Action.Write(long from, long to) -> {
                if (to != Long.MAX_VALUE && world.mutant == FootageMutant.HOLES_ONLY_ON_CHANGE) {
                    shadow.wrote(from, to);
                } else {
                    spill(shadow, from, Math.min(to, ring.end()), to == Long.MAX_VALUE, now);
                }
            }
        }
    }

    private void released(Shadowing shadow, long now) {
        writing.seal();
        if (!node.isDown(camera.id) || shadow.isReady(now)) {
            node.release(camera.id);
        }
    }

    private void spill(Shadowing shadow, long from, long to, boolean open, long now) {
        if (!writing.isOpen()) {
            if (!open) {
                world.oracles.happened(Rehearsed.HOLE_WRITTEN);
            }
            boolean newest = world.mutant == FootageMutant.SPILLS_FROM_NEWEST_KEY;
            if (newest && ring.lastKey() > from) {
                shadow.wrote(from, ring.lastKey());
                cursor = ring.lastKey();
            } else {
                cursor = ring.end() == ring.first() ? ring.end() : ring.keyAtOrBefore(from);
            }
        }
        cursor = Math.max(cursor, ring.first());
        if (cursor < to && (!open || now - ring.at(cursor).arrivalUs() >= CUT_AGE_US)) {
            writing.put(cursor, to, duty, false);
        }
    }

    /// What was put became durable.
    void wrote(long from, long to, MadeSegment segment) {
        durableHere.set((int) from, (int) to);
        cursor = to;
        Shadowing shadow = shadowing;
        if (shadow != null) {
            shadow.wrote(from, to);
            shadow.learnt().forEach(node.disk::aligned);
            spilled.add(segment);
        }
    }

    /// What was put did not become durable.
    void failed(long from) {
        cursor = from < ring.end() ? ring.keyAtOrBefore(from) : ring.end();
    }

    /// Reads what the session holds.
    void read() {
        CameraSession from = session;
        if (from == null) {
            return;
        }
        for (Frame frame = from.poll(); frame != null; frame = from.poll()) {
            receive(from, frame);
        }
        if (!from.isOpen()) {
            session = null;
            run.ended();
        }
    }

    private void receive(CameraSession from, Frame frame) {
        SampleMark mark = run.mark(from, frame);
        if (mark == null) {
            return;
        }
        long place = ring.end();
        ring.add(new MadeRing.Entry(frame, mark, node.elapsedUs(), run.placementUs()));
        world.oracles.received(camera, frame);
        if (shadowing != null) {
            shadowing.own(place, mark, node.elapsedUs());
        }
        strangers.judges().forEach(judge -> judge.own(place, mark, node.elapsedUs()));
    }

    private void call() {
        if (session == null && world.kernel.nowUs() >= callAtUs) {
            callAtUs = world.kernel.nowUs() + CALL_AGAIN_US + random.nextLong(300_000);
            camera.connect(node, opened -> {
                if (session == null && node.streams.get(camera.id) == this) {
                    session = opened;
                } else {
                    opened.ended();
                    camera.hangUp(opened);
                }
            });
        }
    }

    private void evict(long now) {
        boolean byAge = world.mutant == FootageMutant.EVICTS_BY_AGE && shadowing != null;
        long safe = shadowing == null ? cursor : shadowing.firstUncovered();
        long spilt = shadowing != null && !writing.isOpen() ? Long.MAX_VALUE : cursor;
        long keep = byAge ? ring.lastKey() : Math.min(Math.min(ring.keyAtOrBefore(safe), spilt), ring.lastKey());
        long age = byAge ? 2_000_000 : MadeRing.AGE_US;
        long to = ring.first();
        while (to < Math.min(keep, ring.end()) && now - ring.at(to).arrivalUs() > age) {
            to++;
        }
        if (ring.end() - to > ring.samplesMax()) {
            long forced = ring.end() - ring.samplesMax();
            ring.lose(Math.max(to, safe), forced, node, camera);
            to = forced;
        }
        ring.forgetBefore(to);
        if (shadowing != null) {
            shadowing.gone(ring.first());
        }
    }
}
