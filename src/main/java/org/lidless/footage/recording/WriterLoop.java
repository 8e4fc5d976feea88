package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.lidless.footage.storage.ForceMode;
import org.lidless.world.Clock;

/// A writer thread: goes round its streams of one pool, again and again. When it hangs in a write, only
/// these wait. Streams come and go as messages, one for each coming and each going.
final class WriterLoop implements Runnable {

    /// From one round to the next, µs, at the same moments for all loops: what they force together costs the file
    /// system little more than one force. It adds to the age of what is written.
    static final long ROUND_US = 50_000;

    /// Fragments in a row for one stream before others have their turn.
    static final int FRAGMENTS_MAX = 8;

    private final List<StreamWriter> writers = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final List<StreamWriter> staged = new ArrayList<>();
    private final Map<StreamWriter, Future<Boolean>> helped = new LinkedHashMap<>();
    private final Rush rush;
    private final Clock clock;
    private volatile long stopByUs = Long.MAX_VALUE;
    private volatile boolean isStopping;
    private volatile long atUs = Long.MAX_VALUE;

    WriterLoop(Rush rush, Clock clock) {
        this.rush = rush;
        this.clock = clock;
    }

    /// A stream comes. Any thread.
    void begin(StreamWriter writer) {
        messages.add(() -> writers.add(writer));
    }

    /// A stream goes: the rest of it is written, its segment sealed. Any thread.
    ///
    /// @param afterwards done by this loop then
    void letGo(StreamWriter writer, Runnable afterwards) {
        messages.add(() -> {
            writers.remove(writer);
            writer.finish(clock.elapsedUs());
            afterwards.run();
        });
    }

    /// A stream went to another pool: what is open here is sealed when the disk lets it. Any thread.
    void retire(StreamWriter writer) {
        messages.add(() -> {
            writers.remove(writer);
            writer.retire();
        });
    }

    /// Since when it has been with one stream, monotonic µs; `Long.MAX_VALUE` while it has none or has ended.
    /// Any thread.
    long atUs() {
        return atUs;
    }

    /// Asks for the end: the rest is written, the segments sealed. What is not done at that time stays as
    /// after a crash. Any thread.
    void stop(long byUs) {
        stopByUs = byUs;
        isStopping = true;
    }

    @Override
    public void run() {
        while (!isStopping) {
            atUs = clock.elapsedUs();
            hear();
            round();
            clock.pauseUs(ROUND_US - clock.elapsedUs() % ROUND_US);
        }
        hear();
        for (StreamWriter writer : writers) {
            if (clock.elapsedUs() < stopByUs) {
                writer.finish(clock.elapsedUs());
            }
        }
    }

    /// One turn for each stream: all are written before the first is made durable, so that forces meet. Those who are
    /// helped are not waited for by those who are not, but by each other: they are made
    /// durable in the order in which they were begun.
    void round() {
        for (StreamWriter writer : writers) {
            atUs = clock.elapsedUs();
            if (writer.isLong(atUs)) {
                helped.put(writer, rush.begin(writer, atUs));
            } else if (writer.begin(atUs)) {
                staged.add(writer);
            }
        }
        staged.forEach(this::end);
        staged.clear();
        helped.forEach((writer, turn) -> {
            atUs = clock.elapsedUs();
            if (Rush.isStaged(turn)) {
                end(writer);
            }
        });
        helped.clear();
    }

    private void end(StreamWriter writer) {
        atUs = clock.elapsedUs();
        end(writer, atUs);
    }

    /// A stream that is behind does not wait for another round with each fragment, unless one force does for all.
    static void end(StreamWriter writer, long nowUs) {
        writer.end(nowUs);
        int max = writer.keeper().place().force() == ForceMode.DIRECT ? FRAGMENTS_MAX : 1;
        boolean isBehind = true;
        for (int count = 1; count < max && isBehind; count++) {
            isBehind = writer.tick(nowUs);
        }
    }

    /// Streams that have come and gone.
    void hear() {
        for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
    }
}
