package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Players that are not ours by HTTP: ffmpeg, ffprobe, hls.js and both of GStreamer's demuxers of HLS play what is
/// live,
/// those and Chromium's own player of files what is stored. Who sends no header has a ticket in the address.
@Tag("long")
final class PlaysEverywhereTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STORED = Duration.ofSeconds(12);
    private static final int LIVE_FRAMES = 150;
    private static final double BEHIND_SECONDS_MAX = 2.5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    private final Place place = new Place();

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    private Visitor visitor;

    @SuppressWarnings("NullAway.Init")
    private Player player;

    @SuppressWarnings("NullAway.Init")
    private Instant begin;

    @BeforeEach
    void record() throws Exception {
        site = Site.start(place, SitePlan.of(1, 2).withKilobits(4_000));
        begin = site.awaitRecording().truncatedTo(ChronoUnit.MILLIS);
        visitor = Visitor.first(site.management());
        player = new Player(place, site.management(), visitor);
    }

    /// Some seconds that are durable.
    private String stored() {
        Instant to = begin.plus(STORED);
        site.sight().awaitDurable(to.plusSeconds(1));
        return "?from=" + begin + "&to=" + to;
    }

    @Test
    void ffmpegPlaysWhatIsLive() throws Exception {
        for (String list : List.of("index", "master")) {
            // Once for the program, once for the file.
            assertThat(player.hlsTracks("/api/live/cam-1/" + list + ".m3u8").lines())
                    .as(list)
                    .contains("h264")
                    .containsOnly("h264", "");
        }
        Player.Watching watching = player.watchHls("cam-1");
        watching.awaitSeconds(14);
        assertThat(watching.faults(site.cameras())).isEmpty();
        Video.assertClean(watching.file());
    }

    @Test
    void ffmpegPlaysWhatIsLiveByATicket() throws Exception {
        Player.Watching watching = player.watchHls("cam-1", visitor.ticketed("/api/live/cam-1"));
        watching.awaitSeconds(14);
        assertThat(watching.faults(site.cameras())).isEmpty();
        Video.assertClean(watching.file());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hlsdemux", "hlsdemux2"})
    void gstreamerPlaysWhatIsLive(String demuxer) throws Exception {
        String path = visitor.ticketed("/api/live/cam-1") + "/index.m3u8";
        assertThat(player.gstreamerHls(demuxer, path, 2 * LIVE_FRAMES).frames())
                .isGreaterThanOrEqualTo(2 * LIVE_FRAMES);
    }

    @Test
    void gstreamerPlaysWhatIsStored() throws Exception {
        String span = "/hls/index.m3u8" + stored();
        int frames = Video.frames(player.hls("stored.mp4", "/api/footage/cam-1" + span))
                .size();
        assertThat(frames).isGreaterThanOrEqualTo(12 * 25 - 1);
        String path = visitor.ticketed("/api/footage/cam-1") + span;
        for (String demuxer : List.of("hlsdemux", "hlsdemux2")) {
            assertThat(player.gstreamerHls(demuxer, path, Integer.MAX_VALUE))
                    .as(demuxer + " stored")
                    .isEqualTo(new Player.Played(frames, true));
        }
    }

    @Test
    void aBrowserPlaysFilesByRangeAndLivePicturesByParts() throws Exception {
        Browser browser = Browser.start(place);
        browser.open(visitor.base());
        browser.run("fetch('/api/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: "
                + "JSON.stringify({name: 'root', password: 'correct horse battery'})}).then(answer => {"
                + " if (!answer.ok) throw new Error('sign-in: ' + answer.status); })");
        browser.run(Files.readString(Path.of("torture", "browser", "play.js")));
        jump(browser);
        parts(browser);
    }

    private void jump(Browser browser) throws IOException {
        browser.run("jump('/api/footage/cam-1/movie.mp4" + stored() + "')");
        JsonNode said = JSON.readTree(browser.evaluate("jumped"));
        System.out.println("PlaysEverywhereTest: Chromium by range: " + said);
        assertThat(said.path("duration").asDouble()).isBetween(11.9, 14.0);
        assertThat(said.path("at").asDouble())
                .isBetween(
                        said.path("wanted").asDouble() - 0.05,
                        said.path("duration").asDouble());
        assertThat(said.path("statuses").valueStream().map(JsonNode::asInt))
                .as("the beginning, and where it jumped to; of a request that was broken off no status is told")
                .hasSizeGreaterThanOrEqualTo(2)
                .contains(206)
                .containsOnly(0, 206);
    }

    private static void parts(Browser browser) throws IOException {
        browser.run(Files.readString(Path.of("console", "node_modules", "hls.js", "dist", "hls.light.min.js")));
        browser.run("playParts('/api/live/cam-1/index.m3u8')");
        await("pictures by parts").atMost(LONGEST).untilAsserted(() -> {
            JsonNode now = JSON.readTree(browser.evaluate("played()"));
            assertThat(now.path("frames").asInt()).as(now.toString()).isGreaterThanOrEqualTo(LIVE_FRAMES);
            assertThat(now.path("behind").asDouble()).as(now.toString()).isBetween(0.1, BEHIND_SECONDS_MAX);
        });
        JsonNode said = JSON.readTree(browser.evaluate("played()"));
        System.out.println("PlaysEverywhereTest: hls.js by parts: " + said);
        assertThat(said.path("parts").asInt()).as("parts loaded").isGreaterThanOrEqualTo(10);
        assertThat(said.path("waits").asInt())
                .as("playlists that waited for a part")
                .isGreaterThanOrEqualTo(10);
        assertThat(said.path("faults")).isEmpty();
    }
}
