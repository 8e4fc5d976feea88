package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.Watermark;

/// One stream's shadow duty at work: tells the pure [Shadowing] what the ring, the owner and the link say,
/// and the writer what follows from it. Belongs to the stream's writer thread.
final class Shadow {

    private static final int FEED_MAX = 512;

    private final Duty duty;
    private final Ring ring;
    private final Links links;
    private final Shadowing shadowing;
    /// Alignments that were handed out to be stored, by their two runs.
    private final TreeMap<RunId, TreeMap<RunId, Alignment>> told = new TreeMap<>();
    private Links.Link link = Links.Link.UNHEARD_OF;
    private long fedTo;
    private long ownerEndUs = Long.MIN_VALUE;

    private Shadow(Duty duty, Ring ring, Links links, Shadowing shadowing) {
        this.duty = duty;
        this.ring = ring;
        this.links = links;
        this.shadowing = shadowing;
    }

    /// Of a recorder that did not own the stream before.
    ///
    /// @param from the first place of the ring that is not safe already
    static Shadow begun(Duty duty, Ring ring, Links links, long from, long nowUs) {
        var shadowing = Shadowing.begun(duty.stream(), duty.owner(), duty.epoch(), from, nowUs);
        return new Shadow(duty, ring, links, shadowing);
    }

    /// Of a recorder that owned the stream until now.
    ///
    /// @param from the first place of the ring that it has not made durable
    static Shadow afterOwning(Duty duty, Ring ring, Links links, long from, long nowUs) {
        var shadowing = Shadowing.afterOwning(duty.stream(), duty.owner(), duty.epoch(), duty.cutUs(), from, nowUs);
        return new Shadow(duty, ring, links, shadowing);
    }

    /// The owner says what is durable there.
    void hear(Watermark news, long nowUs) {
        if (news.writer().equals(duty.owner())) {
            ownerEndUs = Math.max(ownerEndUs, news.endUs());
        }
        shadowing.watermark(news, nowUs);
    }

    /// What to do now.
    Shadowing.Action next(long nowUs) {
        tellLink(nowUs);
        feed();
        shadowing.gone(ring.places().first());
        shadowing.pressed(ring.load(shadowing.firstUncovered()).share());
        return shadowing.action(nowUs);
    }

    private void tellLink(long nowUs) {
        Links.Link now = links.with(duty.owner());
        boolean closedBetween = now.connected() && link.connected() && now.changes() > link.changes();
        if (closedBetween) {
            shadowing.link(false, nowUs);
        }
        if (now.changes() > link.changes()) {
            shadowing.link(now.connected(), nowUs);
        }
        link = now;
    }

    private void feed() {
        List<KeptSample> kept = ring.reading().kept(fedTo, FEED_MAX);
        while (!kept.isEmpty()) {
            kept.forEach(each -> shadowing.own(each.place(), each.mark(), each.arrivalUs()));
            fedTo = kept.getLast().place() + 1;
            kept = ring.reading().kept(fedTo, FEED_MAX);
        }
    }

    /// A stretch became durable here.
    void wrote(long from, long to) {
        shadowing.wrote(from, to);
    }

    /// The first place that is neither at the owner nor durable here.
    long firstUncovered() {
        return shadowing.firstUncovered();
    }

    boolean isReady(long nowUs) {
        return shadowing.isReady(nowUs);
    }

    /// End of what the owner has said to be durable, site time in µs; `Long.MIN_VALUE` before it said
    /// anything.
    long ownerEndUs() {
        return ownerEndUs;
    }

    Optional<AlignmentKind> alignedAs() {
        return shadowing.alignment().map(Alignment::kind);
    }

    /// Alignments that were not handed out yet, or that have changed since.
    List<Alignment> learntAnew() {
        List<Alignment> anew = new ArrayList<>();
        for (Alignment each : shadowing.learnt()) {
            TreeMap<RunId, Alignment> row = told.computeIfAbsent(each.runA(), _ -> new TreeMap<>());
            Alignment before = row.get(each.runB());
            boolean isSaid = before != null && before.kind() == each.kind() && before.tickOffset() == each.tickOffset();
            if (!isSaid) {
                row.put(each.runB(), each);
                anew.add(each);
            }
        }
        while (told.size() > 2 * ShadowLimits.PAIRS_MAX) {
            told.pollFirstEntry();
        }
        return anew;
    }

    /// Where a stretch is that was written here.
    Shadowing.Whereabouts whereabouts(long from, long to) {
        return shadowing.whereabouts(from, to);
    }
}
