package org.lidless.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.RecordingSink.Beside;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.playback.live.RingsOnATable;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.access.PlayerGuard;
import org.lidless.web.rtsp.RtspDoor;
import org.lidless.web.rtsp.RtspParts;
import org.lidless.wire.Asker;
import org.lidless.wire.AuditBook;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// Live pictures by RTSP over real connections, from recorders on a table.
final class RtspDoorTest {

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
    private RtspDoor door;
    private Thread camera;

    @BeforeEach
    void start() throws Exception {
        table.tells(desk);
        table.agreed(R1, S1);
        table.withSound();
        for (int i = 0; i < 300; i++) {
            table.frame();
        }
        index = SqliteIndex.open(World.real().disk(), Files.createDirectories(directory.resolve("index")));
        web = new TestWeb(directory, WebLimits.NORMAL);
        door = open(true);
        camera = Thread.ofPlatform().daemon().start(() -> {
            while (runs.get()) {
                synchronized (turn) {
                    table.frame();
                }
                World.real().clock().pauseUs(8_000);
            }
        });
    }

    private final Clock fast = new Clock() {
        @Override
        public long wallUs() {
            return table.wallUs();
        }

        @Override
        public long elapsedUs() {
            return table.elapsedUs();
        }

        @Override
        public void pauseUs(long us) {
            World.real().clock().pauseUs(us / 5);
        }
    };

    private RtspDoor open(boolean isPlain) {
        return open(isPlain, World.real());
    }

    private RtspDoor open(boolean isPlain, World world) {
        PlayerGuard players = (authorization, ticket, from, what) -> authorization
                .map(said -> TestGuard.said(said, from))
                .orElseThrow(() -> ProblemCode.SIGN_IN_NEEDED.because("Nobody is signed in.", "Safe.", "Sign in."));
        Timeline timeline = new Timeline(index, new LocalHolders(world.disk(), S1, Map.of()), world.clock());
        return RtspDoor.open(
                new RtspParts(world, web.tls, isPlain, players, new TestGuard(), desk, timeline, viewed),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void end() throws InterruptedException {
        runs.set(false);
        camera.join();
        door.close();
        web.close();
        index.close();
    }

    private RtspPlayer player(String who) throws IOException {
        return new RtspPlayer(
                new Socket(InetAddress.getLoopbackAddress(), door.port()), who.isEmpty() ? "" : "Bearer " + who);
    }

    private String uri(String path) {
        return "rtsp://127.0.0.1:" + door.port() + path;
    }

    private static List<Long> numbers(RtspPlayer player) {
        return player.units().stream()
                .map(unit -> RingsOnATable.frame(ByteBuffer.wrap(unit)))
                .toList();
    }

    @Test
    void aPlayerGetsEveryFrameOnceThroughATakeover() throws Exception {
        try (RtspPlayer player = player("gate")) {
            Response described = player.ask("DESCRIBE", uri("/live/gate"));
            assertThat(described.body())
                    .contains("m=video 0 RTP/AVP 96", "H264/90000", "packetization-mode=1;profile-level-id=42001e")
                    .contains("sprop-parameter-sets=Z0IAHgE=,aAE=", "m=audio 0 RTP/AVP 0", "PCMU/8000")
                    .contains("a=control:" + uri("/live/gate/track1"));
            Response played = player.play(uri("/live/gate"), 2);
            assertThat(played.headers().first("RTP-Info").orElseThrow())
                    .contains("url=" + uri("/live/gate/track0") + ";seq=", ";rtptime=", "/track1;seq=");
            player.awaitSamples(60);
            synchronized (turn) {
                table.kill(R1);
                table.agreed(S1, R1);
            }
            int before = player.sink.samples().size();
            player.awaitSamples(before + 60);
            List<Long> numbers = numbers(player);
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).isEqualTo(numbers.getFirst() + i);
                assertThat(player.sink.samples().get(i).rtpTime())
                        .isEqualTo(player.sink.samples().getFirst().rtpTime() + i * 3_600);
            }
            assertThat(player.sink.samples().getFirst().key()).isTrue();
            List<Beside> heard = player.sink.companions(true);
            assertThat(heard).hasSizeGreaterThan(100);
            for (int i = 0; i < heard.size(); i++) {
                assertThat(heard.get(i).bytes().get(0)).isEqualTo((byte) (numbers.getFirst() + i));
                assertThat(heard.get(i).rtpTime()).isEqualTo(heard.getFirst().rtpTime() + 320 * i);
            }
            assertThat(player.frames(1)).as("sender reports").isPositive();
            assertThat(seen).containsExactly("gate live-viewed gate/main");
        }
    }

    @Test
    void aPausedPlayerGoesOnAtTheNewestKeySample() throws Exception {
        try (RtspPlayer player = player("root")) {
            player.play(uri("/live/gate?stream=main"), 1);
            player.awaitSamples(10);
            assertThat(player.ask("PAUSE", uri("/live/gate?stream=main")).status())
                    .isEqualTo(200);
            int paused = player.sink.samples().size();
            int time = player.sink.samples().getLast().rtpTime();
            String info = player.ask("PLAY", uri("/live/gate?stream=main"))
                    .headers()
                    .first("RTP-Info")
                    .orElseThrow();
            player.awaitSamples(paused + 5);
            assertThat(player.sink.samples().get(paused).key()).isTrue();
            assertThat(player.sink.samples().get(paused).rtpTime()).isEqualTo(time + 3_600);
            assertThat(info).endsWith(";rtptime=" + Integer.toUnsignedString(time + 3_600));
            assertThat(player.ask("TEARDOWN", uri("/live/gate")).status()).isEqualTo(200);
            assertThat(player.ask("PLAY", uri("/live/gate")).status()).isEqualTo(454);
        }
    }

