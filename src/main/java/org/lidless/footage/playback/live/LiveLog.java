package org.lidless.footage.playback.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;

/// The tail of one stream, out of whichever recorder's ring has it: each sample once, in order, across a takeover
/// and a hand-back. Viewers read its buffer.
///
/// SEEKING → FOLLOWING: of the stream's owner and its shadow, as many as can be asked are asked what they have. The
/// one goes on that has the very next sample, the owner before others; else the one with a key sample shown later,
/// and what lies between is told as missing.
///
/// FOLLOWING → SEEKING: the recorder was not heard for a second or its link closed; it follows the stream no longer;
/// its ring is another one; or something is missing in its ring, which another may have.
///
/// FOLLOWING → FOLLOWING: another than the owner is followed, or no sample came for a second. The others are asked
/// now and then, and take over when they have the very next sample; nothing is let go before that is known.
///
/// Nothing waits here: questions go out, and answers come in as calls. Guarded by itself.
final class LiveLog {

    /// Samples brought last that are known again.
    static final int BROUGHT_MAX = 1024;

    private static final long LOOK_BACK_US = 15_000_000;
    private static final long ANSWER_US = 250_000;
    private static final long AGAIN_US = 500_000;
    private static final long PROBE_US = 2_000_000;
    private static final long SILENT_US = 1_000_000;
    private static final int HOLE_STEPS = 3;

    private final StreamId stream;
    private final Rings rings;
    private final IntSupplier ids;
    private final LiveBuffer buffer;
    private final List<Runnable> readers = new ArrayList<>();
    private final Deque<SampleMark> brought = new ArrayDeque<>();
    private @Nullable Following following;
    private @Nullable Seek seek;
    private @Nullable NodeId lastRecorder;
    private long usualTicks = 3_600;
    private long newsUs;
    private long probedUs;
    private long followedUs;
    private int attempts;
    private boolean isWaiting;
    private boolean isBroken;
    private boolean isClosed;

    /// Recorders that were asked what they have.
    private record Seek(long sinceUs, SortedMap<Integer, NodeId> asked, SortedMap<NodeId, RingTail.Look> answers) {}

    /// @param ids      numbers for questions, each given once
    /// @param bytesMax its share of memory now
    /// @param after    goes on behind this one; null to begin with the newest key sample
    LiveLog(
            StreamId stream,
            Rings rings,
            IntSupplier ids,
            LongSupplier bytesMax,
            @Nullable SampleMark after,
            long nowUs) {
        this.buffer = new LiveBuffer(bytesMax);
        this.stream = stream;
        this.rings = rings;
        this.ids = ids;
        this.newsUs = nowUs;
        this.probedUs = nowUs;
        if (after != null) {
            brought.addLast(after);
        }
    }

    StreamId stream() {
        return stream;
    }

    /// Time has passed.
    synchronized void tick(long nowUs) {
        if (isClosed) {
            return;
        }
        Following now = following;
        boolean isInVain = brought.isEmpty() && nowUs - followedUs >= SILENT_US;
        if (now != null && (isInVain || !rings.isHeard(now.recorder()))) {
            lost(nowUs);
        } else if (now != null) {
            probe(now, nowUs);
        }
        Seek open = seek;
        if (following == null && (open == null || nowUs - open.sinceUs() >= AGAIN_US)) {
            begin(nowUs);
        } else if (open != null
                && nowUs - open.sinceUs() >= ANSWER_US
                && !open.answers().isEmpty()) {
            decide(open);
        }
        tellSilence(nowUs);
    }

    /// Asks others while one is followed that is not the owner, or that has nothing new.
    private void probe(Following now, long nowUs) {
        List<NodeId> order = rings.where(stream).inOrder();
        boolean isBest = order.isEmpty() || order.getFirst().equals(now.recorder());
        boolean isSilent = nowUs - newsUs >= SILENT_US;
        if ((isBest && !isSilent) || nowUs - probedUs < PROBE_US || brought.isEmpty()) {
            return;
        }
        probedUs = nowUs;
        List<NodeId> others = new ArrayList<>(heard(order));
        others.remove(now.recorder());
        ask(others, nowUs);
    }

    private List<NodeId> heard(List<NodeId> order) {
        return order.stream().filter(rings::isHeard).toList();
    }

    /// The one who was followed cannot be followed any more.
    private void lost(long nowUs) {
        leave();
        begin(nowUs);
    }

