package org.lidless.sim.footage;

import java.util.Collection;
import java.util.TreeMap;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.footage.recording.Shadowing;
import org.lidless.footage.timeline.alignment.Watermark;

/// For the planted bug that asks nobody who owns: takes the word of any writer for an owner's.
final class Strangers {

    private final TreeMap<NodeId, Shadowing> judges = new TreeMap<>();

    Collection<Shadowing> judges() {
        return judges.values();
    }

    void hear(Watermark news, MadeRing ring, long nowUs) {
        Shadowing judge = judges.get(news.writer());
        if (judge == null) {
            judge = Shadowing.begun(news.stream(), news.writer(), Epoch.FIRST, 0, nowUs);
            for (long place = ring.first(); place < ring.end(); place++) {
                judge.own(place, ring.at(place).mark(), ring.at(place).arrivalUs());
            }
            judges.put(news.writer(), judge);
        }
        judge.watermark(news, nowUs);
    }
}
