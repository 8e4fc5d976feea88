package org.lidless.web.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The newest [#EVENTS_MAX] events of this server. An event's id is this start's name and its number, so that
/// another server's is known for what it is. Any thread; the lock is held for no I/O.
public final class EventRing {

    public static final int EVENTS_MAX = 1_000;

    private final String boot;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<Event> ring = new ArrayDeque<>();
    private long next = 1;

    /// @param boot names this start of the process
    public EventRing(long boot) {
        this.boot = String.format("%016x", boot);
    }

    /// What a reader has missed.
    ///
    /// @param events  in order
    /// @param place   to ask from next
    /// @param isWhole whether nothing between was forgotten
    public record Read(List<Event> events, long place, boolean isWhole) {

        public Read {
            events = List.copyOf(events);
        }
    }

    /// It happened.
    public void add(Event event) {
        lock.lock();
        try {
            ring.add(event.withId(boot + "-" + next));
            next++;
            if (ring.size() > EVENTS_MAX) {
                ring.remove();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether somebody waits for what happens next.
    boolean isAwaited() {
        lock.lock();
        try {
            return lock.hasWaiters(more);
        } finally {
            lock.unlock();
        }
    }

    /// Where somebody stands who has heard of nothing before now.
    long now() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    /// The id of the event before a place.
    String idBefore(long place) {
        return boot + "-" + (place - 1);
    }

    /// Where somebody stands whose last event this was; empty for one that is none of this server's.
    Optional<Long> behind(String id) {
        String number = id.startsWith(boot + "-") ? id.substring(boot.length() + 1) : "";
        return number.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(number) + 1) : Optional.empty();
    }

    /// What there is from a place on; waits for something, at most so long.
    ///
    /// @throws InterruptedException when the thread is
    Read read(long place, long waitMillis) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (place >= next && leftNanos > 0) {
                leftNanos = more.awaitNanos(leftNanos);
            }
            long first = next - ring.size();
            long from = Math.max(first, Math.min(place, next));
            List<Event> found = new ArrayList<>();
            ring.stream().skip(from - first).forEach(found::add);
            return new Read(found, next, place >= first && place <= next);
        } finally {
            lock.unlock();
        }
    }

    /// The newest that somebody may see, the newest first.
    public List<Event> newest(int most, Predicate<Event> seen) {
        lock.lock();
        try {
            List<Event> found = new ArrayList<>();
            var back = ring.descendingIterator();
            while (back.hasNext() && found.size() < most) {
                Event event = back.next();
                if (seen.test(event)) {
                    found.add(event);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }
}