    private void leave() {
        Following now = following;
        following = null;
        if (now != null) {
            rings.leave(now.recorder(), now.id(), stream);
        }
    }

    private void begin(long nowUs) {
        List<NodeId> order = heard(rings.where(stream).inOrder());
        if (!brought.isEmpty()) {
            ask(order, nowUs);
        } else if (!order.isEmpty()) {
            NodeId next = order.get(attempts++ % order.size());
            followedUs = nowUs;
            follow(new Following(next, ids.getAsInt()), RingTail.NEWEST_KEY);
        }
    }

    private void ask(List<NodeId> order, long nowUs) {
        Seek asked = new Seek(nowUs, new TreeMap<>(), new TreeMap<>());
        seek = asked;
        for (NodeId recorder : order) {
            int id = ids.getAsInt();
            asked.asked().put(id, recorder);
            rings.look(recorder, id, stream, brought.getLast().timeUs() - LOOK_BACK_US);
        }
    }

    private void follow(Following next, long place) {
        leave();
        seek = null;
        following = next;
        isBroken = false;
        rings.tail(next.recorder(), next.id(), stream, place);
    }

    /// A recorder says what it has.
    synchronized void looked(int id, RingTail.Look look) {
        Seek open = seek;
        if (open == null || isClosed) {
            return;
        }
        NodeId recorder = open.asked().remove(id);
        if (recorder != null) {
            open.answers().put(recorder, look);
            if (open.asked().isEmpty()) {
                decide(open);
            }
        }
    }

    /// The link to a recorder closed.
    synchronized void closed(NodeId recorder, long nowUs) {
        Seek open = seek;
        if (open != null) {
            open.asked().values().removeIf(recorder::equals);
        }
        Following now = following;
        if (now != null && now.recorder().equals(recorder) && !isClosed) {
            lost(nowUs);
        }
    }

    private record Found(NodeId recorder, Continuation at) {}

    private void decide(Seek open) {
        Found best = null;
        for (NodeId recorder : rings.where(stream).inOrder()) {
            RingTail.Look look = open.answers().get(recorder);
            if (look != null && look.here()) {
                Found found = new Found(recorder, Continuation.of(brought, look));
                best = best == null || isBetter(found.at(), best.at()) ? found : best;
            }
        }
        open.answers().clear();
        if (best == null || best.at().kind() == Continuation.Kind.NOTHING) {
            return;
        }
        Following now = following;
        boolean isStayed = now != null && best.at().kind() != Continuation.Kind.NEXT && !isOwnersTurn(best);
        boolean isNoNews = now != null && newsPending(now) && best.at().next() == null;
        if (!isStayed && !isNoNews) {
            var next = new Following(best.recorder(), ids.getAsInt(), best.at(), brought, isBroken);
            follow(next, best.at().place());
        }
    }

    /// The one followed is silent: only who has something new is better.
    private boolean newsPending(Following now) {
        List<NodeId> order = rings.where(stream).inOrder();
        return !order.isEmpty() && order.getFirst().equals(now.recorder());
    }

    /// A camera that encodes for each session on its own is followed at its owner, from a key sample on.
    private boolean isOwnersTurn(Found found) {
        return found.at().kind() == Continuation.Kind.OTHER
                && rings.where(stream).owner().filter(found.recorder()::equals).isPresent();
    }

    private boolean isBetter(Continuation one, Continuation best) {
        if (one.kind() != best.kind()) {
            return one.kind().compareTo(best.kind()) < 0;
        }
        boolean isHoleless = one.stepTicks() <= HOLE_STEPS * usualTicks;
        return one.kind() == Continuation.Kind.NEXT && isHoleless && best.stepTicks() > HOLE_STEPS * usualTicks;
    }

    /// Samples came.
    synchronized void came(int id, RingTail.Batch batch, long nowUs) {
        for (RingSample sample : batch.samples()) {
            Following now = following;
            if (now == null || now.id() != id || isClosed) {
                return;
            }
            take(now, sample, batch.epoch(), nowUs);
        }
        Following now = following;
        if (now != null && now.id() == id && !batch.here()) {
            lost(nowUs);
        }
        readers.forEach(Runnable::run);
    }

