package org.lidless.footage.playback.live;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.world.Clock;

/// A camera of 25 frames a second, recorders with rings of it, and the links to them, on one clock and in one
/// thread. Each frame says in its bytes which one it is.
public final class RingsOnATable implements Rings, Clock {

    public static final long FRAME_US = 40_000;
    static final int GOP = 25;
    private static final long WALL_US = 1_793_000_000_000_000L;
    private static final long RING_US = 12_000_000;
    private static final int FRAME_BYTES = 14;
    private static final int SOUND_BYTES = 320;
    private static final Companion SOUND = new Companion(CompanionCodec.G711_U, 8_000, 1, List.of());
    private static final VideoParameters PARAMETERS = new VideoParameters(
            VideoCodec.H264,
            List.of(new ParameterSet(new byte[] {0x67, 66, 0, 30, 1}), new ParameterSet(new byte[] {0x68, 1})),
            640,
            360,
            0);

    private final Random chance;
    private final SortedMap<NodeId, Ring> rings = new TreeMap<>();
    private final Deque<Sent> wire = new ArrayDeque<>();
    private long nowUs;
    private long frames;
    private boolean hasSound;
    private int frameBytes = FRAME_BYTES;
    private Optional<NodeId> owner = Optional.empty();
    private Optional<NodeId> shadow = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    private LiveDesk desk;

    private record Sent(long dueUs, Runnable arrives) {}

    private static final class Ring {
        private final List<RingSample> kept = new ArrayList<>();
        private final SortedMap<Integer, Long> tails = new TreeMap<>();
        private final long skewUs;
        private long place;
        private long run;
        private long number;
        private long ticksOff;
        private boolean isHeard = true;
        private boolean isDeaf;

        Ring(long skewUs) {
            this.skewUs = skewUs;
        }
    }

    public RingsOnATable(long seed, NodeId... recorders) {
        chance = new Random(seed);
        for (NodeId each : recorders) {
            rings.put(each, new Ring(chance.nextInt(100_000) - 50_000L));
            newRun(each);
        }
    }

    /// Where answers go.
    public void tells(LiveDesk told) {
        desk = told;
    }

    public void agreed(NodeId ownedBy, NodeId shadowedBy) {
        owner = Optional.of(ownedBy);
        shadow = Optional.of(shadowedBy);
    }

    private void newRun(NodeId recorder) {
        Ring ring = requireNonNull(rings.get(recorder));
        ring.run = chance.nextLong();
        ring.number = 0;
        ring.ticksOff = chance.nextInt(1_000_000);
    }

    /// It is gone, with all that is in its memory.
    public void kill(NodeId recorder) {
        Ring ring = requireNonNull(rings.get(recorder));
        ring.isHeard = false;
        ring.isDeaf = true;
        ring.tails.clear();
        ring.kept.clear();
        ring.place = 0;
        desk.closed(recorder);
    }

    /// It has begun again, and waits for a key frame.
    public void start(NodeId recorder) {
        Ring ring = requireNonNull(rings.get(recorder));
        newRun(recorder);
        ring.isHeard = true;
        ring.isDeaf = false;
        desk.opened(recorder);
    }

    /// It stands still: nothing comes from it, and nothing is closed.
    public void freeze(NodeId recorder) {
        requireNonNull(rings.get(recorder)).isHeard = false;
    }

    public void thaw(NodeId recorder) {
        requireNonNull(rings.get(recorder)).isHeard = true;
    }

    /// Its link to the camera is down.
    public void deaf(NodeId recorder, boolean deaf) {
        Ring ring = requireNonNull(rings.get(recorder));
        if (ring.isDeaf && !deaf) {
            newRun(recorder);
        }
        ring.isDeaf = deaf;
    }

    /// One frame's time goes by.
    public void frame() {
        nowUs += FRAME_US;
        long frame = frames++;
        boolean isKey = frame % GOP == 0;
        rings.values().forEach(ring -> receive(ring, frame, isKey));
        rings.values().stream().filter(ring -> ring.isHeard).forEach(this::serve);
        deliver();
        desk.tick();
    }

