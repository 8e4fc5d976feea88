package org.lidless.wire.node;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// A link to a recorder's rings: looks at what is there of a stream, and is sent its samples as they come. Dials
/// again by itself when it breaks; what was wanted has then to be wanted again.
///
/// One link a recorder serves all that is watched from it. What is wanted waits under its number, and the
/// newest wish under a number stands.
public final class LiveLink implements AutoCloseable {

    /// Where a recorder answers.
    static final String PATH = "/node/v1/live";

    /// Instead of a place: no more of it.
    static final long NO_MORE = -2;

    private static final long REST_US = 1_000_000;

    /// Somebody watches, and the recorder says at least five times a second that it is there.
    private static final long WATCHED_SILENT_US = 1_000_000;

    /// Nobody watches, and it says so every two seconds.
    private static final long RESTING_SILENT_US = 4_500_000;

    private final NodeId recorder;
    private final LiveHearer hearer;
    private final Clock time;
    private final LinkLoop loop;
    private final Object lock = new Object();
    private SortedMap<Integer, Message.Wish> looks = new TreeMap<>();
    private SortedMap<Integer, Message.Wish> tails = new TreeMap<>();
    private volatile boolean open;
    private volatile long heardUs;
    private volatile long catalogues = CatalogueStamp.UNKNOWN;
    private final SortedSet<Integer> watched = new TreeSet<>();
    private long watchedSinceUs;

    private LiveLink(World world, NodeCredentials own, long boot, NodeId recorder, String address, LiveHearer hearer) {
        this.recorder = recorder;
        this.hearer = hearer;
        this.time = world.clock();
        this.loop = new LinkLoop(world, own, boot, recorder, address, PATH, new Told());
    }

    /// Begins to dial.
    ///
    /// @param boot     names this start of the process
    /// @param recorder who must answer there, by its certificate
    /// @param address  `host:port`
    public static LiveLink start(
            World world, NodeCredentials own, long boot, NodeId recorder, String address, LiveHearer hearer) {
        LiveLink link = new LiveLink(world, own, boot, recorder, address, hearer);
        link.loop.start();
        return link;
    }

    /// Asks for the marks of what is there. Any thread; returns at once.
    ///
    /// @param id of the asker's choice: the answer names it
    public void look(int id, StreamId stream, long sinceUs) {
        synchronized (lock) {
            looks.put(id, new Message.Wish(stream, sinceUs));
        }
        loop.wake();
    }

    /// Wants the samples from a place of the ring on, until something else is wanted under this number. Any
    /// thread; returns at once.
    ///
    /// @param place or [RingTail#NEWEST_KEY]
    public void tail(int id, StreamId stream, long place) {
        synchronized (lock) {
            tails.put(id, new Message.Wish(stream, place));
            if (place == NO_MORE) {
                watched.remove(id);
            } else if (watched.add(id) && watched.size() == 1) {
                watchedSinceUs = time.elapsedUs();
            }
        }
        loop.wake();
    }

    /// Wants no more of a stream under this number. Any thread; returns at once.
    public void leave(int id, StreamId stream) {
        tail(id, stream, NO_MORE);
    }

    /// Whether the recorder can be asked now, and has said so lately. Any thread.
    public boolean isHeard() {
        if (!open) {
            return false;
        }
        synchronized (lock) {
            long nowUs = time.elapsedUs();
            return watched.isEmpty()
                    ? nowUs - heardUs < RESTING_SILENT_US
                    : nowUs - Math.max(heardUs, watchedSinceUs) < WATCHED_SILENT_US;
        }
    }

    /// A number that changes whenever one of the recorder's catalogues does; empty while that is not known. Any
    /// thread.
    public OptionalLong catalogues() {
        long stamp = catalogues;
        return stamp == CatalogueStamp.UNKNOWN || !isHeard() ? OptionalLong.empty() : OptionalLong.of(stamp);
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Told implements Talk {

        @Override
        public void opened(Line line, long boot) {
            synchronized (lock) {
                looks.clear();
                tails.clear();
                watched.clear();
            }
            catalogues = CatalogueStamp.UNKNOWN;
            heardUs = time.elapsedUs();
            open = true;
            hearer.opened(recorder);
        }

        @Override
        public void heard(Line line, Line.Event event) {
            if (!(event instanceof Line.Event.Binary binary)) {
                throw new IllegalArgumentException("it sent what a recorder does not tell of its rings");
            }
            heardUs = time.elapsedUs();
            switch (LiveBytes.decode(binary.bytes())) {
                case LiveBytes.Told.Looked looked -> hearer.looked(recorder, looked.id(), looked.look());
                case LiveBytes.Told.Came came -> hearer.came(recorder, came.id(), came.batch());
                case LiveBytes.Told.Alive alive -> catalogues = alive.catalogues();
            }
        }

        @Override
        public long due(Line line, long nowUs) {
            SortedMap<Integer, Message.Wish> look;
            SortedMap<Integer, Message.Wish> tail;
            synchronized (lock) {
                look = looks;
                tail = tails;
                looks = new TreeMap<>();
                tails = new TreeMap<>();
            }
            if (!look.isEmpty()) {
                line.send(new Message.Look(look));
            }
            if (!tail.isEmpty()) {
                line.send(new Message.Tail(tail));
            }
            return nowUs + REST_US;
        }

        @Override
        public void closed() {
            open = false;
            hearer.closed(recorder);
        }

        @Override
        public void refused() {
            // Nobody is there, and the loop dials again.
        }

        @Override
        public void distrusted(Problem problem) {
            hearer.refused(recorder, problem);
        }
    }
}
