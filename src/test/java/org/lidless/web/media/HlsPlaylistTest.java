package org.lidless.web.media;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;
import org.lidless.footage.playback.live.PlayerFeed;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Live playlists, as RFC 8216 and its second edition ask of a server over time: each is what a player may make of
/// the one before.
final class HlsPlaylistTest {

    private static final long T0 = 1_793_000_000_000_000L;
    private static final int FRAME = 3_600;

    private final PlayerFeed feed = new PlayerFeed(0, false, 0, false);
    private final HlsCutter cutter = new HlsCutter();
    private final List<String> playlists = new ArrayList<>();
    private int sampleBytes = 100;
    private long number;
    private long ticks;

    /// So many frames of one key sample, each so many ticks behind the one before.
    private void gop(int frames, int step, boolean isCut) {
        for (int i = 0; i < frames; i++) {
            boolean isFirst = number == 0;
            ticks += isFirst ? 0 : step;
            long timeUs = T0 + ticks * 100 / 9;
            var mark = new SampleMark(new RunId(1), number, ticks, ticks, timeUs, sampleBytes, i == 0, number);
            Seam seam = isFirst ? Seam.FIRST : i == 0 && isCut ? Seam.KEY : Seam.NONE;
            Picture picture = new Picture(
                    new RingSample(number, mark, step, Footage.H264, List.of(), ByteBuffer.allocate(sampleBytes)),
                    new NodeId("r1"),
                    Epoch.FIRST,
                    false,
                    seam,
                    isFirst ? 0 : step);
            number++;
            feed.take(picture).forEach(cutter::take);
            cutter.playlist("").ifPresent(playlists::add);
        }
    }

    private static List<Double> numbers(String playlist, String tag) {
        List<Double> all = new ArrayList<>();
        Matcher found = Pattern.compile("(?m)^#" + tag + "([0-9.]+)").matcher(playlist);
        while (found.find()) {
            all.add(Double.parseDouble(found.group(1)));
        }
        return all;
    }

    private static double number(String playlist, String tag) {
        return numbers(playlist, tag).getFirst();
    }

    @Test
    void howLongSegmentsAreAtMostNeverChanges() {
        for (int frames : List.of(50, 25, 50, 100, 1_000, 60, 10, 25)) {
            gop(frames, FRAME, false);
        }
        assertThat(playlists).isNotEmpty().allSatisfy(each -> {
            assertThat(number(each, "EXT-X-TARGETDURATION:")).isEqualTo(2);
            assertThat(numbers(each, "EXTINF:"))
                    .isNotEmpty()
                    .allSatisfy(seconds -> assertThat(Math.round(seconds)).isLessThanOrEqualTo(2));
            // Not all segments begin with a key sample.
            assertThat(each).doesNotContain("INDEPENDENT-SEGMENTS");
        });
    }

    @Test
    void aCameraWithRareKeySamplesIsShownWithinSeconds() {
        gop(25 * 7, FRAME, false);
        assertThat(playlists).isNotEmpty();
        assertThat(number(playlists.getLast(), "EXT-X-TARGETDURATION:")).isLessThanOrEqualTo(6);
    }

    @Test
    void discontinuitiesThatLeaveTheListAreCounted() {
        int cuts = 0;
        for (int i = 0; i < 60; i++) {
            boolean isCut = i > 0 && i % 3 == 0;
            cuts += isCut ? 1 : 0;
            gop(25, FRAME, isCut);
            if (playlists.isEmpty()) {
                continue;
            }
            String now = playlists.getLast();
            long listed = now.lines().filter("#EXT-X-DISCONTINUITY"::equals).count();
            assertThat(number(now, "EXT-X-DISCONTINUITY-SEQUENCE:") + listed).isEqualTo(cuts);
        }
        assertThat(number(playlists.getLast(), "EXT-X-DISCONTINUITY-SEQUENCE:")).isGreaterThan(10);
    }

