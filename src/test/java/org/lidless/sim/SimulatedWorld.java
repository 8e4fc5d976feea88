package org.lidless.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import org.lidless.world.Chance;
import org.lidless.world.Clock;
import org.lidless.world.Disk;
import org.lidless.world.Network;
import org.lidless.world.World;

/// A world in which nothing happens by itself: time stands until it is moved, chance follows a seed, and there is no
/// network.
public final class SimulatedWorld {

    private SimulatedWorld() {}

    public static World of(Disk disk, SimulatedClock clock, long seed) {
        return new World(clock, new SeededChance(new SplittableRandom(seed)), disk, new NoNetwork());
    }

    /// A clock that a test moves.
    public static final class SimulatedClock implements Clock {

        private long nowUs;

        public SimulatedClock(long nowUs) {
            this.nowUs = nowUs;
        }

        public void moveTo(long us) {
            nowUs = us;
        }

        @Override
        public long wallUs() {
            return nowUs;
        }

        @Override
        public long elapsedUs() {
            return nowUs;
        }

        @Override
        public void pauseUs(long us) {
            nowUs += us;
        }
    }

    private record SeededChance(SplittableRandom random) implements Chance {

        @Override
        public long bits() {
            return random.nextLong();
        }

        @Override
        public long below(long bound) {
            return random.nextLong(bound);
        }

        @Override
        public Chance fork(String part) {
            return new SeededChance(random.split());
        }
    }

    private static final class NoNetwork implements Network {

        private static UnsupportedOperationException none() {
            return new UnsupportedOperationException("this world has no network");
        }

        @Override
        public Selector selector() {
            throw none();
        }

        @Override
        public SocketChannel connect(InetSocketAddress to) {
            throw none();
        }

        @Override
        public ServerSocketChannel listen(InetSocketAddress on) {
            throw none();
        }

        @Override
        public DatagramChannel datagram(InetSocketAddress on) {
            throw none();
        }

        @Override
        public DatagramChannel join(InetSocketAddress group, InetAddress on) {
            throw none();
        }

        @Override
        public InetSocketAddress resolve(String host, int port) {
            throw none();
        }
    }
}
