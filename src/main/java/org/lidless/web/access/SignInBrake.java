package org.lidless.web.access;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Slows down whoever tries passwords. A key is an account at an address, an address, or an account; each may
/// fail a few times, and then has to wait: a second, twice as long after each further failure, a quarter of an
/// hour at most. An hour without a failure forgives all.
///
/// An account can be failed at by anybody on the network. So that nobody can keep its owner out by that, an address
/// from which the account signed in lately is not slowed by what others do: only its own failures count there.
///
/// What is remembered is bounded; when there is more, what was touched longest ago is forgotten. One lock, under
/// which nothing waits. Times are µs of the monotonic clock.
final class SignInBrake {

    static final int FREE_AT_ADDRESS = 5;
    static final int FREE_OF_ADDRESS = 20;
    static final int FREE_OF_ACCOUNT = 50;
    static final int REMEMBERED_MAX = 10_000;
    static final long WAIT_MAX_US = 900_000_000;

    private static final long WAIT_FIRST_US = 1_000_000;
    private static final long FORGIVEN_US = 3_600_000_000L;
    private static final long KNOWN_US = 30L * 86_400 * 1_000_000;
    private static final int DOUBLINGS_MAX = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Failures> failures = bounded();
    private final Map<String, Long> knownUs = bounded();

    private record Failures(int count, long lastUs) {}

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > REMEMBERED_MAX;
            }
        };
    }

    /// How long the next attempt has to wait, µs; 0 when it may be made now.
    long waitUs(String account, String address, long nowUs) {
        lock.lock();
        try {
            long there = waitUs(at(account, address), FREE_AT_ADDRESS, nowUs);
            Long known = knownUs.get(at(account, address));
            if (known != null && nowUs - known < KNOWN_US) {
                return there;
            }
            long elsewhere = Math.max(
                    waitUs(of(address), FREE_OF_ADDRESS, nowUs), waitUs(account(account), FREE_OF_ACCOUNT, nowUs));
            return Math.max(there, elsewhere);
        } finally {
            lock.unlock();
        }
    }

    private long waitUs(String key, int free, long nowUs) {
        Failures held = failures.get(key);
        if (held == null || held.count() < free || nowUs - held.lastUs() >= FORGIVEN_US) {
            return 0;
        }
        long pause = Math.min(WAIT_MAX_US, WAIT_FIRST_US << Math.min(DOUBLINGS_MAX, held.count() - free));
        return Math.max(0, held.lastUs() + pause - nowUs);
    }

    /// An attempt begins. It counts as failed from now on, until [#succeeded] says otherwise: whoever makes many at
    /// once has as many free ones as whoever makes one after the other.
    ///
    /// @return how long it has to wait, µs; 0 when it may be made now, and only then it counts
    long attempt(String account, String address, long nowUs) {
        lock.lock();
        try {
            long waitUs = waitUs(account, address, nowUs);
            if (waitUs == 0) {
                failed(account, address, nowUs);
            }
            return waitUs;
        } finally {
            lock.unlock();
        }
    }

    void failed(String account, String address, long nowUs) {
        lock.lock();
        try {
            for (String key : new String[] {at(account, address), of(address), account(account)}) {
                Failures held = failures.get(key);
                int before = held != null && nowUs - held.lastUs() < FORGIVEN_US ? held.count() : 0;
                failures.put(key, new Failures(before + 1, nowUs));
            }
        } finally {
            lock.unlock();
        }
    }

    void succeeded(String account, String address, long nowUs) {
        lock.lock();
        try {
            failures.remove(at(account, address));
            failures.remove(of(address));
            failures.computeIfPresent(
                    account(account),
                    (_, held) -> held.count() > 1 ? new Failures(held.count() - 1, held.lastUs()) : null);
            knownUs.put(at(account, address), nowUs);
        } finally {
            lock.unlock();
        }
    }

    /// Somebody who may has given the account another password: its past does not count.
    void forgive(String account) {
        lock.lock();
        try {
            failures.remove(account(account));
            failures.keySet().removeIf(key -> key.startsWith("at " + account + " "));
        } finally {
            lock.unlock();
        }
    }

    /// How many keys and places are remembered.
    int remembered() {
        lock.lock();
        try {
            return failures.size() + knownUs.size();
        } finally {
            lock.unlock();
        }
    }

    private static String at(String account, String address) {
        return "at " + account + " " + place(address);
    }

    private static String of(String address) {
        return "of " + place(address);
    }

    private static String account(String account) {
        return "account " + account;
    }

    /// One who has an IPv6 network (RFC 4291 section 2.5.4: its first 64 bits) has all its addresses.
    static String place(String address) {
        String bare = address.replace("[", "").replace("]", "");
        try {
            byte[] bytes = InetAddress.ofLiteral(bare).getAddress();
            if (bytes.length == 4) {
                return bare;
            }
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (IllegalArgumentException noAddress) {
            return bare;
        }
    }
}
