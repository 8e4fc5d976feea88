package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.footage.recording.Shadowing.Action;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// One camera, an owner and a shadow, in steps of 20 ms; knows which frame each mark is, which the code under
/// test is never told. The shadow's writer is modelled as it is promised to be: it goes back to the key sample,
/// writes what it is told, and says so.
final class ShadowScene {

    static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    static final NodeId OWNER = new NodeId("r1");
    static final Epoch EPOCH = new Epoch(3);
    static final long WALL_US = 1_700_000_000_000_000L;
    static final long STEP_US = 20_000;
    private static final long FORCE_US = 700_000;
    private static final long NEWS_US = 100_000;

    /// Who receives the camera: its session now, and everything that became of it.
    final class Receiver {
        long clockUs;
        RunId run = new RunId(random.nextLong());
        long zero = random.nextLong(1L << 33);
        long number;
        boolean paused;
        boolean broken;
        int lossPercent;
        final ArrayDeque<Integer> buffered = new ArrayDeque<>();

        Receiver(long clockUs) {
            this.clockUs = clockUs;
        }

        void newSession() {
            run = new RunId(random.nextLong());
            zero = random.nextLong(1L << 33);
            number = 0;
        }

        SampleMark mark(int frame) {
            long hash = perSession ? run.bits() + frame : frame % loop;
            return new SampleMark(
                    run,
                    number++,
                    zero + decodeTicks(frame),
                    zero + presentationTicks(frame),
                    WALL_US + clockUs + SampleMark.usOf(presentationTicks(frame)) + random.nextInt(5_000),
                    1_000,
                    frame % gop == 0,
                    hash * 0x9E3779B97F4A7C15L);
        }
    }

    final Random random;
    final int gop;
    final int spacing;
    final int reorder;
    int loop = Integer.MAX_VALUE;
    boolean perSession;
    final Receiver owner;
    final Receiver own;
    final TreeSet<Integer> offered = new TreeSet<>();
    final TreeSet<Integer> atOwner = new TreeSet<>();
    final List<Integer> frameAt = new ArrayList<>();
    final TreeSet<Long> written = new TreeSet<>();
    final TreeSet<Long> ringLost = new TreeSet<>();
    final TreeMap<Long, Long> segments = new TreeMap<>();
    final List<String> wrong = new ArrayList<>();
    private final ArrayDeque<Durable> durable = new ArrayDeque<>();
    private final ArrayDeque<Watermark> inFlight = new ArrayDeque<>();
    private final TreeSet<Long> keyPlaces = new TreeSet<>();
    private long newsAtUs;
    private long openFrom = -1;
    private long openTo;
    long nowUs = 50_000_000;
    int frame;
    boolean linked = true;
    boolean ownerStalled;
    int writes;
    Shadowing shadowing;

    private record Durable(SampleMark mark, int frame, long atUs) {}

    ShadowScene(Random random) {
        this.random = random;
        this.gop = 5 + random.nextInt(40);
        this.spacing = new int[] {3000, 3600, 6000}[random.nextInt(3)];
        this.reorder = random.nextInt(3);
        this.owner = new Receiver(random.nextLong(-80_000, 80_000));
        this.own = new Receiver(0);
        this.shadowing = Shadowing.begun(STREAM, OWNER, EPOCH, 0, nowUs);
        shadowing.link(true, nowUs);
    }

    /// The same, with a shadow that owned until now.
    void afterOwning(OptionalLong cutUs) {
        shadowing = Shadowing.afterOwning(STREAM, OWNER, EPOCH, cutUs, 0, nowUs);
        shadowing.link(true, nowUs);
    }

    long decodeTicks(int f) {
        return (long) f * spacing;
    }

    long presentationTicks(int f) {
        int place = f % gop == 0 ? 0 : (f % gop - 1) % (reorder + 1);
        int depth = Math.min(reorder, gop - 1 - f % gop);
        int shown = f % gop == 0 || reorder == 0 ? 0 : place == 0 ? depth : -1;
        return decodeTicks(f + shown) + (long) (reorder + 1) * spacing;
    }

    void linked(boolean up) {
        linked = up;
        shadowing.link(up, nowUs);
        if (!up) {
            inFlight.clear();
        }
    }

    /// The owner has received the camera for a while when the shadow begins to.
    void startLate() {
        own.broken = true;
        run(1_000_000);
        own.broken = false;
    }

