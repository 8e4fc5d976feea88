package org.lidless.wire.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// A shadow that only listens.
final class HeardOwner implements OwnerHearer {

    final List<Watermark> news = new CopyOnWriteArrayList<>();
    final List<String> sightings = new CopyOnWriteArrayList<>();
    final List<Problem> problems = new CopyOnWriteArrayList<>();

    @Override
    public void watermark(Watermark one) {
        news.add(one);
    }

    @Override
    public void sighted(NodeId owner, long boot, Sighting sighting) {
        sightings.add(owner + " " + boot + " " + sighting);
    }

    @Override
    public void refused(NodeId owner, Problem problem) {
        problems.add(problem);
    }

    List<SampleMark> marks(StreamId stream) {
        return news.stream()
                .filter(each -> each.stream().equals(stream))
                .flatMap(each -> each.durable().stream())
                .toList();
    }
}
