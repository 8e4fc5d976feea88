package org.lidless.sim.kernel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A process of the simulation: it can be killed, paused and cut off, and has clocks of its own. What reaches it while
/// it
/// is paused is handled in a burst when it wakes, timers and messages in a seeded order.
public abstract class SimNode {

    private static final long READ_US = 3_000;

    protected final SimKernel kernel;
    public final String name;
    final int place;
    private final double drift;
    private final ArrayDeque<Runnable> timers = new ArrayDeque<>();
    private final TreeMap<String, ArrayDeque<Runnable>> messages = new TreeMap<>();
    private final SplittableRandom reading;
    private String readingFrom = "";
    private boolean up = true;
    private boolean paused;
    private long starts;
    private long startedUs;
    private long awaySinceUs;
    private long wallStepUs;
    private long disturbedUs = Long.MIN_VALUE / 2;

    protected SimNode(SimKernel kernel, String name) {
        this.kernel = kernel;
        this.name = name;
        this.place = kernel.nextNode();
        this.reading = kernel.random("reading " + name);
        this.drift = 1 + (kernel.random("drift " + name).nextDouble() - 0.5) / 1_000;
    }

    public final boolean isUp() {
        return up;
    }

    public final boolean isRunning() {
        return up && !paused;
    }

    /// When it was last anything but well; now, while it is not.
    public final long disturbedUs() {
        return isRunning() ? disturbedUs : kernel.nowUs();
    }

    /// How long it has not been running, µs; 0 while it is.
    public final long awayUs() {
        return isRunning() ? 0 : kernel.nowUs() - awaySinceUs;
    }

    /// When this start of the process began.
    public final long startedUs() {
        return startedUs;
    }

    public final void disturbed() {
        disturbedUs = kernel.nowUs();
    }

    /// Names this start of the process.
    public final long boot() {
        return starts + 1;
    }

    public final long elapsedUs() {
        return (long) (kernel.nowUs() * drift) + 7_000_000;
    }

    public final long wallUs() {
        return 1_700_000_000_000_000L + (long) (kernel.nowUs() * drift) + wallStepUs;
    }

    public final void stepWall(long us) {
        wallStepUs += us;
    }

    /// Handles something of its own now, or after the pause; never after this start of the process has ended.
    public final void handle(Runnable work) {
        handle("", work);
    }

    /// Handles what came over one connection. What waits is read one connection after the other, each in its order.
    public final void handle(String connection, Runnable work) {
        if (isRunning() && messages.isEmpty()) {
            work.run();
        } else if (up) {
            messages.computeIfAbsent(connection, first -> new ArrayDeque<>()).add(work);
        }
    }

    /// Does something again and again in this start of the process; a pause delays the next time, it does not pile up.
    protected final void every(long us, Runnable work) {
        long ofStart = starts;
        kernel.after(us, () -> {
            if (up && starts == ofStart) {
                Runnable again = () -> {
                    work.run();
                    every(us, work);
                };
                if (paused) {
                    timers.add(again);
                } else {
                    again.run();
                }
            }
        });
    }

    public final void kill() {
        if (up) {
            kernel.tell(name + " is killed");
            awaySinceUs = paused ? awaySinceUs : kernel.nowUs();
            disturbed();
            up = false;
            paused = false;
            timers.clear();
            messages.clear();
            died();
        }
    }

    public final void start() {
        if (!up) {
            starts++;
            up = true;
            startedUs = kernel.nowUs();
            disturbed();
            kernel.tell(name + " starts");
            started();
        }
    }

    public final void pause() {
        if (isRunning()) {
            kernel.tell(name + " freezes");
            disturbed();
            awaySinceUs = kernel.nowUs();
            paused = true;
        }
    }

    public final void wake() {
        if (up && paused) {
            kernel.tell(name + " wakes");
            disturbed();
            paused = false;
            // A timer that was due runs first, and the next ones may come before all that the sockets hold was read.
            while (!timers.isEmpty()) {
                timers.remove().run();
            }
            read();
        }
    }

    private void read() {
        if (!isRunning() || messages.isEmpty()) {
            return;
        }
        ArrayDeque<Runnable> connection = messages.get(readingFrom);
        if (connection == null) {
            List<String> waiting = List.copyOf(messages.keySet());
            readingFrom = waiting.get(reading.nextInt(waiting.size()));
            read();
            return;
        }
        Runnable next = connection.remove();
        if (connection.isEmpty()) {
            messages.remove(readingFrom);
        }
        next.run();
        long ofStart = starts;
        kernel.after(READ_US, () -> {
            if (starts == ofStart) {
                read();
            }
        });
    }

    /// This start of the process begins: what was durable is still there.
    protected abstract void started();

    /// This start of the process ended: what was not durable is gone.
    protected abstract void died();
}
