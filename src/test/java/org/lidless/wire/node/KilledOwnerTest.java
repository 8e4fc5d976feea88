package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;

/// The owner is a process of its own, and is killed, or stands still.
@Tag("process")
class KilledOwnerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final World world = World.real();
    private final HeardOwner shadow = new HeardOwner();
    private Process owner;
    private WatermarkLink link;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        authority.issue(Given.R1, List.of(), directory.resolve("r1"));
        NodeCredentials ours =
                NodeCredentials.load(world, authority.issue(Given.S1, List.of(), directory.resolve("s1")));
        owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerProcess.class.getName(),
                        directory.resolve("r1").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = owner.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = said.readLine();
        }
        assertThat(line).isNotNull();
        link = WatermarkLink.start(world, ours, Given.R1, "127.0.0.1:" + line.substring(5), shadow);
        link.follow(Set.of(Given.LOBBY));
        await().atMost(PATIENCE).until(() -> shadow.marks(Given.LOBBY).size() == 10);
    }

    @AfterEach
    void stop() {
        link.close();
        owner.destroyForcibly();
    }

    @Test
    void aKilledOwnerIsNoticedByItsClosedSocketAndByTheRefusedRedial() {
        long began = System.nanoTime();
        owner.destroyForcibly();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> shadow.sightings.size() >= 2);
        long closedMillis = (System.nanoTime() - began) / 1_000_000;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> shadow.sightings.size() >= 3);
        System.out.printf(
                "kill -9: closed after %d ms, refused after %d ms%n",
                closedMillis, (System.nanoTime() - began) / 1_000_000);
        assertThat(shadow.sightings).containsExactly("r1 7 HEARD", "r1 7 CLOSED", "r1 7 REFUSED");
    }

    @Test
    void anOwnerThatStandsStillIsSilentAndHeardAgain() throws Exception {
        signal("-STOP");
        long began = System.nanoTime();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> shadow.sightings.size() >= 2);
        System.out.printf("kill -STOP: silent after %d ms%n", (System.nanoTime() - began) / 1_000_000);
        signal("-CONT");
        await().atMost(PATIENCE).until(() -> shadow.sightings.size() >= 3);
        assertThat(shadow.sightings).containsExactly("r1 7 HEARD", "r1 7 SILENT", "r1 7 HEARD");
    }

    private void signal(String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(owner.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
