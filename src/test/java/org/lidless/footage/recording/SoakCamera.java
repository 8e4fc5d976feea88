package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lidless.domain.GapCause;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoParameters;

/// A camera of the soak: takes pictures at a steady pace of the true time, stamps them with a clock that drifts,
/// jumps and counts at its own rate, and sends them over a network that delays them, into a ring as a
/// depacketizer would. It keeps account of what it offered, when each was taken, and when it offered nothing.
final class SoakCamera {

    static final long SECOND_US = 1_000_000;

    private static final double TICKS_PER_US = 0.09;
    private static final int GOP = 48;
    private static final int PPM_MAX = 500;
    private static final byte[] NAL_HEAD = {0x65};

    /// How a camera is made.
    ///
    /// @param frameUs  distance of its pictures, µs
    /// @param bFrames  in a row between two references
    /// @param declares whether its parameter sets tell that samples are reordered
    /// @param rate     ticks that it really counts in a second, where it declares 90,000
    record Kind(long frameUs, int bFrames, boolean declares, double rate) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d ms a frame, %d B-frames, %.0f ticks a second", frameUs / 1000, bFrames, rate);
        }
    }

    /// A sample that was offered.
    ///
    /// @param takenUs   when it was taken, true time
    /// @param quietUs   how long ago the camera's clock or the network was last disturbed then, µs
    /// @param by        what disturbed it
    /// @param offsetUs  the wall's time less the true one when it arrived, µs
    record Offered(long id, long takenUs, long quietUs, long offsetUs, String by) {}

    private final StreamId stream;
    private final Kind kind;
    private final Ring ring;
    private final HandClock clock;
    private final SplittableRandom random;
    private final Deque<Offered> offered = new ArrayDeque<>();
    private final List<TimeSpan> outages = new ArrayList<>();
    private final long startUs;
    private long sent;
    private long ids;
    private long disturbedUs;
    private String disturbedBy = "start";
    private final TreeMap<Long, String> events = new TreeMap<>();
    private long arrivalUs;
    private long heldUntilUs;
    private long silentUntilUs = Long.MIN_VALUE;
    private long lastTakenUs = Long.MIN_VALUE;
    private boolean isSessionOver = true;
    private double perUs;
    private double anchorTicks;
    private long anchorUs;

    SoakCamera(StreamId stream, Kind kind, Ring ring, HandClock clock, SplittableRandom random) {
        this.stream = stream;
        this.kind = kind;
        this.ring = ring;
        this.clock = clock;
        this.random = random;
        this.startUs = clock.elapsedUs() + random.nextLong(SECOND_US);
        this.anchorUs = startUs;
        this.disturbedUs = startUs;
        this.anchorTicks = random.nextInt();
        drift();
        ring.parameters(parameters());
        plan();
    }

    StreamId stream() {
        return stream;
    }

    Kind kind() {
        return kind;
    }

    Ring ring() {
        return ring;
    }

    /// When its first picture is taken, true time.
    long startUs() {
        return startUs;
    }

    /// Monotonic time at which the next sample arrives.
    long nextUs() {
        return arrivalUs;
    }

    /// What was offered and not yet looked for, in order.
    Deque<Offered> offered() {
        return offered;
    }

    /// What happened last before a moment, for people.
    String eventsBefore(long us) {
        return events.headMap(us, true).isEmpty()
                ? "nothing"
                : events.headMap(us, true).lastEntry().getValue() + ", "
                        + (us - events.headMap(us, true).lastKey()) / 1000 + " ms before";
    }

    /// When nothing was offered, on the monotonic clock, oldest first.
    List<TimeSpan> outages() {
        return outages;
    }

    private VideoParameters parameters() {
        VideoParameters plain = FakeCamera.parameters(1);
        int depth = kind.declares && kind.bFrames > 0 ? 1 : 0;
        return new VideoParameters(
                plain.codec(), List.<ParameterSet>copyOf(plain.parameterSets()), plain.width(), plain.height(), depth);
    }

    /// The sample that is due arrives, unless the camera is silent.
    void send() {
        long slot = slot(sent);
        long takenUs = startUs + slot * kind.frameUs;
        boolean key = sent % GOP == 0;
        if (takenUs < silentUntilUs || (isSessionOver && !key)) {
            sent++;
            plan();
            return;
        }
        if (isSessionOver) {
            isSessionOver = false;
            if (lastTakenUs != Long.MIN_VALUE) {
                outages.add(new TimeSpan(lastTakenUs, takenUs));
            }
        } else if (takenUs - lastTakenUs > 2 * SECOND_US) {
            outages.add(new TimeSpan(lastTakenUs, takenUs));
        }
        lastTakenUs = Math.max(lastTakenUs, takenUs);
        offered.add(new Offered(ids, takenUs, takenUs - disturbedUs, clock.wallUs() - clock.elapsedUs(), disturbedBy));
        ring.beginNal();
        ring.append(ByteBuffer.wrap(NAL_HEAD));
        ring.append(ByteBuffer.allocate(Long.BYTES).putLong(0, ids++));
        ring.endNal();
        ring.endSample((int) Math.round(ticks(takenUs)), key, false, arrivalUs);
        sent++;
        if (sent % GOP == 0) {
            disturb(takenUs);
        }
        plan();
    }

    private double ticks(long takenUs) {
        return anchorTicks + (takenUs - anchorUs) * perUs;
    }

    /// When the next sample arrives: never before the one before it, and not while the network holds everything.
    private void plan() {
        long reorderUs = kind.bFrames * kind.frameUs;
        long readyUs = startUs + sent * kind.frameUs + reorderUs;
        long delayUs = 1_500 + (long) (-Math.log(1 - random.nextDouble()) * 4_000);
        arrivalUs = Math.max(arrivalUs + 1, Math.max(heldUntilUs, readyUs + delayUs));
    }

    /// Which frame time the sample is taken in: each reference comes before the B-frames shown before it.
    private long slot(long number) {
        long inGop = number % GOP;
        int group = kind.bFrames + 1;
        if (inGop == 0 || kind.bFrames == 0) {
            return number;
        }
        long place = (inGop - 1) % group;
        long first = inGop - place;
        long last = Math.min(first + group - 1, GOP - 1);
        return number - inGop + (place == 0 ? last : first + place - 1);
    }

    private void drift() {
        perUs = TICKS_PER_US * kind.rate / 90_000 * (1 + random.nextInt(-PPM_MAX, PPM_MAX + 1) / 1e6);
    }

    /// Something happens once in a while, between two GOPs.
    private void disturb(long takenUs) {
        double gopsAnHour = 3_600.0 * SECOND_US / (GOP * kind.frameUs);
        double hours = random.nextDouble() * gopsAnHour;
        events.put(disturbedUs, disturbedBy);
        anchorTicks = ticks(takenUs);
        anchorUs = takenUs;
        if (hours < 3) {
            drift();
        } else if (hours < 5) {
            disturbedUs = takenUs;
            double by = jump();
            disturbedBy = "jump by " + Math.round(by) + " ticks";
            anchorTicks += by;
        } else if (hours < 9) {
            disturbedUs = takenUs;
            disturbedBy = "network";
            heldUntilUs = takenUs + random.nextLong(SECOND_US / 5, 5 * SECOND_US / 2);
        } else if (hours < 10) {
            silentUntilUs = takenUs + random.nextLong(3 * SECOND_US, 20 * SECOND_US);
            disturbedBy = "silence";
            disturbedUs = silentUntilUs;
        } else if (hours < 11) {
            disturbedUs = takenUs;
            sessionEnds(takenUs);
        }
    }

    private double jump() {
        double sign = random.nextBoolean() ? 1 : -1;
        double ticksAFrame = kind.frameUs * perUs;
        return sign
                * switch (random.nextInt(6)) {
                    case 0 -> random.nextInt(1, 6) * ticksAFrame;
                    case 1 -> random.nextDouble() * 90_000;
                    case 2 -> random.nextDouble() * 450_000;
                    case 3 -> 3_600.0 * 90_000;
                    case 4 -> 1L << 31;
                    default -> random.nextDouble() * (1L << 32);
                };
    }

    /// The RTSP session ends and another begins on another RTP time.
    private void sessionEnds(long takenUs) {
        ring.sessionEnded();
        ring.silent(new Outage(GapCause.CAMERA_SILENT, clock.wallUs()));
        isSessionOver = true;
        silentUntilUs = takenUs + random.nextLong(SECOND_US / 5, 8 * SECOND_US);
        disturbedBy = "another session";
        disturbedUs = silentUntilUs;
        anchorTicks = random.nextInt();
    }
}
