package org.lidless.footage.timeline.splice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Reads all copies of a stream as one: every sample that any copy has, once, in order of decoding.
///
/// Strands whose runs have the same bytes are merged by place ([LogMerge]); what cannot be compared is spliced at key
/// samples ([KeySplice]). The answer depends on the strands, the alignments and the ownership, and not on the order in
/// which they are given; reading the same strand twice changes nothing.
///
/// Memory: [StrandCursor#LOOK_AHEAD] marks a strand, and, where more than one log is there, [LogTrack#AHEAD_MAX] a log.
/// One thread.
public final class Splicer implements Iterator<Spliced> {

    private final KeySplice splice;
    private final List<LogTrack> logs = new ArrayList<>();
    private final OutputClock clock = new OutputClock();
    private KeySplice.@Nullable Step next;
    private KeySplice.@Nullable Step before;

    /// @param strands   all copies; each is read once
    /// @param alignment what is known of how their runs relate
    /// @param ownership who owned what: decides whose copy is taken, and nothing else
    /// @throws IllegalArgumentException here or in [#next] when a strand's marks do not rise
    public Splicer(Collection<Strand> strands, AlignmentGraph alignment, Collection<OwnedRange> ownership) {
        var preference = new Preference(ownership);
        TreeMap<RunId, List<Strand>> byLog = new TreeMap<>();
        for (Strand strand : strands) {
            byLog.computeIfAbsent(alignment.log(strand.run()), _ -> new ArrayList<>())
                    .add(strand);
        }
        byLog.forEach((_, copies) -> logs.add(new LogTrack(new LogMerge(copies, alignment, preference))));
        splice = new KeySplice(logs, alignment.isEncodedApart());
        next = splice.next();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Spliced next() {
        KeySplice.Step step = next;
        if (step == null) {
            throw new NoSuchElementException("all copies have been read to their ends");
        }
        KeySplice.Step previous = before;
        clock.place(step.sample(), previous != null && previous.log() != step.log());
        var spliced = new Spliced(
                step.sample().mark(),
                step.sample().strand(),
                clock.decodeTicks(),
                clock.presentationTicks(),
                seam(previous, step),
                hole(previous, step));
        before = step;
        next = splice.next();
        return spliced;
    }

    /// Places at which two copies of a log differ, so far. A few are damage; many mean that an alignment is wrong and
    /// should be learnt anew.
    public long disagreements() {
        return logs.stream().mapToLong(LogTrack::disagreements).sum();
    }

    private static Spliced.Seam seam(KeySplice.@Nullable Step previous, KeySplice.Step step) {
        if (previous == null || previous.sample().strand().equals(step.sample().strand())) {
            return Spliced.Seam.NONE;
        }
        return previous.log() == step.log() ? Spliced.Seam.SAME_BYTES : Spliced.Seam.OTHER_BYTES;
    }

    private static Optional<Hole> hole(KeySplice.@Nullable Step previous, KeySplice.Step step) {
        HoleSight sight = step.missing();
        if (previous == null || sight == null) {
            return Optional.empty();
        }
        SampleMark last = previous.sample().mark();
        long fromUs = previous.sample().decodeUs();
        long untilUs = fromUs + Math.max(0, previous.sample().aheadUs(step.sample()));
        return Optional.of(new Hole(last, step.sample().mark(), new TimeSpan(fromUs, untilUs), sight));
    }
}
