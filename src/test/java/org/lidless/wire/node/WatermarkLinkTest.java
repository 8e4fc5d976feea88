package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.wire.authority.ShiftedWorld;

class WatermarkLinkTest {

    private static final SiteOfTwo SITE = new SiteOfTwo();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long HOUR_US = 3_600_000_000L;

    private final ListedMarks owner = new ListedMarks(Given.R1, Path.of("unused"));
    private final HeardOwner shadow = new HeardOwner();

    @AfterEach
    void tidy() {
        SITE.tidy();
    }

    @AfterAll
    static void close() {
        SITE.close();
    }

    @Test
    void marksArriveOnceAndInOrderAndEmptyOnesInBetween() {
        owner.became(Given.LOBBY, Given.marks(1, 0, 5_000));
        owner.became(Given.DOCK, Given.marks(2, 0, 10));
        NodeServer server = SITE.footage(Given.R1, 7, owner, 0);
        WatermarkLink link = link(server);
        link.follow(Set.of(Given.LOBBY));
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 5_000);
        link.follow(Set.of(Given.LOBBY, Given.DOCK));
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.DOCK).size() == 10);
        owner.became(Given.LOBBY, Given.marks(1, 5_000, 10));
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 5_010);
        assertThat(unshifted(shadow.marks(Given.LOBBY)))
                .isEqualTo(Given.marks(1, 0, 5_010).stream()
                        .map(WatermarkLinkTest::placed)
                        .toList());
        int before = shadow.news.size();
        await().atMost(PATIENCE).until(() -> shadow.news.size() > before + 4);
        Watermark last = shadow.news.getLast();
        assertThat(last.durable()).isEmpty();
        assertThat(last.writer()).isEqualTo(Given.R1);
        assertThat(shadow.sightings).containsExactly("r1 7 HEARD");
        link.follow(Set.of());
        int silentFrom = shadow.news.size();
        await().during(Duration.ofMillis(250)).until(() -> shadow.news.size() <= silentFrom + 2);
    }

    @Test
    void timesAreOnTheShadowsClock() {
        owner.became(Given.LOBBY, Given.marks(1, 0, 3));
        NodeServer server = SITE.footage(Given.R1, 7, owner, 0);
        WatermarkLink link = SITE.closed(WatermarkLink.start(
                ShiftedWorld.shifted(HOUR_US),
                SITE.credentials(Given.S1),
                Given.R1,
                SiteOfTwo.address(server),
                shadow));
        link.follow(Set.of(Given.LOBBY));
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 3);
        long errorUs = link.clock().orElseThrow().errorUs() + 50_000;
        assertThat(shadow.marks(Given.LOBBY).getFirst().timeUs())
                .isBetween(1_700_000_000_000_000L + HOUR_US - errorUs, 1_700_000_000_000_000L + HOUR_US + errorUs);
        Watermark news = shadow.news.stream()
                .filter(each -> !each.durable().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(news.endUs() - news.durable().getLast().timeUs()).isEqualTo(40_000);
    }

    @Test
    void aBrokenLinkIsToldAtOnceThenRefusedAndThenGoesOnWhereItWas() {
        owner.became(Given.LOBBY, Given.marks(1, 0, 100));
        NodeServer server = SITE.footage(Given.R1, 7, owner, 0);
        int port = server.port();
        WatermarkLink link = link(server);
        link.follow(Set.of(Given.LOBBY));
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 100);
        long began = System.nanoTime();
        server.close();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> shadow.sightings.size() > 1);
        System.out.printf("closed after %d ms%n", (System.nanoTime() - began) / 1_000_000);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> shadow.sightings.size() > 2);
        System.out.printf("refused after %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(shadow.sightings).containsExactly("r1 7 HEARD", "r1 7 CLOSED", "r1 7 REFUSED");
        owner.became(Given.LOBBY, Given.marks(1, 100, 5));
        NodeServer again = SITE.footage(Given.R1, 7, owner, port);
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 105);
        again.close();
        SITE.footage(Given.R1, 8, owner, port);
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 210);
        assertThat(shadow.sightings.getLast()).isEqualTo("r1 8 HEARD");
        assertThat(link.boot()).isEqualTo(8);
    }

    @Test
    void aStreamThatNobodyRecordsIsASignOfLifeOnly() {
        WatermarkLink link = link(SITE.footage(Given.R1, 7, owner, 0));
        link.follow(Set.of(Given.LOBBY));
        await().atMost(PATIENCE).until(() -> shadow.news.size() > 3);
        assertThat(shadow.news).allMatch(each -> each.durable().isEmpty() && each.endUs() == Long.MIN_VALUE);
    }

    @Test
    void aBugInTheOwnerClosesTheLinkAndNothingElse() {
        FootageDesk broken = new ListedMarks(Given.R1, Path.of("unused")) {
            @Override
            public MarkFeed marks(org.lidless.domain.StreamId stream) {
                throw new IllegalStateException("a planted bug");
            }
        };
        WatermarkLink link = link(SITE.footage(Given.R1, 7, broken, 0));
        link.follow(Set.of(Given.LOBBY));
        await().atMost(PATIENCE).until(() -> shadow.sightings.contains("r1 7 CLOSED"));
        assertThat(shadow.news).isEmpty();
    }

    private WatermarkLink link(NodeServer server) {
        return SITE.closed(WatermarkLink.start(
                SITE.world(), SITE.credentials(Given.S1), Given.R1, SiteOfTwo.address(server), shadow));
    }

    /// Without times, which the measured offset moves a little.
    private static List<SampleMark> unshifted(List<SampleMark> marks) {
        return marks.stream().map(WatermarkLinkTest::placed).toList();
    }

    private static SampleMark placed(SampleMark mark) {
        return new SampleMark(
                mark.run(),
                mark.number(),
                mark.decodeTicks(),
                mark.presentationTicks(),
                0,
                mark.size(),
                mark.key(),
                mark.hash());
    }
}
