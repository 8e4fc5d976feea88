package org.lidless.footage.playback.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.Movies;
import org.lidless.footage.playback.Still;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.Clock;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// Stored footage as a viewer is brought it: two runs of 200 samples each, with a stored gap between them.
final class ReplayTest {

    private static final StreamId CAMERA = Footage.camera(1);
    private static final PoolId MAIN = new PoolId("main");
    private static final long T0 = Footage.START_US;
    private static final long SECOND_RUN = T0 + 20_000_000;
    private static final long END = SECOND_RUN + 8_000_000;

    private final World world = World.real();
    private final Clock later = new Clock() {
        @Override
        public long wallUs() {
            return END + 1_000_000;
        }

        @Override
        public long elapsedUs() {
            return world.clock().elapsedUs();
        }

        @Override
        public void pauseUs(long us) {
            world.clock().pauseUs(us);
        }
    };

    @TempDir
    private Path directory;

    private SqliteIndex index;
    private Pool pool;
    private Timeline timeline;

    @BeforeEach
    void record() throws IOException {
        Path place = Files.createDirectory(directory.resolve("pool"));
        Path data = Files.createDirectory(directory.resolve("data"));
        index = SqliteIndex.open(world.disk(), data);
        pool = Pool.open(world, MAIN, Footage.NODE, place, data, index);
        write(7, T0);
        pool.gap(new Gap(CAMERA, new TimeSpan(T0 + 8_000_000, SECOND_RUN), GapCause.RECORDER_DOWN));
        write(3, SECOND_RUN);
        timeline = new Timeline(index, new LocalHolders(world.disk(), Footage.NODE, Map.of(MAIN, place)), later);
    }

    private void write(long run, long startUs) throws IOException {
        SegmentWriter writer = pool.create(Footage.header(CAMERA, run, 0, startUs, Sha256.NONE), Footage.H264);
        for (int number = 0; number < 200; number += 10) {
            writer.append(Footage.fragment(run, number, 10, startUs, 500));
        }
        writer.seal();
    }

    @AfterEach
    void close() {
        pool.close();
        index.close();
    }

    private static long at(LiveItem item) {
        return ((Picture) item).sample().mark().decodeUs();
    }

    private static boolean drain(Replay replay, List<LiveItem> into) {
        int before = into.size();
        for (Optional<LiveItem> item = replay.poll(); item.isPresent(); item = replay.poll()) {
            into.add(item.get());
        }
        return into.size() > before;
    }

    private List<LiveItem> all(ReplayReading reading) {
        List<LiveItem> items = new ArrayList<>();
        for (Optional<LiveItem> item = reading.next(); item.isPresent(); item = reading.next()) {
            items.add(item.get());
        }
        return items;
    }

    @Test
    void everySampleComesOnceAndTheGapIsTold() {
        try (ReplayReading reading = new ReplayReading(timeline, CAMERA, Optional.of(Footage.NODE), later)) {
            reading.seek(T0);
            List<LiveItem> items = all(reading);
            List<LiveItem> pictures =
                    items.stream().filter(Picture.class::isInstance).toList();
            assertThat(pictures).hasSize(400);
            assertThat(pictures).isSortedAccordingTo((one, other) -> Long.compare(at(one), at(other)));
            assertThat(items.get(200))
                    .isEqualTo(new LiveItem.Hole(new TimeSpan(T0 + 8_000_000, SECOND_RUN), GapCause.RECORDER_DOWN));
            assertThat(((Picture) items.get(0)).follows()).isFalse();
            assertThat(((Picture) items.get(1)).follows()).isTrue();
            assertThat(((Picture) items.get(1)).stepTicks()).isEqualTo(Footage.FRAME_TICKS);
            assertThat(((Picture) items.get(201)).follows()).isFalse();
            assertThat(all(reading))
                    .as("nothing comes twice when it is asked again")
                    .isEmpty();
        }
    }

