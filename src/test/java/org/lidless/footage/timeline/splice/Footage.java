package org.lidless.footage.timeline.splice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A camera and those who recorded it, from a seed; knows which frame of the camera each mark is, which the code under
/// test is never told. Frames are counted in order of decoding.
final class Footage {

    static final long START_US = 1_700_000_000_000_000L;

    /// One stretch of recording by one writer.
    static final class Take {
        final RunId run;
        final NodeId writer;
        final long zero;
        final long clockUs;
        final long decodeLate;
        final int from;
        final int to;
        final TreeMap<Integer, SampleMark> byFrame = new TreeMap<>();

        Take(Random random, RunId run, NodeId writer, long clockUs, long decodeLate, int from, int to) {
            this.run = run;
            this.writer = writer;
            this.zero = random.nextLong(1L << 33);
            this.clockUs = clockUs;
            this.decodeLate = decodeLate;
            this.from = from;
            this.to = to;
        }

        boolean overlaps(Take other) {
            return from < other.to && other.from < to;
        }
    }

    /// A strand's marks, to be read as often as wanted.
    record Copy(Take take, NodeId holder, List<SampleMark> marks) {
        Strand strand() {
            return new Strand(take.run, take.writer, holder, Epoch.FIRST, 0, marks.iterator());
        }
    }

    private record Name(RunId run, long number) {}

    final Random random;
    final int frames;
    final int spacing;
    final int gop;
    final int reorder;
    final int loop;
    final long[] decode;
    final long[] presentation;
    final List<Take> takes = new ArrayList<>();
    final List<Copy> copies = new ArrayList<>();
    private final Map<Name, Integer> frameOf = new HashMap<>();
    private final int jitterPercent;

    Footage(Random random, int jitterPercent, int decodeErrorPercent) {
        this.random = random;
        this.jitterPercent = jitterPercent;
        frames = 150 + random.nextInt(350);
        spacing = new int[] {1500, 3000, 3600, 6000}[random.nextInt(4)];
        gop = 5 + random.nextInt(46);
        reorder = random.nextInt(3);
        loop = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(100);
        decode = new long[frames];
        presentation = new long[frames];
        film();
        int writers = 2 + random.nextInt(3);
        for (int i = 0; i < writers; i++) {
            record(new NodeId("r" + (i + 1)), decodeErrorPercent);
        }
        writeTwice();
    }

    /// Decoding times rise by about the spacing; groups of one P and `reorder` B samples, the P shown last.
    private void film() {
        for (int f = 0; f < frames; f++) {
            int jitter = spacing * jitterPercent / 100;
            decode[f] = (long) f * spacing + (jitter == 0 ? 0 : random.nextInt(jitter));
        }
        for (int f = 0; f < frames; f++) {
            int place = f % gop == 0 ? 0 : (f % gop - 1) % (reorder + 1);
            int depth = Math.min(reorder, gop - 1 - f % gop);
            int shownAfter = f % gop == 0 || reorder == 0 ? 0 : place == 0 ? depth : -1;
            int shown = f + shownAfter;
            long base = shown < frames ? decode[Math.max(0, shown)] : decode[f] + (long) shownAfter * spacing;
            presentation[f] = base + (long) (reorder + 1) * spacing;
        }
    }

    private void record(NodeId writer, int decodeErrorPercent) {
        long clockUs = random.nextLong(-100_000, 100_000);
        int at = random.nextInt(frames / 2) * (random.nextBoolean() ? 1 : 0);
        while (at < frames) {
            int from = random.nextInt(10) < 8 ? (at + gop - 1) / gop * gop : at;
            int to = random.nextInt(3) == 0 ? frames : Math.min(frames, from + 20 + random.nextInt(frames));
            if (from + 12 >= to) {
                return;
            }
            int error = spacing * decodeErrorPercent / 100;
            var take = new Take(
                    random,
                    new RunId(random.nextLong()),
                    writer,
                    clockUs,
                    error == 0 ? 0 : random.nextInt(error),
                    from,
                    to);
            fill(take);
            takes.add(take);
            copies.add(new Copy(take, writer, List.copyOf(take.byFrame.values())));
            at = to + 1 + random.nextInt(100);
        }
    }