    void run(long us) {
        for (long until = nowUs + us; nowUs < until; ) {
            step();
        }
    }

    Action last = new Action.Wait();

    private void step() {
        nowUs += STEP_US;
        while (SampleMark.usOf(decodeTicks(frame)) <= nowUs - 50_000_000) {
            offered.add(frame);
            receive(owner, frame);
            receive(own, frame);
            frame++;
        }
        if (!owner.paused) {
            ownerWorks();
        }
        if (!own.paused) {
            shadowWorks();
        }
    }

    private void receive(Receiver to, int f) {
        if (!to.broken && random.nextInt(100) >= to.lossPercent && to.buffered.size() < 60) {
            to.buffered.addLast(f);
        }
    }

    private void ownerWorks() {
        while (!owner.buffered.isEmpty()) {
            int f = owner.buffered.removeFirst();
            durable.addLast(new Durable(owner.mark(f), f, nowUs + FORCE_US));
        }
        if (nowUs >= newsAtUs && linked) {
            newsAtUs = nowUs + NEWS_US;
            List<SampleMark> news = new ArrayList<>();
            while (!ownerStalled && !durable.isEmpty() && durable.getFirst().atUs() <= nowUs) {
                Durable each = durable.removeFirst();
                atOwner.add(each.frame());
                news.add(each.mark());
            }
            inFlight.addLast(new Watermark(STREAM, OWNER, EPOCH, news, Long.MIN_VALUE));
        }
    }

    private void shadowWorks() {
        while (!own.buffered.isEmpty()) {
            int f = own.buffered.removeFirst();
            long place = frameAt.size();
            frameAt.add(f);
            SampleMark mark = own.mark(f);
            if (mark.key()) {
                keyPlaces.add(place);
            }
            shadowing.own(place, mark, nowUs);
        }
        while (!inFlight.isEmpty()) {
            Watermark news = inFlight.removeFirst();
            shadowing.watermark(news, nowUs);
            if (random.nextInt(20) == 0) {
                shadowing.watermark(news, nowUs);
            }
        }
        act(shadowing.action(nowUs));
        if (nowUs % (5 * STEP_US) == 0) {
            checkFirst();
        }
    }

    private void act(Action action) {
        last = action;
        switch (action) {
            case Action.Wait _ -> seal();
            case Action.Release(long to) -> {
                seal();
                checkSafe(to, "released");
            }
            case Action.Write(long from, long to) -> write(from, Math.min(to, frameAt.size()));
        }
    }

    private void write(long from, long to) {
        if (openFrom < 0) {
            writes++;
            Long key = keyPlaces.floor(from);
            openFrom = key == null ? from : key;
            openTo = openFrom;
        }
        if (openTo < to) {
            for (long place = openTo; place < to; place++) {
                written.add(place);
            }
            shadowing.wrote(openTo, to);
            openTo = to;
        }
    }

    private void seal() {
        if (openFrom >= 0) {
            segments.put(openFrom, openTo);
            openFrom = -1;
        }
    }

    /// Everything before a place is at the owner, or written here, or never got here.
    private void checkSafe(long before, String what) {
        for (long place = Math.max(0, before - 400); place < before; place++) {
            int f = frameAt.get((int) place);
            if (!written.contains(place) && !ringLost.contains(place) && !atOwner.contains(f)) {
                wrong.add(what + " place " + place + ", frame " + f + ", at " + nowUs);
                return;
            }
        }
    }

    private void checkFirst() {
        checkSafe(Math.min(shadowing.firstUncovered(), frameAt.size()), "called safe");
        segments.forEach((from, to) -> {
            if (shadowing.whereabouts(from, to) == Shadowing.Whereabouts.AT_OWNER) {
                for (long place = from; place < to; place++) {
                    if (!atOwner.contains(frameAt.get((int) place))) {
                        wrong.add("would drop place " + place + " at " + nowUs);
                    }
                }
            }
        });
    }

    /// Frames that were offered up to a while ago and that are nowhere on a disk nor in the shadow's memory.
    Set<Integer> lost() {
        TreeSet<Integer> missing = new TreeSet<>(offered);
        missing.removeAll(atOwner);
        missing.removeAll(frameAt);
        durable.forEach(each -> missing.remove(each.frame()));
        missing.removeAll(owner.buffered);
        return missing;
    }
}
