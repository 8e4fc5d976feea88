package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;

/// The sections of a ring, oldest first. The ring's lock guards it.
final class SectionRow {

    /// Bridges between runs that wait to be asked for; the oldest gives way, since it can be learnt again.
    private static final int BRIDGES_MAX = 64;

    private final ArrayDeque<Section> row = new ArrayDeque<>();
    private final ArrayDeque<Alignment> bridges = new ArrayDeque<>();
    private @Nullable RunId tornRun;
    private @Nullable Section tornInto;

    /// A section begins. One of a run that was torn belongs to the run behind the tear.
    void add(Section section) {
        row.addLast(rebased(section));
    }

    @Nullable
    Section newest() {
        return row.peekLast();
    }

    /// The section that holds a sample.
    Section at(long sample) {
        Section found = row.getFirst();
        for (Section section : row) {
            if (section.first() <= sample) {
                found = section;
            }
        }
        return found;
    }

    /// The place after a section's last sample.
    long endOf(Section of, long end) {
        for (Section section : row) {
            if (section.first() > of.first()) {
                return section.first();
            }
        }
        return end;
    }

    /// Forgets the sections that end at or before this sample.
    void forgetBefore(long sample) {
        while (row.size() > 1 && endOf(row.getFirst(), Long.MAX_VALUE) <= sample) {
            row.removeFirst();
        }
    }

    /// Everything from this sample to the end of its run becomes a run of its own, because what was before
    /// it is lost.
    void tear(long sample, RunId run, GapCause cause) {
        Section torn = at(sample);
        tornRun = torn.run();
        tornInto = torn.of(run, sample, sample, Optional.of(cause));
        List<Section> behind = new ArrayList<>();
        for (Section section : row) {
            if (section.first() > sample) {
                behind.add(rebased(section));
            }
        }
        row.clear();
        row.addLast(tornInto);
        row.addAll(behind);
        bridge(RunSequence.bridge(torn.run(), run, 0));
    }

    /// Two runs that follow each other are on one clock, and relate like this.
    void bridge(Alignment known) {
        bridges.addLast(known);
        if (bridges.size() > BRIDGES_MAX) {
            bridges.removeFirst();
        }
    }

    /// The next bridge that was not asked for yet.
    Optional<Alignment> bridge() {
        return Optional.ofNullable(bridges.pollFirst());
    }

    private Section rebased(Section section) {
        Section into = tornInto;
        if (into == null || !section.run().equals(tornRun)) {
            return section;
        }
        return section.of(into.run(), into.runFirst(), section.first(), section.before());
    }
}
