package org.lidless.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
    private long number;
    private long ticks;

    /// So many frames of one key sample, each so many ticks behind the one before.
    private void gop(int frames, int step, boolean isCut) {
        for (int i = 0; i < frames; i++) {
            boolean isFirst = number == 0;
            ticks += isFirst ? 0 : step;
            long timeUs = T0 + ticks * 100 / 9;
            var mark = new SampleMark(new RunId(1), number, ticks, ticks, timeUs, 100, i == 0, number);
            Seam seam = isFirst ? Seam.FIRST : i == 0 && isCut ? Seam.KEY : Seam.NONE;
            Picture picture = new Picture(
                    new RingSample(number, mark, step, Footage.H264, List.of(), ByteBuffer.allocate(100)),
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
}
