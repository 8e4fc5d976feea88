package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Readers at their worst: two hundred idle connections, tabs and players that stop reading, tabs that are closed in
/// mid-picture, a download that is taken by the drop. Who watches as one should sees every frame, and recording loses
/// none.
@Tag("long")
final class ReadersHinderNobodyTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int IDLE_WEB = 200;
    private static final int IDLE_RTSP = 60;
    private static final int FRAMES = 200;
    private static final int KILOBITS = 4_000;

    @RegisterExtension
    private final Place place = new Place();

    private final List<AutoCloseable> open = new ArrayList<>();

    @Test
    void whoDoesNotReadCostsNobodyAFrame() throws Exception {
        Site site = Site.start(place, SitePlan.of(1, 2).withKilobits(KILOBITS));
        Instant recording = site.awaitRecording();
        Visitor visitor = Visitor.first(site.management());
        Player player = new Player(place, site.management(), visitor);
        List<String> cameras = site.plan().cameraNames();
        Player.Watching stopped = player.watch("cam-1");
        stopped.program().pause();
        for (int i = 0; i < 3; i++) {
            visitor.watchWithoutReading(cameras);
        }
        dripping(visitor, recording);
        idle(visitor.base().getPort(), IDLE_WEB);
        idle(player.port(), IDLE_RTSP);
        Tab tab = visitor.watch(cameras);
        for (int i = 0; i < 3; i++) {
            visitor.watchAndLeave(cameras);
        }
        await("frames")
                .atMost(LONGEST)
                .until(() ->
                        cameras.stream().allMatch(camera -> tab.frames(camera).size() >= FRAMES));
        for (String camera : cameras) {
            assertThat(tab.faults(camera)).as(camera).isEmpty();
        }
        assertThat(tab.words("skipped")).isEmpty();
        site.assertNothingLostSince(recording);
        assertThat(site.died()).isEmpty();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private void idle(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            open.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
    }

    /// A playlist's segment and a movie, of which nobody reads more than the beginning.
    private void dripping(Visitor visitor, Instant recording) throws Exception {
        String span = "?from=" + recording.minusSeconds(2) + "&to=" + recording;
        for (String path : List.of("/api/footage/cam-1/movie.mp4" + span, "/api/live/cam-2/index.m3u8")) {
            HttpRequest request = HttpRequest.newBuilder(visitor.base().resolve(path))
                    .header("Authorization", "Bearer " + visitor.token())
                    .build();
            HttpResponse<InputStream> answer = visitor.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body().read()).isNotNegative();
            open.add(answer.body());
        }
    }
}
