package org.lidless.sim.footage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;

/// A segment on a disk: what is durable in it.
final class MadeSegment {

    private static final PoolId POOL = new PoolId("main");

    final CameraId camera;
    final NodeId writer;
    final Epoch epoch;
    final RunId run;
    final int number;
    final String name;
    final long fromPlace;
    /// Whether it was begun, or adopted, by an owner: it may never be dropped as a false alarm.
    boolean owned;

    boolean sealed;
    long toPlace;
    long placementUs;
    final List<MadeRing.Entry> samples = new ArrayList<>();
    private final BitSet frames = new BitSet();
    private @Nullable Sha256 claimed;

    MadeSegment(CameraId camera, NodeId writer, Epoch epoch, RunId run, int number, long fromPlace, long placementUs) {
        this.camera = camera;
        this.writer = writer;
        this.epoch = epoch;
        this.run = run;
        this.number = number;
        this.name = writer + "-" + epoch.value() + "-" + run + "-" + number;
        this.fromPlace = fromPlace;
        this.toPlace = fromPlace;
        this.placementUs = placementUs;
    }

    /// The copy that comes into being somewhere else.
    MadeSegment copy(int most) {
        var copy = new MadeSegment(camera, writer, epoch, run, number, fromPlace, placementUs);
        copy.owned = true;
        copy.sealed = true;
        copy.add(samples.subList(0, Math.min(most, samples.size())));
        return copy;
    }

    void add(List<MadeRing.Entry> more) {
        samples.addAll(more);
        more.forEach(each -> frames.set(each.frame().index()));
    }

    BitSet frames() {
        return frames;
    }

    /// As the index of whoever asks has it.
    SegmentRow row(NodeId holder) {
        long startUs = samples.getFirst().mark().timeUs();
        long endUs = Math.max(startUs, samples.getLast().mark().timeUs());
        var segment = new SegmentName(StreamId.main(camera), startUs, epoch, writer, run, number);
        return new SegmentRow(
                PoolId.of(holder, POOL),
                segment,
                sealed ? SegmentState.SEALED : SegmentState.OPEN,
                new TimeSpan(startUs, sealed ? endUs : SegmentRow.OPEN_END_US),
                samples.getFirst().mark().number(),
                samples.size(),
                samples.size(),
                ClockQuality.ARRIVAL,
                sealed ? Optional.of(sha256()) : Optional.empty(),
                false);
    }

    /// Stands for the hash of its bytes.
    Sha256 sha256() {
        Sha256 told = claimed;
        if (told != null) {
            return told;
        }
        long hash = 1;
        for (MadeRing.Entry each : samples) {
            hash = 31 * hash + each.frame().index();
        }
        return new Sha256(ByteBuffer.allocate(Sha256.BYTES)
                .putLong(hash)
                .putInt(samples.size())
                .array());
    }

    /// The planted bug: it says that it is what it is only a part of.
    void claim(Sha256 whole) {
        claimed = whole;
    }
}