    @Test
    void keySamplesComeForwardsAndBackwards() {
        try (ReplayReading reading = new ReplayReading(timeline, CAMERA, Optional.empty(), later)) {
            reading.seek(T0);
            List<Long> forwards = new ArrayList<>();
            for (Optional<LiveItem> key = reading.keyAfter(8); key.isPresent(); key = reading.keyAfter(8)) {
                assertThat(((Picture) key.get()).key()).isTrue();
                forwards.add(at(key.get()));
            }
            assertThat(forwards).isSorted().doesNotHaveDuplicates();
            assertThat(forwards.getLast()).isGreaterThanOrEqualTo(SECOND_RUN);
            List<Long> backwards = new ArrayList<>();
            for (Optional<LiveItem> key = reading.keyBefore(); key.isPresent(); key = reading.keyBefore()) {
                backwards.add(at(key.get()));
            }
            assertThat(backwards.reversed()).isSorted().doesNotHaveDuplicates();
            assertThat(backwards.getLast()).isEqualTo(T0);
            assertThat(backwards).hasSizeGreaterThan(10);
        }
    }

    @Test
    void whoIsPausedIsShownTheMomentAndSteps() {
        List<LiveItem> items = new CopyOnWriteArrayList<>();
        try (Replay replay = Replay.start(timeline, CAMERA, Optional.empty(), later, () -> {}, T0 + 1_000_000, 0)) {
            await().until(() -> {
                drain(replay, items);
                return !items.isEmpty() && at(items.getLast()) == T0 + 1_000_000;
            });
            assertThat(((Picture) items.getFirst()).key()).isTrue();
            items.clear();
            replay.step(1);
            await().until(() -> drain(replay, items));
            assertThat(at(items.getFirst())).isEqualTo(T0 + 1_000_000 + Footage.FRAME_US);
            replay.step(-1);
            await().until(() -> drain(replay, items));
            assertThat(at(items.getLast())).isLessThan(T0 + 1_000_000 + Footage.FRAME_US);
            assertThat(((Picture) items.getLast()).key()).isTrue();
        }
    }

    @Test
    void atFourTimesTheSpeedTheGapCostsNoTimeAndTheEndIsTold() {
        List<LiveItem> items = new CopyOnWriteArrayList<>();
        long beganUs = world.clock().elapsedUs();
        try (Replay replay = Replay.start(timeline, CAMERA, Optional.empty(), later, () -> {}, T0, 4)) {
            await().until(() -> {
                drain(replay, items);
                return !items.isEmpty() && items.getLast() instanceof LiveItem.End;
            });
        }
        assertThat(items).filteredOn(Picture.class::isInstance).hasSize(400);
        assertThat(items).filteredOn(LiveItem.Hole.class::isInstance).hasSize(1);
        assertThat(world.clock().elapsedUs() - beganUs).isLessThan(10_000_000);
    }

    @Test
    void aMovieStaysTheSameAndAStillIsOnePicture() throws IOException {
        try (Movies movies = Movies.in(world.disk(), directory.resolve("movies"), timeline)) {
            Movies.Movie movie = movies.of(CAMERA, new TimeSpan(T0, END));
            assertThat(movies.of(CAMERA, new TimeSpan(T0, END))).isEqualTo(movie);
            try (DiskFile file = movies.open(movie)) {
                ByteBuffer front = ByteBuffer.allocate(8);
                file.read(front, 0);
                assertThat(new String(front.array(), 4, 4, StandardCharsets.US_ASCII))
                        .isEqualTo("ftyp");
                assertThat(file.size()).isEqualTo(movie.bytes());
            }
        }
        Still still = Still.at(timeline, CAMERA, T0 + 1_000_000).orElseThrow();
        assertThat(still.mime()).isEqualTo("video/mp4");
        assertThat(still.timeUs()).isLessThanOrEqualTo(T0 + 1_000_000);
        assertThat(still.recorder()).isEqualTo(Footage.NODE);
        assertThat(Still.at(timeline, CAMERA, END + 3_600_000_000L)).isEmpty();
    }
}