    /// A take with its holes: samples received and gone (the numbers step), or never received (the clock leaps).
    private void fill(Take take) {
        boolean[] gone = new boolean[frames];
        boolean[] never = new boolean[frames];
        for (int i = random.nextInt(3); i > 0; i--) {
            boolean[] which = random.nextBoolean() ? gone : never;
            int hole = take.from + 8 + random.nextInt(take.to - take.from);
            for (int f = hole; f < Math.min(take.to, hole + 1 + random.nextInt(60)); f++) {
                which[f] = true;
            }
        }
        if (random.nextInt(4) == 0) {
            for (int f = take.from + 8; f < take.to; f++) {
                gone[f] |= random.nextInt(20) == 0;
            }
        }
        long number = 0;
        for (int f = take.from; f < take.to; f++) {
            if (never[f]) {
                continue;
            }
            if (!gone[f]) {
                take.byFrame.put(f, mark(take, f, number));
                frameOf.put(new Name(take.run, number), f);
            }
            number++;
        }
    }

    private SampleMark mark(Take take, int f, long number) {
        long picture = f % loop;
        return new SampleMark(
                take.run,
                number,
                take.zero + decode[f] + take.decodeLate,
                take.zero + presentation[f],
                START_US + take.clockUs + SampleMark.usOf(presentation[f]) + random.nextInt(5_000),
                1000,
                f % gop == 0,
                picture * 0x9E3779B97F4A7C15L);
    }

    /// Some takes are held twice, in part, by another node or by the same.
    private void writeTwice() {
        for (Copy copy : List.copyOf(copies)) {
            if (random.nextInt(4) == 0 && copy.marks.size() > 2) {
                int from = random.nextInt(copy.marks.size() - 1);
                int to = from + 1 + random.nextInt(copy.marks.size() - from - 1);
                NodeId holder = random.nextBoolean() ? copy.holder : new NodeId("home");
                copies.add(new Copy(copy.take, holder, copy.marks.subList(from, to)));
            }
        }
    }

    int frameOf(SampleMark mark) {
        Integer frame = frameOf.get(new Name(mark.run(), mark.number()));
        if (frame == null) {
            throw new AssertionError("no such sample was recorded: " + mark);
        }
        return frame;
    }

    /// What is known once runs that were received together have been compared, each offset wrong by so many ticks.
    List<Alignment> alignments(long wrongBy) {
        List<Alignment> known = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            for (int j = i + 1; j < takes.size(); j++) {
                Take a = takes.get(i);
                Take b = takes.get(j);
                if (a.overlaps(b)) {
                    known.add(Alignment.between(
                            a.run, b.run, b.zero - a.zero + wrongBy, 0, 100, AlignmentKind.SAME_BYTES));
                }
            }
        }
        return known;
    }

    List<OwnedRange> ownership() {
        List<OwnedRange> ranges = new ArrayList<>();
        var seeded = new Random(frames);
        long fromUs = START_US - 1_000_000;
        for (int epoch = 1; epoch < 6; epoch++) {
            NodeId owner = takes.get(seeded.nextInt(takes.size())).writer;
            ranges.add(new OwnedRange(new TimeSpan(fromUs, fromUs + 60_000_000L), owner, new Epoch(epoch)));
            fromUs += seeded.nextInt(4_000_000);
        }
        return ranges;
    }

    /// Frames that any copy has.
    SortedSet<Integer> recorded() {
        TreeSet<Integer> all = new TreeSet<>();
        takes.forEach(take -> all.addAll(take.byFrame.keySet()));
        return all;
    }

    /// Whether every moment from the first take to the last lies in some take: then all runs are connected.
    boolean isOneLog() {
        boolean[] covered = new boolean[frames + 1];
        int first = frames;
        int last = 0;
        for (Take take : takes) {
            first = Math.min(first, take.from);
            last = Math.max(last, take.to);
            for (int f = take.from; f < take.to - 1; f++) {
                covered[f] = true;
            }
        }
        for (int f = first; f < last - 1; f++) {
            if (!covered[f]) {
                return false;
            }
        }
        return !takes.isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("frames " + frames + ", spacing " + spacing + ", GOP " + gop + ", reorder "
                + reorder + ", loop " + loop);
        for (Take take : takes) {
            text.append(", ")
                    .append(take.writer)
                    .append(' ')
                    .append(take.from)
                    .append("..")
                    .append(take.to);
        }
        return text.toString();
    }
}
