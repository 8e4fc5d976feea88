package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.World;

/// Stored footage by HLS: two runs of 200 samples each, with a stored gap between them.
final class StoredHlsTest {

    private static final StreamId CAMERA = Footage.camera(1);
    private static final PoolId MAIN = new PoolId("main");
    private static final long T0 = Footage.START_US;
    private static final long SECOND_RUN = T0 + 20_000_000;
    private static final long END = SECOND_RUN + 8_000_000;
    private static final Pattern SEGMENT = Pattern.compile("s(\\d+)-(\\d+)-(\\d+)\\.mp4");

    private final World world = World.real();

    @TempDir
    private Path directory;

    private SqliteIndex index;
    private Pool pool;
    private StoredHls hls;

    @BeforeEach
    void record() throws IOException {
        Path place = Files.createDirectory(directory.resolve("pool"));
        Path data = Files.createDirectory(directory.resolve("data"));
        index = SqliteIndex.open(world.disk(), data);
        pool = Pool.open(world, MAIN, Footage.NODE, place, data, index);
        write(7, T0);
        pool.gap(new Gap(CAMERA, new TimeSpan(T0 + 8_000_000, SECOND_RUN), GapCause.RECORDER_DOWN));
        write(3, SECOND_RUN);
        hls = new StoredHls(
                new Timeline(index, new LocalHolders(world.disk(), Footage.NODE, Map.of(MAIN, place)), world.clock()));
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

    /// Decoding times of all samples of all segments that a playlist names.
    private List<Long> times(String playlist) throws IOException {
        List<Long> times = new ArrayList<>();
        Matcher segment = SEGMENT.matcher(playlist);
        while (segment.find()) {
            var out = new ByteArrayOutputStream();
            long base = Long.parseLong(segment.group(1));
            TimeSpan span = new TimeSpan(Long.parseLong(segment.group(2)), Long.parseLong(segment.group(3)));
            hls.segment(CAMERA, base, span, () -> out);
            ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
            assertThat(new String(bytes.array(), 4, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("moof");
            for (int at = 0; at + 16 < bytes.limit(); at++) {
                if (bytes.getInt(at) == 0x74666474) {
                    times.add(bytes.getLong(at + 8));
                }
            }
        }
        return times;
    }

    @Test
    void everySampleIsInOneSegmentAndTheGapIsSaid() throws IOException {
        String playlist = hls.playlist(CAMERA, new TimeSpan(T0, END), "?stream=sub");
        assertThat(playlist).startsWith("#EXTM3U").endsWith("#EXT-X-ENDLIST\n");
        assertThat(playlist).containsOnlyOnce("#EXT-X-DISCONTINUITY\n").contains("#EXTINF:6.00000,");
        assertThat(playlist.split("#EXT-X-MAP:URI=\"h", -1)).hasSize(3);
        assertThat(playlist.split("#EXT-X-PROGRAM-DATE-TIME:", -1)).hasSize(3);
        assertThat(playlist)
                .contains("CLASS=\"org.lidless.gap\",X-CAUSE=\"recorder-down\"", ".mp4?stream=sub\n")
                .contains("DURATION=12.00000");
        List<Long> times = times(playlist);
        assertThat(times).hasSize(400).isSorted().doesNotHaveDuplicates();
        assertThat(times.getFirst()).isZero();
        assertThat(times.get(200)).isEqualTo(20 * 90_000);
        assertThat(new String(hls.head(CAMERA, SECOND_RUN).array(), StandardCharsets.ISO_8859_1))
                .contains("ftyp", "avc1");
    }

    @Test
    void aSpanThatBeginsWithinAGopBeginsWithItsKeySample() throws IOException {
        String playlist = hls.playlist(CAMERA, new TimeSpan(T0 + 2_500_000, T0 + 5_000_000), "");
        Matcher first = SEGMENT.matcher(playlist);
        assertThat(first.find()).isTrue();
        long begin = Long.parseLong(first.group(1));
        assertThat(begin).isLessThanOrEqualTo(T0 + 2_500_000).isGreaterThan(T0);
        assertThat(times(playlist))
                .hasSize((int) ((T0 + 5_000_000 - begin) / 40_000))
                .startsWith(0L);
    }

    @Test
    void whereThereIsNothingThereIsNoPlaylist() {
        assertThatThrownBy(() -> hls.playlist(CAMERA, new TimeSpan(T0 + 9_000_000, T0 + 12_000_000), ""))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> hls.playlist(CAMERA, new TimeSpan(T0, T0 + 2 * StoredHls.SPAN_MAX_US), ""))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> hls.segment(
                        CAMERA, T0, new TimeSpan(T0 + 10_000_000, T0 + 12_000_000), ByteArrayOutputStream::new))
                .isInstanceOf(ProblemException.class);
    }
}
