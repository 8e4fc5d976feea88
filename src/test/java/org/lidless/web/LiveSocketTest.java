package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.footage.playback.Movies;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.playback.live.RingsOnATable;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.media.HlsRoutes;
import org.lidless.web.media.MediaRoutes;
import org.lidless.web.media.StoredRoutes;
import org.lidless.wire.Asker;
import org.lidless.wire.AuditBook;
import org.lidless.world.World;

/// Pictures over a real WebSocket, from recorders on a table: what a browser gets, through a takeover, and what
/// it is told when it may not see or reads too slowly.
final class LiveSocketTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");

    @TempDir
    private Path directory;

    private final RingsOnATable table = new RingsOnATable(3, R1, S1);
    private final LiveDesk desk = new LiveDesk(table, table);
    private final AtomicBoolean runs = new AtomicBoolean(true);
    private final Object turn = new Object();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AuditBook viewed = new AuditBook() {
        @Override
        public void write(Asker who, String act, String subject, String outcome) {
            throw new AssertionError("nothing here is refused for want of a record");
        }

        @Override
        public void viewed(Asker who, String act, String subject) {
            seen.add(who.name() + " " + act + " " + subject);
        }
    };
    private TestWeb web;
    private SqliteIndex index;
    private Thread camera;

    @BeforeEach
    void start() throws Exception {
        table.tells(desk);
        table.agreed(R1, S1);
        for (int i = 0; i < 300; i++) {
            table.frame();
        }
        World world = World.real();
        index = SqliteIndex.open(world.disk(), Files.createDirectories(directory.resolve("index")));
        Timeline timeline = new Timeline(index, new LocalHolders(world.disk(), S1, Map.of()), world.clock());
        web = new TestWeb(
                directory,
                WebLimits.NORMAL,
                new MediaRoutes(new NodeId("m1"), new TestGuard(), desk, timeline, viewed, table),
                new HlsRoutes(desk, viewed, table),
                new StoredRoutes(
                        timeline,
                        Movies.in(world.disk(), directory.resolve("movies"), timeline),
                        _ -> Optional.of(R1),
                        viewed));
        camera = Thread.ofPlatform().daemon().start(() -> {
            while (runs.get()) {
                synchronized (turn) {
                    table.frame();
                }
                World.real().clock().pauseUs(8_000);
            }
        });
    }

    @AfterEach
    void end() throws InterruptedException {
        runs.set(false);
        camera.join();
        web.close();
        index.close();
    }

    /// One browser.
    private final class Browser implements WebSocket.Listener {

        private final List<String> words = new CopyOnWriteArrayList<>();
        private final List<ByteBuffer> pictures = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteBuffer binary = ByteBuffer.allocate(1 << 20);
        private final AtomicBoolean isReading = new AtomicBoolean(true);
        private final AtomicBoolean ended = new AtomicBoolean();
        private final WebSocket socket;

        Browser(String who) throws Exception {
            socket = web.http
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + who)
                    .subprotocols("lidless.live.1")
                    .buildAsync(
                            web.uri("/api/live").resolve("wss://127.0.0.1:" + web.server.port() + "/api/live"), this)
                    .get(10, TimeUnit.SECONDS);
            assertThat(socket.getSubprotocol()).isEqualTo("lidless.live.1");
        }

        void say(String json) {
            socket.sendText(json, true).join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                words.add(text.toString());
                text.setLength(0);
            }
            more(from);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            binary.put(part);
            if (last) {
                ByteBuffer whole = ByteBuffer.allocate(binary.flip().remaining());
                pictures.add(whole.put(binary).flip());
                binary.clear();
            }
            more(from);
            return null;
        }

        private void more(WebSocket from) {
            if (isReading.get()) {
                from.request(1);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ended.set(true);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            ended.set(true);
        }

        boolean heard(String part) {
            return words.stream().anyMatch(each -> each.contains(part));
        }

        List<ByteBuffer> samples() {
            return pictures.stream().filter(each -> each.get(1) == 2).toList();
        }

        long frame(ByteBuffer message) {
            return message.getLong(message.limit() - 8);
        }
    }

    private static String recorder(ByteBuffer message) {
        byte[] name = new byte[message.get(3)];
        message.get(64, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    @Test
    void aBrowserSeesEveryFrameOnceThroughATakeover() throws Exception {
        Browser browser = new Browser("gate");
        browser.say("{\"do\":\"open\",\"id\":7,\"camera\":\"gate\"}");
        await().until(() -> browser.samples().size() > 60);
        assertThat(browser.words.getFirst()).contains("\"tell\":\"hello\"", "\"server\":\"m1\"");
        assertThat(browser.heard("\"tell\":\"opened\",\"id\":7")).isTrue();
        assertThat(browser.heard("avc1.42001e")).isTrue();
        assertThat(browser.pictures.getFirst().get(1)).isEqualTo((byte) 1);
        synchronized (turn) {
            table.kill(R1);
            table.agreed(S1, R1);
        }
        int before = browser.samples().size();
        await().until(() -> browser.samples().size() > before + 60);
        List<ByteBuffer> samples = browser.samples();
        long axisUs = -1;
        for (int i = 0; i < samples.size(); i++) {
            ByteBuffer each = samples.get(i);
            assertThat(browser.frame(each)).isEqualTo(browser.frame(samples.getFirst()) + i);
            assertThat(each.getInt(4)).isEqualTo(7);
            assertThat(each.getLong(16)).isGreaterThan(axisUs);
            axisUs = each.getLong(16);
        }
        assertThat(samples.getFirst().get(2) & 5).as("begins with a key sample").isEqualTo(1);
        assertThat(recorder(samples.getFirst())).isEqualTo("r1");
        assertThat(recorder(samples.getLast())).isEqualTo("s1");
        assertThat(axisUs).isEqualTo((samples.size() - 1) * RingsOnATable.FRAME_US);
        assertThat(browser.heard("\"seam\":\"same\"")).isTrue();
        assertThat(browser.heard("\"tell\":\"gap\"")).isFalse();
        assertThat(seen).containsExactly("gate live-viewed gate/main");
    }

    @Test
    void whoComesBackGoesOnBehindWhatItShowed() throws Exception {
        Browser first = new Browser("gate");
        first.say("{\"do\":\"open\",\"id\":7,\"camera\":\"gate\"}");
        await().until(() -> first.samples().size() > 30);
        first.socket.abort();
        ByteBuffer last = first.samples().getLast();
        String after = String.format(
                "{\"run\":\"%016x\",\"number\":%d,\"hash\":\"%016x\",\"captureUs\":%d,\"axisUs\":%d}",
                last.getLong(32), last.getLong(40), last.getLong(48), last.getLong(8), last.getLong(16));
        Browser second = new Browser("gate");
        second.say("{\"do\":\"open\",\"id\":1,\"camera\":\"gate\",\"after\":" + after + "}");
        await().until(() -> second.samples().size() > 5);
        ByteBuffer next = second.samples().getFirst();
        assertThat(second.frame(next)).isEqualTo(first.frame(last) + 1);
        assertThat(next.get(2) & 4).as("a decoder goes on with it").isEqualTo(4);
        assertThat(next.getLong(16) - last.getLong(16))
                .as("soon behind it, so that a media source throws nothing away")
                .isBetween(1L, RingsOnATable.FRAME_US);
    }

    /// The camera's time goes five times as fast as the test's.
    @Test
    void aTabThatStopsReadingKeepsNobodyWaitingAndIsCutOff() throws Exception {
        synchronized (turn) {
            table.withFrameBytes(20_000);
        }
        Browser slow = new Browser("root");
        slow.isReading.set(false);
        slow.say("{\"do\":\"open\",\"id\":7,\"camera\":\"gate\"}");
        Browser other = new Browser("gate");
        other.say("{\"do\":\"open\",\"id\":7,\"camera\":\"gate\"}");
        await().atMost(30, TimeUnit.SECONDS).until(() -> other.samples().size() > 1_000);
        List<ByteBuffer> samples = other.samples();
        assertThat(other.frame(samples.getLast())).isEqualTo(other.frame(samples.getFirst()) + samples.size() - 1);
        assertThat(slow.samples()).hasSizeLessThan(2);
        slow.socket.request(Long.MAX_VALUE);
        await().atMost(30, TimeUnit.SECONDS).until(slow.ended::get);
        assertThat(slow.samples().size()).as("what waited for it").isLessThan(600);
    }

    @Test
    void tabsThatAreClosedLeaveNothingBehind() throws Exception {
        List<Browser> tabs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tabs.add(new Browser("root"));
            tabs.getLast().say("{\"do\":\"open\",\"id\":7,\"camera\":\"gate\"}");
        }
        await().until(() -> tabs.stream().allMatch(tab -> tab.samples().size() > 3));
        Browser oneTooMany = new Browser("root");
        await().until(oneTooMany.ended::get);
        tabs.forEach(tab -> tab.socket.abort());
        await().until(() -> {
            Browser again = new Browser("root");
            await().until(() -> again.ended.get() || again.heard("hello"));
            again.socket.abort();
            return again.heard("hello");
        });
    }

    @Test
    void whoWaitsForAPartThatNeverComesIsAnsweredAllTheSame() throws Exception {
        HttpResponse<String> answer =
                web.send(web.as("gate", "/api/live/gate/index.m3u8?_HLS_msn=1000000&_HLS_part=1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("#EXTINF");
    }

    @Test
    void aPlayerReadsPartsAsTheyCome() throws Exception {
        String first = web.send(web.as("gate", "/api/live/gate/index.m3u8")).body();
        assertThat(first)
                .contains("#EXT-X-MAP:URI=\"h", "#EXT-X-PART-INF:PART-TARGET=0.32", "CAN-BLOCK-RELOAD=YES")
                .contains("#EXT-X-PROGRAM-DATE-TIME:", "INDEPENDENT=YES", "#EXTINF:1.00000,");
        String hint = first.substring(first.indexOf("TYPE=PART,URI=\"") + 15);
        String name = hint.substring(0, hint.indexOf('"'));
        HttpResponse<byte[]> part = web.http.send(
                web.as("gate", "/api/live/gate/" + name).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(part.statusCode()).as(name).isEqualTo(200);
        assertThat(new String(part.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("moof");
        String[] numbers = name.substring(1).split("\\.", -1);
        String later = web.send(web.as(
                        "gate",
                        "/api/live/gate/index.m3u8?_HLS_msn=" + (Long.parseLong(numbers[0]) + 1) + "&_HLS_part=1"))
                .body();
        assertThat(later).contains("p" + (Long.parseLong(numbers[0]) + 1) + ".1.mp4");
        String head = first.substring(first.indexOf("URI=\"h") + 5);
        HttpResponse<String> begin = web.send(web.as("gate", "/api/live/gate/" + head.substring(0, head.indexOf('"'))));
        assertThat(begin.body()).contains("ftyp", "avc1");
        assertThat(web.send(web.as("gate", "/api/live/gate/master.m3u8")).body())
                .contains("CODECS=\"avc1.42001e\",RESOLUTION=640x360");
        assertThat(web.send(web.as("gate", "/api/live/gate/s999999.mp4")).statusCode())
                .isEqualTo(404);
        assertThat(web.send(web.as("gate", "/api/live/yard/index.m3u8")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatIsNotInTheArchiveIsSaidSo() throws Exception {
        String span = "from=2026-11-22T10:00:00Z&to=2026-11-22T11:00:00Z";
        HttpResponse<String> lanes = web.send(web.as("root", "/api/timeline?camera=gate&camera=yard&px=500&" + span));
        assertThat(lanes.statusCode()).as(lanes.body()).isEqualTo(200);
        assertThat(lanes.body()).contains("\"camera\":\"yard\"", "\"home\":\"r1\"", "\"spans\":[]", "\"px\":500");
        assertThat(web.send(web.as("gate", "/api/footage/gate/movie.mp4?" + span))
                        .statusCode())
                .isEqualTo(404);
        assertThat(web.send(web.as("gate", "/api/footage/gate/still.mp4?at=2026-11-22T10:00:00Z"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(web.send(web.as("gate", "/api/footage/gate/movie.mp4?from=2026-11-22T10:00:00Z"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(web.send(web.as("gate", "/api/footage/yard/still.mp4?at=2026-11-22T10:00:00Z"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodySeesWhatIsNotTheirs() throws Exception {
        Browser browser = new Browser("gate");
        browser.say("{\"do\":\"open\",\"id\":7,\"camera\":\"yard\"}");
        browser.say("{\"do\":\"dance\",\"id\":8}");
        browser.say("no JSON at all");
        await().until(() -> browser.heard("LID-ACC-003") && browser.heard("dance"));
        assertThat(browser.samples()).isEmpty();
        await().until(() -> browser.heard("\"tell\":\"beat\""));
        browser.say("{\"do\":\"replay\",\"id\":9,\"camera\":\"gate\",\"fromUs\":1}");
        await().until(() -> browser.heard("nothing of it is in the archive"));
    }
}
