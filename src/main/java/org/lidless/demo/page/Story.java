package org.lidless.demo.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lidless.demo.page.Happening.Kind;

/// What the demo tells of itself while it goes on. Any thread.
public final class Story {

    /// With more kills the oldest flags are left out.
    private static final int HAPPENINGS_MAX = 300;

    // Guarded by this: few words, told by one thread and read by another.
    private final List<Happening> happenings = new ArrayList<>();
    private String step = "";
    private String verdict = "";
    private boolean good;

    /// What the story stands at.
    ///
    /// @param step       what goes on
    /// @param verdict    the sentence at its end; empty before
    /// @param good       whether that is a good one
    /// @param happenings in order of time
    record Told(String step, String verdict, boolean good, List<Happening> happenings) {}

    public synchronized void step(String what) {
        step = what;
    }

    public synchronized void happened(Kind kind, String node, Instant at) {
        if (happenings.size() == HAPPENINGS_MAX) {
            happenings.removeFirst();
        }
        happenings.add(new Happening(kind, node, at.toEpochMilli()));
    }

    public synchronized void ended(String sentence, boolean isGood) {
        step = "done";
        verdict = sentence;
        good = isGood;
    }

    synchronized Told told() {
        return new Told(step, verdict, good, List.copyOf(happenings));
    }
}