    @Test
    void noPartIsLongerThanPartsAreSaidToBe() {
        gop(25, FRAME, false);
        gop(25, FRAME, false);
        // By night it sends fewer pictures.
        gop(10, 6_300, false);
        gop(10, 6_300, false);
        gop(25, FRAME, false);
        assertThat(playlists)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(numbers(each, "EXT-X-PART:DURATION="))
                        .allMatch(seconds -> seconds <= number(each, "EXT-X-PART-INF:PART-TARGET=")));
    }

    /// RFC 8216 section 6.3.3: a player begins three target durations from the end. GStreamer's hlsdemux2 1.22 loses
    /// its
    /// place for good in a list that is shorter.
    @Test
    void aListToBeginWithHasThreeTargetDurations() {
        for (int i = 0; i < 3; i++) {
            gop(25, FRAME, false);
            assertThat(cutter.isLong()).isFalse();
        }
        gop(1, FRAME, false);
        assertThat(cutter.isLong()).isTrue();
        assertThat(segments(newest())).containsExactly(0L, 1L, 2L);
    }

    @Test
    void neverIsLessListedThanThreeTargetDurations() {
        gop(100, FRAME, false);
        for (int i = 0; i < 60; i++) {
            gop(10, FRAME, false);
            String now = playlists.getLast();
            double listed = numbers(now, "EXTINF:").stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            if (number(now, "EXT-X-MEDIA-SEQUENCE:") > 0) {
                assertThat(listed).isGreaterThanOrEqualTo(3 * number(now, "EXT-X-TARGETDURATION:"));
            }
        }
        assertThat(number(playlists.getLast(), "EXT-X-MEDIA-SEQUENCE:")).isGreaterThan(0);
    }

    /// RFC 8216 section 6.2.2: for as long as it lasts, and as the longest list that had it.
    @Test
    void whatHasLeftTheListCanStillBeHad() {
        Map<Long, Double> lasts = new TreeMap<>();
        Map<Long, Double> longest = new TreeMap<>();
        Map<Long, Double> left = new TreeMap<>();
        int had = 0;
        for (int i = 0; i < 60; i++) {
            double now = (ticks + FRAME) / 90_000.0;
            gop(i % 2 == 0 ? 25 : 20, FRAME, false);
            List<Long> listed = segments(newest());
            List<Double> each = numbers(newest(), "EXTINF:");
            double whole = each.stream().mapToDouble(Double::doubleValue).sum();
            for (int at = 0; at < listed.size(); at++) {
                lasts.put(listed.get(at), each.get(at));
                longest.merge(listed.get(at), whole, Math::max);
            }
            for (long segment : lasts.keySet()) {
                if (!listed.contains(segment)) {
                    double since = requireNonNull(left.merge(segment, now, Math::min));
                    double until = since + requireNonNull(lasts.get(segment)) + requireNonNull(longest.get(segment));
                    boolean isThere = cutter.bytes(segment, -1).isPresent()
                            && cutter.bytes(segment, 0).isPresent();
                    assertThat(isThere || now >= until - 0.001)
                            .as("%s at %s, until %s", segment, now, until)
                            .isTrue();
                    assertThat(isThere && now > until + 2)
                            .as("%s at %s, until %s", segment, now, until)
                            .isFalse();
                    had += isThere ? 1 : 0;
                }
            }
        }
        assertThat(had).isGreaterThan(100);
    }

    private String newest() {
        return playlists.isEmpty() ? "" : playlists.getLast();
    }

    private static List<Long> segments(String playlist) {
        return Pattern.compile("(?m)^s(\\d+)\\.mp4$")
                .matcher(playlist)
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    /// Cameras of 4, 8 and 16 Mbit/s; of the first also what has left the list is all there.
    @Test
    void whatCanBeHadHasABound() {
        for (int bytes : List.of(20_000, 40_000, 80_000)) {
            sampleBytes = bytes;
            for (int i = 0; i < 20; i++) {
                gop(50, FRAME, false);
                int segments = 0;
                long all = 0;
                for (long segment = 0; segment < 200; segment++) {
                    Optional<byte[]> there = cutter.bytes(segment, -1);
                    segments += there.isPresent() ? 1 : 0;
                    all += there.map(each -> each.length).orElse(0);
                }
                assertThat(all).isLessThanOrEqualTo(HlsCutter.BYTES_MAX);
                assertThat(segments).isGreaterThanOrEqualTo(i < 10 || bytes > 20_000 ? 0 : 9);
            }
        }
    }
}
