package org.lidless.footage.recording;

import org.lidless.domain.RunId;

/// Numbers of one stream's segments within a run: each is given once, whichever pool the segment goes to. Any thread.
final class SegmentNumbers {

    private RunId run = new RunId(0);
    private int next;

    /// The number of the next segment of a run.
    synchronized int next(RunId of) {
        if (!of.equals(run)) {
            run = of;
            next = 0;
        }
        return next++;
    }
}
