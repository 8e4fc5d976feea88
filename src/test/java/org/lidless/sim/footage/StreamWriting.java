package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment;
import org.lidless.footage.recording.Shadowing;

/// Segments of one stream at one recorder: a batch of samples at a time is on its way to the disk; it is
/// durable when the force returns, and may be there or not when the process is killed before.
final class StreamWriting {

    private static final int BATCH_MAX = 20;
    private static final int RIPE_SAMPLES = 40;
    private static final long LOOK_US = 100_000;

    private final FootageRecorder node;
    private final FootageSite world;
    private final MadeStream stream;
    private @Nullable MadeSegment open;
    private @Nullable Batch batch;
    private int numbers;
    private OptionalLong durableUs = OptionalLong.empty();

    private static final class Batch {
        final MadeSegment segment;
        final long from;
        final long to;
        final List<MadeRing.Entry> samples;
        boolean durable;

        Batch(MadeSegment segment, long from, long to, List<MadeRing.Entry> samples) {
            this.segment = segment;
            this.from = from;
            this.to = to;
            this.samples = samples;
        }
    }

    StreamWriting(FootageRecorder node, MadeStream stream) {
        this.node = node;
        this.world = node.world;
        this.stream = stream;
    }

    boolean isBusy() {
        return batch != null;
    }

    boolean isOpen() {
        return open != null;
    }

    /// Whether the open segment goes on at this place, or what is on its way to it ends there.
    boolean goesOnAt(long place) {
        return open != null && (open.toPlace == place || batch != null);
    }

    OptionalLong durableUs() {
        return durableUs;
    }

    void adopt() {
        if (open != null) {
            open.owned = true;
        }
    }

    /// Where the marks for the shadow end.
    long feedEnd(long cursor) {
        Batch under = batch;
        return under != null && world.mutant == FootageMutant.MARKS_BEFORE_FORCE ? under.to : cursor;
    }

    void seal() {
        if (open != null && batch == null) {
            open.sealed = true;
            open = null;
        }
    }

    /// Sends samples of the ring to the disk, of one run and up to the next key sample where the segment is
    /// ripe.
    void put(long from, long to, Assignment duty, boolean asOwner) {
        if (node.disk.fullUntilUs > world.kernel.nowUs()) {
            return;
        }
        MadeRing ring = stream.ring;
        List<MadeRing.Entry> samples = new ArrayList<>();
        MadeRing.Entry first = ring.at(from);
        MadeSegment into = open;
        boolean ripe = into != null && into.samples.size() >= RIPE_SAMPLES;
        if (into == null
                || into.toPlace != from
                || !into.run.equals(first.mark().run())
                || (ripe && first.mark().key())) {
            seal();
            into = begin(first, from, duty, asOwner);
            ripe = false;
        }
        for (long at = from; at < Math.min(to, from + BATCH_MAX); at++) {
            MadeRing.Entry each = ring.at(at);
            boolean other = !each.mark().run().equals(into.run);
            if (other || (ripe && at > from && each.mark().key())) {
                break;
            }
            samples.add(each);
        }
        batch = new Batch(into, from, from + samples.size(), samples);
        force(batch);
    }

    private MadeSegment begin(MadeRing.Entry first, long from, Assignment duty, boolean asOwner) {
        var segment = new MadeSegment(
                stream.camera.id, node.id(), duty.epoch(), first.mark().run(), numbers++, from, first.placementUs());
        segment.owned = asOwner;
        open = segment;
        return segment;
    }

    private void force(Batch under) {
        boolean fails = node.disk.failsUntilUs > world.kernel.nowUs();
        forced(under, node.boot(), fails, node.random.nextLong(5_000, 150_000));
    }

    /// A force hangs as long as its disk does, and no longer.
    private void forced(Batch under, long boot, boolean fails, long us) {
        world.kernel.after(us, () -> {
            if (!node.isUp() || node.boot() != boot) {
                return;
            }
            if (node.disk.hangsUntilUs > world.kernel.nowUs()) {
                forced(under, boot, fails, Math.min(LOOK_US, node.disk.hangsUntilUs - world.kernel.nowUs()));
                return;
            }
            boolean isBelieved = !fails || world.mutant == FootageMutant.FORCES_AGAIN;
            if (!fails) {
                keep(under);
            }
            node.handle(() -> {
                if (isBelieved) {
                    acknowledge(under);
                } else {
                    giveUp(under);
                }
            });
        });
    }

    /// The force failed: the segment ends where it was durable, and the rest is written again from memory.
    private void giveUp(Batch under) {
        batch = null;
        under.segment.sealed = true;
        if (open == under.segment) {
            open = null;
        }
        stream.failed(under.from);
    }

    private void keep(Batch under) {
        if (!under.durable) {
            under.durable = true;
            under.segment.add(under.samples);
            under.segment.toPlace = under.to;
            node.disk.segments.put(under.segment.name, under.segment);
        }
    }

    private void acknowledge(Batch under) {
        batch = null;
        node.account(stream.camera, under.samples);
        durableUs = OptionalLong.of(under.samples.getLast().mark().timeUs());
        stream.wrote(under.from, under.to, under.segment);
    }

    /// The process was killed: what was on its way is there, or not.
    void died(boolean lucky) {
        if (batch != null && lucky) {
            keep(batch);
        }
    }

    /// The planted bug: whatever is covered by whomever is dropped, whoever owns it.
    void dropAllThat(Shadowing judge) {
        for (MadeSegment each : List.copyOf(node.disk.segments.values())) {
            boolean mine = each.camera.equals(stream.camera.id) && each.writer.equals(node.id()) && each.sealed;
            boolean here = each.fromPlace >= stream.ring.first();
            if (mine && here && judge.whereabouts(each.fromPlace, each.toPlace) == Shadowing.Whereabouts.AT_OWNER) {
                node.drop(each);
            }
        }
    }
}
