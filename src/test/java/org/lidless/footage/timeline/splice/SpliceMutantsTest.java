package org.lidless.footage.timeline.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Readers with a planted bug, each of which the verdict catches by name.
class SpliceMutantsTest {

    private static final int SEEDS = 150;

    private interface Reader {
        List<SampleMark> read(Footage footage);
    }

    @Test
    void theTrueReaderPasses() {
        assertThat(caught(footage -> SplicerTest.read(footage, footage.copies, footage.alignments(0)).stream()
                        .map(Spliced::mark)
                        .toList()))
                .isEmpty();
    }

    @Test
    void dedupeByTimeOnlyIsCaught() {
        assertThat(caught(footage -> {
                    List<SampleMark> kept = new ArrayList<>();
                    all(footage)
                            .sorted(Comparator.comparingLong(SampleMark::decodeUs))
                            .forEach(mark -> {
                                long apartUs = SampleMark.usOf(footage.spacing / 2);
                                if (kept.isEmpty()
                                        || mark.decodeUs() - kept.getLast().decodeUs() > apartUs) {
                                    kept.add(mark);
                                }
                            });
                    return kept;
                }))
                .contains("MISSING", "TWICE", "ORDER");
    }

    @Test
    void dedupeByHashOnlyIsCaught() {
        assertThat(caught(footage -> {
                    var seen = new TreeSet<Long>();
                    return all(footage)
                            .sorted(Comparator.comparingLong(SampleMark::decodeUs))
                            .filter(mark -> seen.add(mark.hash()))
                            .toList();
                }))
                .contains("MISSING");
    }

    @Test
    void mergeWithoutIdentityIsCaught() {
        assertThat(caught(footage -> all(footage)
                        .sorted(Comparator.comparingLong(SampleMark::decodeUs))
                        .toList()))
                .contains("TWICE", "ORDER");
    }

    @Test
    void offsetWrongByOneLoopIsCaught() {
        assertThat(caught(footage -> {
                    long loop = (long) Math.min(footage.loop, 50) * footage.spacing;
                    return SplicerTest.read(footage, footage.copies, footage.alignments(loop)).stream()
                            .map(Spliced::mark)
                            .toList();
                }))
                .contains("MISSING", "TWICE");
    }

    @Test
    void theOwnersCopyAloneIsCaught() {
        assertThat(caught(footage -> {
                    var preference = new Preference(footage.ownership());
                    var splicer = new Splicer(
                            footage.copies.stream()
                                    .map(copy -> new Footage.Copy(
                                                    copy.take(),
                                                    copy.holder(),
                                                    copy.marks().stream()
                                                            .filter(mark ->
                                                                    preference.owns(copy.take().writer, mark.timeUs()))
                                                            .toList())
                                            .strand())
                                    .toList(),
                            AlignmentGraph.of(footage.alignments(0)),
                            footage.ownership());
                    List<SampleMark> read = new ArrayList<>();
                    splicer.forEachRemaining(each -> read.add(each.mark()));
                    return read;
                }))
                .contains("MISSING");
    }

    private static Stream<SampleMark> all(Footage footage) {
        return footage.copies.stream().flatMap(copy -> copy.marks().stream());
    }

    /// The names of the promises that a reader breaks in any of the seeds.
    private static SortedSet<String> caught(Reader reader) {
        TreeSet<String> names = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            var footage = new Footage(new Random(seed), 2, 3);
            if (footage.isOneLog()) {
                List<Integer> frames =
                        reader.read(footage).stream().map(footage::frameOf).toList();
                Verdict.of(footage.recorded(), frames, holes(frames))
                        .forEach(wrong -> names.add(wrong.substring(0, wrong.indexOf(' '))));
            }
        }
        return names;
    }

    /// Holes told rightly: these readers are judged by what they bring.
    private static List<Boolean> holes(List<Integer> frames) {
        List<Boolean> holes = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            holes.add(i > 0 && frames.get(i - 1) + 1 != frames.get(i));
        }
        return holes;
    }
}
