package org.lidless.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Feeds a target and holds it to its bounds of time and memory. One thread.
final class Watched {

    /// The most that one input may take of a processor, ns. Parsers take microseconds.
    static final long CPU_NS_MAX = 2_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final int lenience;

    Watched(Target target) {
        this(target, 1);
    }

    /// @param lenience how much more than the program itself an input may allocate, because it is watched
    Watched(Target target, int lenience) {
        this.target = target;
        this.lenience = lenience;
    }

    /// What is over its bounds is fed once more: the first time may have loaded classes, and Jazzer changes those that
    /// are loaded.
    ///
    /// @return the target's sign of what happened
    /// @throws AssertionError when it took too long, or too much
    long feed(byte[] input) throws Exception {
        byte[] again = input.clone();
        try {
            return measured(input);
        } catch (TooMuch first) {
            return measured(again);
        }
    }

    private long measured(byte[] input) throws Exception {
        long cpuNs = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long sign = target.feed(input);
        long tookNs = THREADS.getCurrentThreadCpuTime() - cpuNs;
        long took = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (tookNs > CPU_NS_MAX) {
            throw new TooMuch("took " + tookNs / 1_000_000 + " ms");
        }
        if (took > lenience * target.allocationMax(input.length)) {
            throw new TooMuch("allocated " + took + " bytes for " + input.length);
        }
        return sign;
    }

    private static final class TooMuch extends AssertionError {

        private static final long serialVersionUID = 1L;

        TooMuch(String what) {
            super(what);
        }
    }
}
