package org.lidless.demo.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.demo.page.ScriptedSite.gap;
import static org.lidless.demo.page.ScriptedSite.have;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lidless.wire.FootageReport;
import org.lidless.wire.Json;
import org.lidless.world.World;

class PageTest {

    private static final long NOW_MS = ScriptedSite.BEGIN.toEpochMilli() + 60_000;

    private final ScriptedSite site = new ScriptedSite(2);
    private final Story story = new Story();

    @Test
    void standingInIsWhatAnotherThanTheHomeRecorderRecorded() {
        site.stretches.put("cam-1", List.of(have(0, 20, "r1"), have(20, 40, "s1"), gap(40, 41, "network")));
        View view = View.of(site, footage(), story.told(), View.empty(0), NOW_MS);
        assertThat(view.cameras()).extracting(View.Lanes::camera).containsExactly("cam-1", "cam-2");
        assertThat(view.cameras().getFirst().stretches())
                .extracting(View.Stretch::standingIn)
                .containsExactly(false, true, false);
        assertThat(view.cameras().getFirst().ready()).isTrue();
        assertThat(view.cameras().getLast().ready()).isFalse();
        assertThat(view.fromMs()).isEqualTo(ScriptedSite.BEGIN.toEpochMilli());
    }

    @Test
    void whatNobodyShowsNowStaysAsItWasSeenLast() {
        site.stretches.put("cam-1", List.of(have(0, 20, "r1")));
        View before = View.of(site, footage(), story.told(), View.empty(0), NOW_MS);
        View after = View.of(site, new TreeMap<>(), story.told(), before, NOW_MS + 1000);
        assertThat(after.cameras().getFirst().stretches())
                .isEqualTo(before.cameras().getFirst().stretches())
                .hasSize(1);
        assertThat(after.nowMs()).isEqualTo(NOW_MS + 1000);
    }

    @Test
    void pageIsServedToItsOwnAddressOnlyAndTellsHowItEnded() throws Exception {
        site.stretches.put("cam-1", List.of(have(0, 20, "r1")));
        try (PageServer server = PageServer.start(World.real().clock(), story);
                HttpClient client = HttpClient.newHttpClient()) {
            story.step("recording");
            story.happened(Happening.Kind.KILLED, "r1", ScriptedSite.BEGIN);
            server.watch(site);
            for (String file : List.of("", "page.css", "page.js")) {
                HttpResponse<String> answer = get(client, server.url() + file);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src 'none'", "script-src 'self'")
                                .doesNotContain("unsafe"));
            }
            Awaitility.await()
                    .until(() -> get(client, server.url() + "view.json").body().contains("\"cam-1\""));
            String body = get(client, server.url() + "view.json").body();
            assertThat(body).contains("\"kind\":\"killed\"", "\"step\":\"recording\"");
            assertThat(Json.decode(body.getBytes(UTF_8), View.class).cameras()).hasSize(2);
            assertThat(asAnotherHost(URI.create(server.url()).getPort())).startsWith("HTTP/1.1 421");
            story.ended("All is well.", true);
            Thread asking = Thread.ofVirtual()
                    .start(() -> Awaitility.await()
                            .until(() -> get(client, server.url() + "view.json")
                                    .body()
                                    .contains("All is well.")));
            server.farewell();
            asking.join();
        }
    }

    /// What a page elsewhere gets that has its own name point here.
    private static String asAnotherHost(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /view.json HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private SortedMap<String, FootageReport> footage() {
        SortedMap<String, FootageReport> all = new TreeMap<>();
        site.cameras().forEach(camera -> site.footage(camera).ifPresent(report -> all.put(camera, report)));
        return all;
    }
}
