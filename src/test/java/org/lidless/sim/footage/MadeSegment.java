package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;

/// A segment on a disk: what is durable in it.
final class MadeSegment {

    final CameraId camera;
    final NodeId writer;
    final Epoch epoch;
    final RunId run;
    final String name;
    final long fromPlace;
    /// Whether it was begun, or adopted, by an owner: it may never be dropped as a false alarm.
    boolean owned;

    boolean sealed;
    long toPlace;
    long placementUs;
    final List<MadeRing.Entry> samples = new ArrayList<>();
    private final BitSet frames = new BitSet();

    MadeSegment(CameraId camera, NodeId writer, Epoch epoch, RunId run, String name, long fromPlace, long placementUs) {
        this.camera = camera;
        this.writer = writer;
        this.epoch = epoch;
        this.run = run;
        this.name = name;
        this.fromPlace = fromPlace;
        this.toPlace = fromPlace;
        this.placementUs = placementUs;
    }

    /// The copy that comes into being somewhere else.
    MadeSegment copy(int most) {
        var copy = new MadeSegment(camera, writer, epoch, run, name, fromPlace, placementUs);
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

    /// Stands for the hash of its bytes.
    int hash() {
        int hash = 1;
        for (MadeRing.Entry each : samples) {
            hash = 31 * hash + each.frame().index();
        }
        return hash;
    }
}
