package org.lidless.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.EvidenceLocks;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.ForceMode;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.Quarantine;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.sim.SimulatedWorld.SimulatedClock;
import org.lidless.world.World;

/// A recorder's day in miniature: two cameras that record, rotate and lose their picture, and one that never answers.
/// Does after a failure what a recorder must do, and keeps account of what storage reported durable.
final class StorageStory {

    static final PoolId POOL = new PoolId("main");
    static final Path POOL_DIRECTORY = Path.of("/pool");
    static final Path DATA_DIRECTORY = Path.of("/data");

    private static final int ATTEMPTS = 4;
    private static final int SAMPLES = 5;
    private static final int SAMPLE_BYTES = 150;

    /// What storage reported durable.
    static final class Account {
        /// By stream, run and number: the sample's site time and its bytes.
        final Map<String, String> samples = new TreeMap<>();

        final Map<String, String> offered = new TreeMap<>();
        final List<String> locks = new ArrayList<>();
        final List<Gap> gaps = new ArrayList<>();
        final List<Gap> begun = new ArrayList<>();
        /// Begun by a process that ended since; recovery decides where they end.
        final List<Gap> begunEarlier = new ArrayList<>();
    }

    static String key(StreamId stream, long run, long number) {
        return stream + " run " + Long.toHexString(run) + " sample " + number;
    }