    @Test
    void tlsIsSpokenOnTheSamePort() throws Exception {
        Socket secured = web.trusting.getSocketFactory().createSocket("127.0.0.1", door.port());
        try (RtspPlayer player = new RtspPlayer(secured, "Bearer gate")) {
            player.play("rtsps://127.0.0.1:" + door.port() + "/live/gate", 1);
            player.awaitSamples(30);
        }
        door.close();
        door = open(false);
        try (RtspPlayer player = player("gate")) {
            Response refused = player.ask("OPTIONS", uri("/live/gate"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("rtsps://");
        }
    }

    @Test
    void nobodySeesWhatIsNotTheirs() throws Exception {
        try (RtspPlayer nobody = player("");
                RtspPlayer gate = player("gate")) {
            Response refused = nobody.ask("DESCRIBE", uri("/live/gate"));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers().first("WWW-Authenticate").orElseThrow())
                    .startsWith("Basic ");
            for (String path : List.of("/live/yard", "/footage/yard?from=2026-11-22T10:00:00Z")) {
                assertThat(gate.ask("DESCRIBE", uri(path)).status()).as(path).isEqualTo(403);
                assertThat(gate.ask("SETUP", uri(path), "Transport", "RTP/AVP/TCP")
                                .status())
                        .isEqualTo(403);
            }
            assertThat(gate.ask("DESCRIBE", uri("/footage/gate?from=2026-11-22T10:00:00Z"))
                            .status())
                    .isEqualTo(404);
            assertThat(gate.ask("DESCRIBE", uri("/footage/gate?from=then")).status())
                    .isEqualTo(404);
            for (String path : List.of("/", "/live/", "/live/../gate", "/live/gate/../yard", "/footage/%2e%2e")) {
                assertThat(gate.ask("DESCRIBE", uri(path)).status()).as(path).isIn(403, 404);
            }
            assertThat(gate.ask("PLAY", uri("/live/gate")).status()).isEqualTo(454);
            assertThat(gate.ask("RECORD", uri("/live/gate")).status()).isEqualTo(501);
            assertThat(gate.ask("SETUP", uri("/live/gate"), "Transport", "RTP/AVP;unicast;client_port=5000-5001")
                            .status())
                    .isEqualTo(461);
            assertThat(gate.ask("SETUP", uri("/live/gate/track7"), "Transport", "RTP/AVP/TCP")
                            .status())
                    .isEqualTo(404);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void connectionsAreBoundedAndGarbageEndsThem() throws Exception {
        List<RtspPlayer> idle = new ArrayList<>();
        for (int i = 0; i < RtspDoor.OF_ADDRESS_MAX; i++) {
            idle.add(player("gate"));
        }
        await().until(() -> door.connections() == RtspDoor.OF_ADDRESS_MAX);
        try (RtspPlayer oneTooMany = player("gate")) {
            assertThatThrownBy(() -> oneTooMany.ask("OPTIONS", uri("/live/gate")))
                    .isInstanceOf(IOException.class);
        }
        for (RtspPlayer each : idle) {
            each.close();
        }
        await().until(() -> door.connections() == 0);
        try (Socket garbage = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            garbage.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThat(garbage.getInputStream().read()).isEqualTo(-1);
        }
    }

    /// It is brought forward to the newest key sample when it reads again, and nobody else notices.
    @Test
    void aPlayerThatStopsReadingKeepsNobodyWaiting() throws Exception {
        synchronized (turn) {
            table.withFrameBytes(60_000);
        }
        try (RtspPlayer slow = player("gate");
                RtspPlayer other = player("root")) {
            slow.play(uri("/live/gate"), 2);
            other.play(uri("/live/gate"), 2);
            other.awaitSamples(500);
            List<Long> numbers = numbers(other);
            assertThat(numbers.getLast()).isEqualTo(numbers.getFirst() + numbers.size() - 1);
            slow.awaitSamples(300);
            List<Long> shown = numbers(slow);
            assertThat(shown).isSorted().doesNotHaveDuplicates();
            assertThat(shown.getLast()).isGreaterThan(shown.getFirst() + shown.size() - 1);
            for (int i = 1; i < shown.size(); i++) {
                boolean goesOn = shown.get(i) == shown.get(i - 1) + 1;
                assertThat(goesOn || slow.sink.samples().get(i).key()).isTrue();
            }
            assertThat(slow.video.counts(0, 0).lost()).isZero();
        }
        await().until(() -> door.connections() == 0);
    }

    /// The camera's time goes five times as fast as the test's.
    @Test
    void aPlayerThatTakesNothingOrSaysNothingIsCutOff() throws Exception {
        synchronized (turn) {
            table.withFrameBytes(60_000);
        }
        door.close();
        door = open(
                true,
                new World(
                        fast,
                        World.real().chance(),
                        World.real().disk(),
                        World.real().network()));
        try (RtspPlayer stuck = player("gate");
                RtspPlayer silent = player("gate");
                RtspPlayer listening = player("gate")) {
            stuck.play(uri("/live/gate"), 2);
            listening.play(uri("/live/gate"), 2);
            await().until(() -> door.connections() == 3);
            listening.awaitSamples(25 * 30);
            await().until(() -> door.connections() == 1);
            assertThat(silent.isHungUp()).isTrue();
            listening.awaitSamples(25 * 31);
        }
    }
}
