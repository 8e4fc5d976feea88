package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.StreamId;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// One owner's link to one shadow: opened again when it broke, then everything that the ring still has is told
/// again. Times are carried over from the one clock to the other with the error of measuring it.
final class WatermarkLink {

    private static final long AGAIN_US = 300_000;
    private static final int MARKS_MAX = 64;

    private final FootageRecorder from;
    private final FootageRecorder to;
    private final long errorUs;
    private final TreeMap<CameraId, Long> places = new TreeMap<>();
    private long toBoot = -1;
    private long againAtUs;

    WatermarkLink(FootageRecorder from, FootageRecorder to, SplittableRandom random) {
        this.from = from;
        this.to = to;
        this.errorUs = random.nextLong(-20_000, 20_000);
    }

    void send(List<MadeStream> streams) {
        FootageSite world = from.world;
        long now = world.kernel.nowUs();
        boolean isCut = world.net.isCut(from, to) || world.net.isCut(to, from);
        if (isCut || !to.isUp()) {
            toBoot = -1;
            againAtUs = now + AGAIN_US;
            return;
        }
        long boot = from.boot();
        if (toBoot != to.boot()) {
            if (now < againAtUs) {
                return;
            }
            toBoot = to.boot();
            places.clear();
            world.net.send(from, to, () -> to.peerOpened(from.id(), boot));
        }
        for (MadeStream each : streams) {
            List<SampleMark> marks = new ArrayList<>();
            long place = each.feed(places.getOrDefault(each.camera.id, 0L), marks);
            places.put(each.camera.id, place);
            for (int at = 0; at == 0 || at < marks.size(); at += MARKS_MAX) {
                List<SampleMark> some =
                        marks.subList(Math.min(at, marks.size()), Math.min(at + MARKS_MAX, marks.size()));
                Watermark news = carried(each, some);
                world.net.send(from, to, () -> to.hear(from.id(), boot, news));
            }
        }
    }

    private Watermark carried(MadeStream stream, List<SampleMark> marks) {
        long shiftUs = to.siteUs() - from.siteUs() + errorUs;
        boolean foreign = from.world.mutant == FootageMutant.COVERS_BY_TIME;
        List<SampleMark> carried = marks.stream()
                .map(mark -> new SampleMark(
                        mark.run(),
                        mark.number(),
                        mark.decodeTicks(),
                        mark.presentationTicks(),
                        mark.timeUs() + shiftUs,
                        mark.size(),
                        mark.key(),
                        foreign ? mark.hash() ^ 0x5555L + mark.number() : mark.hash()))
                .toList();
        return new Watermark(
                StreamId.main(stream.camera.id), from.id(), stream.duty().epoch(), carried, Long.MIN_VALUE);
    }
}
