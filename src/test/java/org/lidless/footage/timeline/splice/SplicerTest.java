package org.lidless.footage.timeline.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Seeded footage of two to four writers, who are killed, paused, restarted, overlap, and hold parts twice; all of the
/// same bytes.
class SplicerTest {

    private static final int SEEDS = 2_000;

    @Test
    void everySampleOnceInOrderAndHolesExactlyWhereFramesAreMissing() {
        int oneLog = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var footage = new Footage(new Random(seed), 2, 3);
            if (footage.isOneLog()) {
                oneLog++;
                List<Spliced> read = read(footage, footage.copies, footage.alignments(0));
                assertThat(Verdict.of(footage.recorded(), frames(footage, read), holes(read)))
                        .as("seed %d: %s", seed, footage)
                        .isEmpty();
                assertTimesRise(read, footage, seed);
            }
        }
        assertThat(oneLog).isGreaterThan(SEEDS / 3);
    }

    @Test
    void everySampleOnceInOrderWhateverTheCadence() {
        for (long seed = 0; seed < SEEDS / 2; seed++) {
            var footage = new Footage(new Random(seed), 45, 40);
            if (footage.isOneLog()) {
                List<Spliced> read = read(footage, footage.copies, footage.alignments(0));
                List<String> wrong = Verdict.of(footage.recorded(), frames(footage, read), holes(read));
                wrong.removeIf(each -> each.contains("HOLE"));
                assertThat(wrong).as("seed %d: %s", seed, footage).isEmpty();
            }
        }
    }

    @Test
    void orderOfCopiesAndAlignmentsChangesNothing() {
        for (long seed = 0; seed < SEEDS / 8; seed++) {
            var footage = new Footage(new Random(seed), 10, 10);
            List<String> straight = lines(read(footage, footage.copies, footage.alignments(0)));
            List<Footage.Copy> copies = new ArrayList<>(footage.copies);
            List<Alignment> alignments = footage.alignments(0);
            Collections.shuffle(copies, new Random(seed));
            Collections.shuffle(alignments, new Random(seed));
            assertThat(lines(read(footage, copies, alignments)))
                    .as("seed %d", seed)
                    .isEqualTo(straight);
        }
    }

    @Test
    void readingTheSameCopiesTwiceOrTheResultAgainChangesNothing() {
        for (long seed = 0; seed < SEEDS / 16; seed++) {
            var footage = new Footage(new Random(seed), 10, 10);
            List<Spliced> once = read(footage, footage.copies, footage.alignments(0));
            List<Footage.Copy> twice = new ArrayList<>(footage.copies);
            twice.addAll(footage.copies);
            assertThat(frames(footage, read(footage, twice, footage.alignments(0))))
                    .as("seed %d", seed)
                    .isEqualTo(frames(footage, once));
            List<Footage.Copy> result = new ArrayList<>(again(footage, once));
            assertThat(frames(footage, read(footage, result, footage.alignments(0))))
                    .as("seed %d", seed)
                    .isEqualTo(frames(footage, once));
            result.addAll(footage.copies);
            assertThat(frames(footage, read(footage, result, footage.alignments(0))))
                    .as("seed %d", seed)
                    .isEqualTo(frames(footage, once));
        }
    }

    @Test
    void theOwnersCopyIsTakenWhereItHasOne() {
        for (long seed = 0; seed < SEEDS / 8; seed++) {
            var footage = new Footage(new Random(seed), 2, 0);
            if (!footage.isOneLog()) {
                continue;
            }
            var preference = new Preference(footage.ownership());
            for (Spliced each : read(footage, footage.copies, footage.alignments(0))) {
                int frame = footage.frameOf(each.mark());
                if (!preference.owns(each.strand().writer(), each.mark().timeUs())) {
                    for (Footage.Take take : footage.takes) {
                        SampleMark other = take.byFrame.get(frame);
                        assertThat(other != null && preference.owns(take.writer, other.timeUs()))
                                .as("seed %d frame %d", seed, frame)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void aCopyThatLostAPartOfASampleGivesWay() {
        var footage = new Footage(new Random(11), 2, 0);
        Footage.Copy whole = footage.copies.getFirst();
        SampleMark mark = whole.marks().get(20);
        List<SampleMark> damaged = new ArrayList<>(whole.marks());
        damaged.set(
                20,
                new SampleMark(
                        mark.run(),
                        mark.number(),
                        mark.decodeTicks(),
                        mark.presentationTicks(),
                        mark.timeUs(),
                        mark.size() - 1,
                        mark.key(),
                        mark.hash() + 1));
        var copy = new Footage.Copy(whole.take(), whole.holder(), damaged);
        assertThat(read(footage, List.of(copy, whole), List.of()).stream().map(Spliced::mark))
                .isEqualTo(whole.marks());
    }

    static List<Spliced> read(Footage footage, List<Footage.Copy> copies, List<Alignment> alignments) {
        var splicer = new Splicer(
                copies.stream().map(Footage.Copy::strand).toList(), AlignmentGraph.of(alignments), footage.ownership());
        List<Spliced> read = new ArrayList<>();
        splicer.forEachRemaining(read::add);
        return read;
    }

    static List<Integer> frames(Footage footage, List<Spliced> read) {
        return read.stream().map(each -> footage.frameOf(each.mark())).toList();
    }

    static List<Boolean> holes(List<Spliced> read) {
        return read.stream().map(each -> each.missing().isPresent()).toList();
    }

    private static List<String> lines(List<Spliced> read) {
        return read.stream()
                .map(each -> each.mark() + " " + each.strand().holder() + " " + each.decodeTicks() + " "
                        + each.presentationTicks() + " " + each.seam() + " " + each.missing())
                .toList();
    }

    /// What was read, as copies: one strand a run.
    private static List<Footage.Copy> again(Footage footage, List<Spliced> read) {
        TreeMap<RunId, List<SampleMark>> byRun = new TreeMap<>();
        read.forEach(each ->
                byRun.computeIfAbsent(each.mark().run(), _ -> new ArrayList<>()).add(each.mark()));
        return footage.takes.stream()
                .filter(take -> byRun.containsKey(take.run))
                .map(take -> new Footage.Copy(take, take.writer, byRun.getOrDefault(take.run, List.of())))
                .toList();
    }

    private static void assertTimesRise(List<Spliced> read, Footage footage, long seed) {
        for (int i = 1; i < read.size(); i++) {
            long step = read.get(i).decodeTicks() - read.get(i - 1).decodeTicks();
            long trueStep = footage.decode[footage.frameOf(read.get(i).mark())]
                    - footage.decode[footage.frameOf(read.get(i - 1).mark())];
            assertThat(step).as("seed %d sample %d", seed, i).isPositive();
            assertThat(Math.abs(step - trueStep)).as("seed %d", seed).isLessThanOrEqualTo(footage.spacing * 3L / 100);
            assertThat(read.get(i).presentationTicks())
                    .isGreaterThanOrEqualTo(read.get(i).decodeTicks());
        }
    }
}