    private void take(Following now, RingSample sample, Epoch epoch, long nowUs) {
        long passedOver = now.passedOver(sample);
        SampleMark before = now.before();
        if (passedOver > 0 && !brought.isEmpty()) {
            skipped(sample, passedOver);
        }
        switch (now.take(sample)) {
            case LOST -> lost(nowUs);
            case PASSED -> isBroken = false;
            case GOES_ON -> {
                Seam seam = now.recorder().equals(lastRecorder) ? Seam.NONE : Seam.SAME;
                bring(now, sample, epoch, seam, before == null ? usualTicks : step(before, sample), nowUs);
            }
            case BEGINS -> begins(now, sample, epoch, before, nowUs);
        }
    }

    private static long step(SampleMark before, RingSample sample) {
        return Math.max(1, Continuation.stepTicks(before, sample.mark()));
    }

    /// Something may be missing before it.
    private void begins(Following now, RingSample sample, Epoch epoch, @Nullable SampleMark before, long nowUs) {
        if (brought.isEmpty()) {
            bring(now, sample, epoch, Seam.FIRST, 0, nowUs);
            return;
        }
        SampleMark last = brought.getLast();
        long step = before != null
                ? step(before, sample)
                : Math.max(1, SampleMark.ticksOf(sample.mark().decodeUs() - last.decodeUs()));
        boolean isHole = 2 * step > HOLE_STEPS * usualTicks && !now.hasSkipped();
        if (isHole && !now.mayBreak() && heard(rings.where(stream).inOrder()).size() > 1) {
            isBroken = true;
            leave();
            begin(nowUs);
            return;
        }
        if (isHole || (before == null && !now.hasSkipped())) {
            long endUs = last.timeUs() + SampleMark.usOf(usualTicks);
            buffer.add(new LiveItem.Hole(
                    new TimeSpan(endUs, Math.max(endUs, sample.mark().timeUs())), GapCause.UNKNOWN));
        }
        bring(now, sample, epoch, Seam.KEY, step, nowUs);
    }

    private void skipped(RingSample to, long samples) {
        long fromUs = brought.getLast().timeUs();
        buffer.add(new LiveItem.Skipped(
                new TimeSpan(fromUs, Math.max(fromUs, to.mark().timeUs())), samples));
    }

    private void bring(Following now, RingSample sample, Epoch epoch, Seam seam, long stepTicks, long nowUs) {
        if (isWaiting) {
            isWaiting = false;
            buffer.add(new LiveItem.Flowing());
        }
        if (seam != Seam.FIRST && stepTicks <= HOLE_STEPS * usualTicks) {
            usualTicks = Math.max(1, usualTicks + (stepTicks - usualTicks) / 8);
        } else if (sample.durationTicks() > 0) {
            usualTicks = sample.durationTicks();
        }
        boolean standsIn = rings.where(stream)
                .home()
                .filter(home -> !home.equals(now.recorder()))
                .isPresent();
        buffer.add(new Picture(sample, now.recorder(), epoch, standsIn, seam, stepTicks));
        now.brought(sample);
        lastRecorder = now.recorder();
        newsUs = nowUs;
        brought.addLast(sample.mark());
        if (brought.size() > BROUGHT_MAX) {
            brought.removeFirst();
        }
    }

    private void tellSilence(long nowUs) {
        if (isWaiting || nowUs - newsUs < SILENT_US) {
            return;
        }
        isWaiting = true;
        Rings.Whereabouts where = rings.where(stream);
        LiveItem.Why why = where.owner().isEmpty()
                ? LiveItem.Why.NOBODY
                : following == null ? LiveItem.Why.RECORDER : LiveItem.Why.CAMERA;
        long sinceUs = brought.isEmpty() ? 0 : brought.getLast().timeUs();
        buffer.add(new LiveItem.Waiting(sinceUs, why));
        readers.forEach(Runnable::run);
    }

    /// What a viewer who begins now begins with; a place in the buffer's count.
    synchronized long newest() {
        return buffer.newestKey();
    }

    /// As [LiveBuffer#behind].
    synchronized long behind(SampleMark sample) {
        return buffer.behind(sample);
    }

    /// As [LiveBuffer#read].
    synchronized LiveBuffer.@Nullable Read read(long place) {
        return buffer.read(place);
    }

    /// Tells a viewer when there is something new; from the thread that brings it, so it has to return at once.
    synchronized void tell(Runnable reader) {
        readers.add(reader);
    }

    /// A viewer has gone; answers whether it was the last.
    synchronized boolean forget(Runnable reader) {
        readers.remove(reader);
        return readers.isEmpty();
    }

    /// Nobody watches any more.
    synchronized void close() {
        isClosed = true;
        leave();
        seek = null;
    }
}
