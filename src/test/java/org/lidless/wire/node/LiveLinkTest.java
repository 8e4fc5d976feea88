package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A ring read over a real link: in order, from where it was asked, and on after the link broke.
final class LiveLinkTest {

    private final SiteOfTwo site = new SiteOfTwo();
    private final AtomicLong end = new AtomicLong(100);
    private final List<Long> places = new CopyOnWriteArrayList<>();
    private final List<Integer> looked = new CopyOnWriteArrayList<>();
    private final AtomicLong grown = new AtomicLong();
    private final Semaphore hanging = new Semaphore(1);
    private final AtomicBoolean open = new AtomicBoolean();

    @AfterEach
    void tidy() {
        site.close();
    }

    private final class Desk extends ListedMarks {

        Desk() {
            super(Given.R1, Path.of("nowhere"));
        }

        @Override
        public List<PoolReport> pools() {
            hanging.acquireUninterruptibly();
            hanging.release();
            var file = new PoolReport.CatalogueFile(Given.R1, "2026-11-22.cat", 5_000_000_000L + grown.get());
            return List.of(new PoolReport(MAIN, "00112233445566ff", true, List.of(file)));
        }

        @Override
        public RingTail tail(StreamId stream) {
            return new RingTail() {
                @Override
                public Look look(long sinceUs) {
                    return new Look(
                            true,
                            Epoch.FIRST,
                            90,
                            List.of(sample(90).mark(), sample(91).mark()));
                }

                @Override
                public Batch next(long place) {
                    List<RingSample> samples = new ArrayList<>();
                    long from = place == NEWEST_KEY ? 90 : place;
                    for (long at = from; at < end.get() && samples.size() < SAMPLES_MAX; at++) {
                        samples.add(sample(at));
                    }
                    return new Batch(true, Epoch.FIRST, samples, from + samples.size());
                }
            };
        }
    }

    private static RingSample sample(long place) {
        var mark =
                new SampleMark(new RunId(1), place, place * 3_600, place * 3_600, place * 40_000, 4_000, true, place);
        var parameters = new VideoParameters(VideoCodec.H264, List.of(), 0, 0, 0);
        return new RingSample(place, mark, 3_600, parameters, List.of(), ByteBuffer.allocate(4_000));
    }

    private final class Hearer implements LiveHearer {

        @Override
        public void opened(NodeId recorder) {
            open.set(true);
        }

        @Override
        public void closed(NodeId recorder) {
            open.set(false);
        }

        @Override
        public void looked(NodeId recorder, int id, RingTail.Look look) {
            looked.add(id);
        }

        @Override
        public void came(NodeId recorder, int id, RingTail.Batch batch) {
            batch.samples().forEach(each -> places.add(each.place()));
        }

        @Override
        public void refused(NodeId recorder, Problem problem) {
            throw new AssertionError(problem.toString());
        }
    }

    @Test
    void itIsToldWhenCataloguesChangeAndOnlyThen() {
        NodeServer server = site.footage(Given.R1, 1, new Desk(), 0);
        LiveLink link = site.closed(LiveLink.start(
                site.world(), site.credentials(Given.S1), 9, Given.R1, SiteOfTwo.address(server), new Hearer()));
        await().until(() -> link.catalogues().isPresent());
        OptionalLong first = link.catalogues();
        await().during(Duration.ofSeconds(2)).until(() -> link.catalogues().equals(first));
        grown.set(1);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> link.catalogues().isPresent() && !link.catalogues().equals(first));
    }

    @Test
    void aDiskThatHangsLeavesNobodyWithAnOldNumber() {
        NodeServer server = site.footage(Given.R1, 1, new Desk(), 0);
        LiveLink link = site.closed(LiveLink.start(
                site.world(), site.credentials(Given.S1), 9, Given.R1, SiteOfTwo.address(server), new Hearer()));
        await().until(() -> link.catalogues().isPresent());
        hanging.acquireUninterruptibly();
        try {
            await().until(() -> link.catalogues().isEmpty());
            assertThat(link.isHeard()).isTrue();
        } finally {
            hanging.release();
        }
        await().until(() -> link.catalogues().isPresent());
    }

    @Test
    void samplesComeInOrderAsTheRingGrowsAndOnAfterTheLinkBroke() {
        NodeServer server = site.footage(Given.R1, 1, new Desk(), 0);
        LiveLink link = site.closed(LiveLink.start(
                site.world(), site.credentials(Given.S1), 9, Given.R1, SiteOfTwo.address(server), new Hearer()));
        await().untilTrue(open);
        link.look(3, Given.LOBBY, 0);
        link.tail(4, Given.LOBBY, RingTail.NEWEST_KEY);
        await().until(() -> places.size() == 10 && looked.contains(3));
        end.set(600);
        await().until(() -> places.size() == 510);
        for (int i = 0; i < places.size(); i++) {
            assertThat(places.get(i)).isEqualTo(90 + i);
        }
        assertThat(link.isHeard()).isTrue();
        int port = server.port();
        server.close();
        await().untilFalse(open);
        site.footage(Given.R1, 2, new Desk(), port);
        await().untilTrue(open);
        link.tail(5, Given.LOBBY, 600);
        end.set(601);
        await().until(() -> places.size() == 511);
        link.leave(5, Given.LOBBY);
    }
}