    private void receive(Ring ring, long frame, boolean isKey) {
        if (ring.isDeaf || (ring.number == 0 && !isKey)) {
            return;
        }
        long ticks = frame * 3_600 + ring.ticksOff;
        ByteBuffer bytes = ByteBuffer.allocate(frameBytes).putInt(frameBytes - 4);
        bytes.put((byte) (isKey ? 0x65 : 0x41)).put((byte) 0x88);
        bytes.putLong(frameBytes - 8, frame).clear();
        var mark = new SampleMark(
                new RunId(ring.run),
                ring.number++,
                ticks,
                ticks,
                WALL_US + frame * FRAME_US + ring.skewUs,
                frameBytes,
                isKey,
                frame * 0x9E3779B97F4A7C15L);
        List<CompanionFrame> beside = hasSound ? List.of(sound(frame, mark.timeUs())) : List.of();
        ring.kept.add(new RingSample(ring.place++, mark, 3_600, PARAMETERS, beside, bytes));
        while (ring.kept.size() > RING_US / FRAME_US) {
            ring.kept.removeFirst();
        }
    }

    /// 40 ms of sound, of which each byte says to which frame it belongs.
    private static CompanionFrame sound(long frame, long timeUs) {
        byte[] bytes = new byte[SOUND_BYTES];
        Arrays.fill(bytes, (byte) frame);
        return new CompanionFrame(SOUND, timeUs, SOUND_BYTES, ByteBuffer.wrap(bytes));
    }

    /// The camera is heard, too.
    public void withSound() {
        hasSound = true;
    }

    /// Each frame is so large from now on.
    public void withFrameBytes(int bytes) {
        frameBytes = bytes;
    }

    /// Which frame a sample is.
    public static long frame(ByteBuffer sample) {
        return sample.getLong(sample.limit() - 8);
    }

    private void serve(Ring ring) {
        for (int id : List.copyOf(ring.tails.keySet())) {
            long from = requireNonNull(ring.tails.get(id));
            List<RingSample> news = new ArrayList<>();
            for (RingSample each : ring.kept) {
                boolean isWanted = from == RingTail.NEWEST_KEY
                        ? each.place() >= newestKey(ring)
                        : each.place() >= from || from > ring.place;
                if (isWanted) {
                    news.add(each);
                }
            }
            if (!news.isEmpty()) {
                ring.tails.put(id, news.getLast().place() + 1);
                var batch = new RingTail.Batch(
                        true, Epoch.FIRST, news, news.getLast().place() + 1);
                send(() -> desk.came(id, batch));
            }
        }
    }

    private static long newestKey(Ring ring) {
        long newest = Long.MAX_VALUE;
        for (RingSample each : ring.kept) {
            newest = each.mark().key() ? each.place() : newest;
        }
        return newest;
    }

    private void send(Runnable arrives) {
        long afterLast = wire.isEmpty() ? 0 : wire.getLast().dueUs();
        wire.addLast(new Sent(Math.max(afterLast, nowUs + chance.nextInt(30_000)), arrives));
    }

    private void deliver() {
        while (!wire.isEmpty() && wire.getFirst().dueUs() <= nowUs) {
            wire.removeFirst().arrives().run();
        }
    }

    @Override
    public Whereabouts where(StreamId stream) {
        return new Whereabouts(owner, shadow, owner);
    }

    @Override
    public boolean isHeard(NodeId recorder) {
        return requireNonNull(rings.get(recorder)).isHeard;
    }

    @Override
    public void look(NodeId recorder, int id, StreamId stream, long sinceUs) {
        Ring ring = requireNonNull(rings.get(recorder));
        if (ring.isHeard) {
            send(() -> {
                List<SampleMark> marks =
                        ring.kept.stream().map(RingSample::mark).toList();
                long first =
                        ring.kept.isEmpty() ? ring.place : ring.kept.getFirst().place();
                var look = new RingTail.Look(true, Epoch.FIRST, first, marks);
                send(() -> desk.looked(id, look));
            });
        }
    }

    @Override
    public void tail(NodeId recorder, int id, StreamId stream, long place) {
        requireNonNull(rings.get(recorder)).tails.put(id, place);
    }

    @Override
    public void leave(NodeId recorder, int id, StreamId stream) {
        requireNonNull(rings.get(recorder)).tails.remove(id);
    }

    long frames() {
        return frames;
    }

    @Override
    public long wallUs() {
        return WALL_US + nowUs;
    }

    @Override
    public long elapsedUs() {
        return nowUs;
    }

    @Override
    public void pauseUs(long us) {
        nowUs += us;
    }
}
