package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Item.AwayItem;
import org.lidless.footage.timeline.Item.MissingItem;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.splice.OwnedRange;

/// Several recorders' copies of one camera, each with pieces missing, damaged, gone or away, against the truth: what is
/// read is every frame that any readable copy has, once, in order, with its own bytes; what is not read is said.
class ManyCopiesTest {

    private static final int SEEDS = 100;

    @Test
    void everyFrameThatAnyCopyHasIsReadOnceAndInOrder() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Site site = new Site(random, true);
            List<Item> items = read(site, site.whole());
            List<Integer> frames = frames(site, items, seed);
            List<Integer> wanted = new ArrayList<>(site.readable());
            // Before the first key sample nothing can be shown.
            while (!wanted.isEmpty() && !site.camera.isKey(wanted.getFirst())) {
                wanted.removeFirst();
            }
            assertThat(frames).as("seed %d: %s", seed, site).isEqualTo(wanted);
        }
    }

    @Test
    void whatCannotBeReadIsSaid() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Site site = new Site(random, true);
            List<Item> items = read(site, site.whole());
            TreeSet<Integer> read = new TreeSet<>(frames(site, items, seed));
            SortedSet<Integer> recorded = site.recorded();
            for (int frame = recorded.first(); frame <= recorded.last(); frame++) {
                if (!read.contains(frame)) {
                    long timeUs = site.camera.timeUs(frame);
                    assertThat(items)
                            .as(
                                    "seed %d: frame %d at %d is neither read nor said: %s%n%s",
                                    seed, frame, timeUs, told(items), site)
                            .anyMatch(item -> covers(item, timeUs, site.toleranceUs()));
                }
            }
        }
    }

    @Test
    void aSpanBeginsWithTheKeySampleAtOrBeforeIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Site site = new Site(random, false);
            int from = site.camera.gop + random.nextInt(site.camera.frames / 2);
            int to = from + 1 + random.nextInt(site.camera.frames / 2 - 1);
            TimeSpan span = new TimeSpan(site.camera.timeUs(from), site.camera.timeUs(to));
            List<Integer> frames = frames(site, read(site, span), seed);
            assertThat(frames).as("seed %d: %s", seed, site).isNotEmpty();
            int first = frames.getFirst();
            assertThat(site.camera.isKey(first)).isTrue();
            assertThat(site.camera.timeUs(first)).isLessThanOrEqualTo(span.fromUs() + Site.SKEW_US);
            assertThat(first).as("seed %d", seed).isGreaterThan(from - 2 * site.camera.gop - site.camera.reorder - 8);
            for (int i = 0; i < frames.size(); i++) {
                assertThat(frames.get(i)).as("seed %d: %s", seed, site).isEqualTo(first + i);
            }
        }
    }

    private static String told(List<Item> items) {
        StringBuilder text = new StringBuilder();
        for (Item item : items) {
            switch (item) {
                case SampleItem sample -> text.append(' ').append(MadeCamera.frameOf(sample.bytes()));
                case MissingItem missing -> text.append("\n").append(missing).append("\n");
                case AwayItem away -> text.append("\n").append(away).append("\n");
            }
        }
        return text.toString();
    }

    private static boolean covers(Item item, long timeUs, long toleranceUs) {
        TimeSpan span = switch (item) {
            case SampleItem sample -> new TimeSpan(0, 0);
            case MissingItem missing -> missing.span();
            case AwayItem away -> away.span();
        };
        return span.fromUs() - toleranceUs <= timeUs && timeUs < span.toUs() + toleranceUs;
    }

    private static List<Item> read(Site site, TimeSpan span) {
        List<SampleSource> readable = new ArrayList<>();
        List<Stretch.Away> away = new ArrayList<>();
        for (SampleSource source : site.sources()) {
            if (source.isReachable()) {
                readable.add(source);
            } else {
                away.add(new Stretch.Away(
                        source.content().orElseThrow().span(),
                        source.node(),
                        source.awayAt().orElseThrow()));
            }
        }
        Absence absence = new Absence(away, new Causes(List.of(), site.ownership), site.whole());
        List<Item> items = new ArrayList<>();
        try (SampleReader reader = new SampleReader(
                span, Copies.of(readable, site.alignments(), site.ownership, new RunFits()), absence)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    private static List<Integer> frames(Site site, List<Item> items, int seed) {
        List<Integer> frames = new ArrayList<>();
        for (Item item : items) {
            if (item instanceof SampleItem sample) {
                int frame = MadeCamera.frameOf(sample.bytes());
                assertThat(sample.bytes()).as("seed %d", seed).isEqualTo(site.camera.bytes(frame));
                assertThat(sample.sample().key()).isEqualTo(site.camera.isKey(frame));
                frames.add(frame);
            }
        }
        return frames;
    }

    /// Recorders and what they have of a camera, from a seed.
    private static final class Site {

        static final long SKEW_US = 100_000;

        final MadeCamera camera;
        final List<List<Filmed>> segments = new ArrayList<>();
        final List<Filmed.Run> runs = new ArrayList<>();
        final List<OwnedRange> ownership = new ArrayList<>();
        private final Random random;
        private final boolean isHurt;

        Site(Random random, boolean isHurt) {
            this.random = random;
            this.isHurt = isHurt;
            camera = new MadeCamera(random, 400, 10 + random.nextInt(30), random.nextInt(3));
            record("r1", 0, camera.frames);
            int others = 1 + random.nextInt(2);
            for (int i = 0; i < others; i++) {
                int from = random.nextInt(camera.frames / 2);
                record("s" + (i + 1), from, from + 100 + random.nextInt(camera.frames));
            }
            long changeUs = camera.timeUs(random.nextInt(camera.frames));
            ownership.add(new OwnedRange(new TimeSpan(0, Long.MAX_VALUE), new NodeId("r1"), Epoch.FIRST));
            ownership.add(new OwnedRange(new TimeSpan(changeUs, Long.MAX_VALUE), new NodeId("s1"), Epoch.FIRST.next()));
        }

        private void record(String name, int from, int until) {
            NodeId writer = new NodeId(name);
            long clockUs = random.nextLong(-SKEW_US / 2, SKEW_US / 2);
            Filmed.Run run = new Filmed.Run(
                    new RunId(random.nextLong()), writer, Epoch.FIRST, random.nextLong(1L << 33), clockUs);
            runs.add(run);
            int to = Math.min(until, camera.frames);
            int segmentSamples = 30 + random.nextInt(100);
            int partSamples = 5 + random.nextInt(20);
            boolean[] lost = holes(from, to);
            long number = 0;
            int order = 0;
            Filmed segment = new Filmed(camera, run, writer, order, partSamples);
            for (int frame = from; frame < to; frame++) {
                if (!lost[frame]) {
                    segment.add(frame, number);
                    number++;
                }
                if (segment.recorded().size() >= segmentSamples || (frame + 1 == to && !segment.isEmpty())) {
                    segments.add(copies(segment));
                    segment = new Filmed(camera, run, writer, ++order, partSamples);
                }
            }
        }

        private boolean[] holes(int from, int to) {
            boolean[] lost = new boolean[camera.frames];
            for (int i = isHurt ? random.nextInt(4) : 0; i > 0 && to - from > 60; i--) {
                int hole = from + 20 + random.nextInt(to - from - 40);
                for (int frame = hole; frame < Math.min(to, hole + 1 + random.nextInt(40)); frame++) {
                    lost[frame] = true;
                }
            }
            return lost;
        }

        /// Some segments are held twice; copies are hurt each in its own way.
        private List<Filmed> copies(Filmed segment) {
            List<Filmed> copies = new ArrayList<>(List.of(segment));
            if (random.nextInt(3) == 0) {
                copies.add(segment.copy(new NodeId("home")));
            }
            for (Filmed copy : copies) {
                if (isHurt && random.nextInt(4) == 0) {
                    copy.broken.add(random.nextInt(copy.parts()));
                }
                copy.isGone = isHurt && random.nextInt(12) == 0;
                copy.isAway = isHurt && random.nextInt(12) == 0;
            }
            return copies;
        }

        List<SampleSource> sources() {
            return segments.stream()
                    .map(copies -> MirroredSource.of(List.<SampleSource>copyOf(copies)))
                    .toList();
        }

        /// What any readable copy has.
        SortedSet<Integer> readable() {
            TreeSet<Integer> all = new TreeSet<>();
            segments.forEach(copies -> copies.forEach(copy -> all.addAll(copy.readable())));
            return all;
        }

        SortedSet<Integer> recorded() {
            TreeSet<Integer> all = new TreeSet<>();
            segments.forEach(copies -> copies.forEach(copy -> all.addAll(copy.recorded())));
            return all;
        }

        /// Some have been learnt; the others have to be found at reading.
        List<Alignment> alignments() {
            List<Alignment> known = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                for (int j = i + 1; j < runs.size(); j++) {
                    Filmed.Run a = runs.get(i);
                    Filmed.Run b = runs.get(j);
                    known.add(Alignment.between(
                            a.id(),
                            b.id(),
                            b.zero() - a.zero(),
                            b.clockUs() - a.clockUs(),
                            100,
                            AlignmentKind.SAME_BYTES));
                }
            }
            return known;
        }

        /// Clocks differ, and a frame may be shown after one that comes behind it.
        long toleranceUs() {
            return SKEW_US + camera.reorder * MadeCamera.FRAME_US;
        }

        TimeSpan whole() {
            return new TimeSpan(MadeCamera.T0 - 1_000_000, camera.timeUs(camera.frames - 1) + 1_000_000);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("gop " + camera.gop + ", reorder " + camera.reorder);
            segments.forEach(copies -> copies.forEach(copy -> text.append("\n  ")
                    .append(copy)
                    .append(copy.isGone ? " gone" : "")
                    .append(copy.isAway ? " away" : "")
                    .append(" broken ")
                    .append(copy.broken)));
            return text.toString();
        }
    }
}
