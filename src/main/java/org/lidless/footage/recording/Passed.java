package org.lidless.footage.recording;

import java.util.ArrayDeque;
import java.util.Deque;

/// When the owner's news got past which place. One thread.
final class Passed {

    /// Steps remembered; when there are more, the oldest are forgotten, and places count as passed later than
    /// they were.
    private static final int STEPS_MAX = 1 << 8;

    private final Deque<Step> steps = new ArrayDeque<>();
    private final long rememberUs;
    private long longAgo;

    private record Step(long place, long atUs) {}

    /// @param rememberUs how far back it will be asked, µs
    Passed(long rememberUs) {
        this.rememberUs = rememberUs;
    }

    /// The news have got to this place.
    void reached(long place, long nowUs) {
        while (!steps.isEmpty() && steps.getFirst().atUs() <= nowUs - rememberUs) {
            longAgo = steps.removeFirst().place();
        }
        if (steps.isEmpty() ? place > longAgo : place > steps.getLast().place()) {
            steps.addLast(new Step(place, nowUs));
        }
        if (steps.size() > STEPS_MAX) {
            steps.removeFirst();
        }
    }

    /// Everything before this place was passed at least so long ago.
    long before(long nowUs, long agoUs) {
        long place = longAgo;
        for (Step step : steps) {
            if (step.atUs() > nowUs - agoUs) {
                break;
            }
            place = step.place();
        }
        return place;
    }
}
