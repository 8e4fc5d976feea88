package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// What happens to a few cameras in two pools, told by three nodes' catalogues: made up from a seed, in no sensible
/// order, so that an index meets whatever can be told.
final class IndexStory {

    static final PoolId MAIN = new PoolId("main");
    static final PoolId OTHER = new PoolId("s1.spare");
    static final List<NodeId> NODES = List.of(new NodeId("r1"), new NodeId("r-2"), new NodeId("s.1"));
    static final List<GapCause> CAUSES = List.of(GapCause.CAMERA_SILENT, GapCause.CAMERA_REFUSED, GapCause.NETWORK);
    static final long SECOND = 1_000_000;
    /// A minute before a piece of time ends.
    static final long START = Math.ceilDiv(Footage.START_US, HeldFold.PIECE_US) * HeldFold.PIECE_US - 60 * SECOND;
    static final long EARLY_US = 40_000;

    private IndexStory() {}

    /// A batch of one node's catalogue.
    record Story(PoolId pool, NodeId node, List<CatalogueRecord> entries) {}

    static void tell(TableIndex index, List<Story> story) {
        index.attach(MAIN, "identity");
        index.attach(OTHER, "identity of another");
        for (Story each : story) {
            long from =
                    index.applied(each.pool()).getOrDefault(file(each.node()).file(), 0L);
            index.apply(each.pool(), file(each.node()), from, from + 100, each.entries());
        }
    }

    static CatalogueName file(NodeId node) {
        return CatalogueName.parseFile("catalogue/" + node + "/2026-11-22.cat").orElseThrow();
    }

    static List<Story> story(Random chance) {
        List<Story> story = new ArrayList<>();
        for (int batch = 0; batch < 12; batch++) {
            PoolId pool = chance.nextInt(3) == 0 ? OTHER : MAIN;
            NodeId node = NODES.get(chance.nextInt(NODES.size()));
            List<CatalogueRecord> entries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                entries.add(entry(chance, node));
            }
            story.add(new Story(pool, node, entries));
        }
        story.add(new Story(OTHER, NODES.getFirst(), List.of(sealed(1, 1, 1, 10, 10))));
        return story;
    }

    static CatalogueRecord entry(Random chance, NodeId node) {
        int camera = 1 + chance.nextInt(3);
        StreamId stream = Footage.camera(camera);
        int number = chance.nextInt(12);
        long run = 1L + chance.nextInt(2);
        long atUs = START + chance.nextInt(120) * SECOND;
        GapCause cause = CAUSES.get(chance.nextInt(CAUSES.size()));
        return switch (chance.nextInt(14)) {
            case 0, 1 -> new CatalogueRecord.SegmentOpened(name(camera, run, number), ClockQuality.ARRIVAL);
            case 2, 3, 4, 5, 6 -> sealed(camera, run, number, number * 10L, 10);
            case 7 ->
                new CatalogueRecord.SegmentSuspect(
                        name(camera, run, number), "EIO", shown(number, 7), number * 10L, 7, 700);
            case 8 -> new CatalogueRecord.SegmentDropped(name(camera, run, number));
            case 9 -> new CatalogueRecord.GapBegan(stream, atUs, cause);
            case 10 -> {
                long lasting = List.of(3L, 90L, 4_000L, 90_000L).get(chance.nextInt(4));
                yield new CatalogueRecord.GapStored(
                        new Gap(stream, new TimeSpan(atUs - lasting * SECOND, atUs + 3 * SECOND), cause));
            }
            case 11 ->
                new CatalogueRecord.SegmentEnded(
                        name(camera, run, number), shown(number, 5), number * 10L, 5, 500 + number);
            case 12 ->
                chance.nextBoolean()
                        ? new CatalogueRecord.Owned(stream, new Epoch(1 + chance.nextInt(4)), node, atUs)
                        : new CatalogueRecord.Released(stream, new Epoch(1 + chance.nextInt(4)), atUs);
            default ->
                new CatalogueRecord.Aligned(
                        stream, new RunId(run), new RunId(run + 1), 90, -SECOND, chance.nextInt(99), "same-bytes");
        };
    }

    static SegmentName name(int camera, long run, int number) {
        return new SegmentName(
                Footage.camera(camera),
                START + number * 10L * SECOND,
                Epoch.FIRST,
                NODES.getFirst(),
                new RunId(run),
                number);
    }

    /// Some begin before the moment in their name: a clock that is being learnt moves first samples a little.
    static TimeSpan shown(int number, int samples) {
        long startUs = START + number * 10L * SECOND;
        return new TimeSpan(startUs - (number + 2) % 3 * EARLY_US, startUs + samples * SECOND);
    }

    static CatalogueRecord.SegmentSealed sealed(int camera, long run, int number, long first, int samples) {
        return new CatalogueRecord.SegmentSealed(
                name(camera, run, number), shown(number, samples), first, samples, 1_000, Sha256.NONE, number % 2 == 0);
    }

    static TimeSpan span(Random chance) {
        long fromUs = START + chance.nextInt(100) * SECOND;
        return new TimeSpan(fromUs, fromUs + chance.nextInt(60) * SECOND);
    }
}