    static String value(long timeUs, boolean key, ByteBuffer bytes) {
        return timeUs + " " + key + " " + bytes.remaining() + " " + bytes.hashCode();
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private final SimulatedClock clock = new SimulatedClock(Footage.START_US);
    private final PoolPlace place;
    private final World world;
    private final SqliteIndex index;
    private final Account account;
    private final long process;
    private final Map<StreamId, SegmentWriter> writers = new TreeMap<>();
    private final Map<StreamId, Integer> numbers = new TreeMap<>();
    private final Map<StreamId, Sha256> hashes = new TreeMap<>();
    private @Nullable Pool opened;

    /// @param process tells this process's runs from those of another
    StorageStory(SimulatedDisk disk, SqliteIndex index, Account account, long process) {
        this(disk, index, account, process, ForceMode.DIRECT);
    }

    StorageStory(SimulatedDisk disk, SqliteIndex index, Account account, long process, ForceMode force) {
        this.place = new PoolPlace(POOL, POOL_DIRECTORY, false, force);
        this.world = SimulatedWorld.of(disk, clock, process);
        this.index = index;
        this.account = account;
        this.process = process;
        account.begunEarlier.addAll(account.begun);
        account.begun.clear();
    }

    private static <T> T stubbornly(Work<T> work) {
        IOException last = new IOException("no attempt");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return work.run();
            } catch (IOException failed) {
                last = failed;
            } catch (ProblemException failed) {
                last = new IOException(failed);
            }
        }
        throw new AssertionError("one fault, and " + ATTEMPTS + " attempts failed", last);
    }

    Pool open() {
        Pool pool = stubbornly(() -> Pool.open(world, place, Footage.NODE, DATA_DIRECTORY, index));
        opened = pool;
        stubbornly(() -> pool.recover(Progress.SILENT));
        return pool;
    }

    private Pool pool() {
        return java.util.Objects.requireNonNull(opened);
    }

    /// The first day: ends with segments open.
    void play() {
        open();
        StreamId one = Footage.camera(1);
        StreamId two = Footage.camera(2);
        StreamId three = Footage.camera(3);
        gapBegan(three, us(0), GapCause.CAMERA_REFUSED);
        record(one, 0);
        record(two, 0);
        record(one, 1);
        rotate(one);
        record(two, 1);
        seal(two);
        gapBegan(two, us(2), GapCause.CAMERA_SILENT);
        record(one, 2);
        record(one, 3);
        gapBegan(two, us(3), GapCause.NETWORK);
        record(two, 4);
        gapEnded(two, us(4));
        gap(new Gap(three, new TimeSpan(us(0) - 2_000_000, us(0) - 1_000_000), GapCause.RING_TOO_SHORT));
        rotate(one);
        record(one, 4);
        record(two, 5);
        expire(one);
        expireAndRestore(two);
        lock(one);
    }

    private Optional<SegmentRow> oldest(StreamId stream) {
        return index.segments(POOL, stream).stream()
                .filter(row -> row.state() == SegmentState.SEALED)
                .findFirst();
    }

    /// Whether it was or was not, the samples of a segment that goes are not promised any more.
    private Map<String, String> giveUp(SegmentRow row) {
        Map<String, String> gone = new TreeMap<>();
        for (long number = row.firstNumber(); number < row.firstNumber() + row.samples(); number++) {
            String key = key(row.stream(), row.name().run().bits(), number);
            gone.put(key, account.samples.remove(key));
        }
        return gone;
    }

    private void expire(SegmentRow row) {
        stubbornly(() -> {
            boolean isThere = oldest(row.stream()).filter(row::equals).isPresent();
            return isThere
                    ? pool().quarantine()
                            .expire(List.of(
                                    new Quarantine.Leaving(row, "a simulated age", Optional.of(GapCause.EXPIRED))))
                    : 0L;
        });
    }

    /// Retention takes a segment, and purges it.
    private void expire(StreamId stream) {
        oldest(stream).ifPresent(row -> {
            giveUp(row);
            expire(row);
            stubbornly(() -> pool().quarantine().purge(pool().quarantine().waiting()));
        });
    }

    /// Retention takes a segment, and a person wants it back.
    private void expireAndRestore(StreamId stream) {
        oldest(stream).ifPresent(row -> {
            Map<String, String> samples = giveUp(row);
            expire(row);
            stubbornly(() -> {
                boolean isBack = pool().quarantine().restore(row.name())
                        || oldest(stream).filter(row::equals).isPresent();
                if (!isBack) {
                    throw new AssertionError("it cannot be had back: " + row);
                }
                return 0;
            });
            account.samples.putAll(samples);
        });
    }

    private void lock(StreamId stream) {
        TimeSpan span = new TimeSpan(us(0), us(1));
        account.locks.add(stubbornly(() -> new EvidenceLocks(world, index)
                        .lock(List.of(pool()), stream.camera(), span, "a simulated theft"))
                .id());
    }

    /// A later day: whatever was running ends with the first sample.
    void resume() {
        clock.moveTo(us(20));
        open();
        for (StreamId stream : List.of(Footage.camera(1), Footage.camera(2))) {
            record(stream, 20);
            gapEnded(stream, us(20));
        }
    }

    /// Everything is sealed and the recorder says good-bye.
    void stop() {
        List.copyOf(writers.keySet()).forEach(this::seal);
        stubbornly(() -> {
            pool().stopped(us(30));
            return 0;
        });
        pool().close();
    }

    Pool leave() {
        Pool pool = pool();
        pool.close();
        return pool;
    }

    private static long us(int fragment) {
        return Footage.START_US + (long) fragment * SAMPLES * Footage.FRAME_US;
    }

    private long run(StreamId stream) {
        return process * 16 + stream.camera().value().charAt(4);
    }

    private void record(StreamId stream, int place) {
        Fragment fragment =
                Footage.fragment(run(stream), (long) place * SAMPLES, SAMPLES, Footage.START_US, SAMPLE_BYTES);
        note(stream, fragment, account.offered);
        stubbornly(() -> {
            SegmentWriter writer = writers.get(stream);
            if (writer == null) {
                int number = numbers.merge(stream, 1, Integer::sum) - 1;
                Sha256 previous = hashes.getOrDefault(stream, Sha256.NONE);
                writer = pool().create(Footage.header(stream, run(stream), number, us(place), previous), Footage.H264);
                writers.put(stream, writer);
            }
            try {
                writer.append(fragment);
                return 0;
            } catch (IOException failed) {
                giveUp(stream, writer);
                throw failed;
            }
        });
        note(stream, fragment, account.samples);
    }

    private void giveUp(StreamId stream, SegmentWriter writer) {
        writer.abandon("a simulated failure");
        writers.remove(stream);
        hashes.remove(stream);
    }

    private void note(StreamId stream, Fragment fragment, Map<String, String> into) {
        for (int i = 0; i < fragment.samples().size(); i++) {
            Sample sample = fragment.samples().get(i);
            into.put(
                    key(stream, run(stream), sample.number()),
                    value(
                            sample.timeUs(),
                            sample.key(),
                            fragment.payload().get(i).duplicate()));
        }
    }

    private void rotate(StreamId stream) {
        seal(stream);
    }

    private void seal(StreamId stream) {
        SegmentWriter writer = writers.remove(stream);
        if (writer == null) {
            return;
        }
        try {
            hashes.put(stream, writer.seal());
        } catch (IOException failed) {
            giveUp(stream, writer);
        }
    }

    private void gapBegan(StreamId stream, long fromUs, GapCause cause) {
        stubbornly(() -> {
            pool().gapBegan(stream, fromUs, cause);
            return 0;
        });
        endBegun(stream, fromUs);
        account.begun.add(new Gap(stream, new TimeSpan(fromUs, Long.MAX_VALUE), cause));
    }

    private void gapEnded(StreamId stream, long toUs) {
        stubbornly(() -> {
            pool().gapEnded(stream, toUs);
            return 0;
        });
        endBegun(stream, toUs);
    }

    private void endBegun(StreamId stream, long toUs) {
        for (Gap gap : List.copyOf(account.begun)) {
            if (gap.stream().equals(stream)) {
                account.begun.remove(gap);
                account.gaps.add(new Gap(stream, new TimeSpan(gap.span().fromUs(), toUs), gap.cause()));
            }
        }
    }

    private void gap(Gap gap) {
        stubbornly(() -> {
            pool().gap(gap);
            return 0;
        });
        account.gaps.add(gap);
    }
}
