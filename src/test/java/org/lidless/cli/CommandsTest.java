package org.lidless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.wire.ControlFile;
import org.lidless.wire.ControlServer;
import org.lidless.wire.ScriptedControl;
import org.lidless.world.World;

/// What people read, word for word, from a node that answers by heart.
class CommandsTest {

    private final World world = World.real();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console =
            new Console(world, new PrintWriter(out, true), new PrintWriter(err, true), false, false, true);

    private ControlServer server;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws Exception {
        server = ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new ScriptedControl(),
                "token",
                (from, request) -> {});
        new ControlFile("http://127.0.0.1:" + server.port(), "token", 4711, "r1").write(world.disk(), data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void statusSaysWhatRecordsAndWhyNot() {
        assertThat(run("status")).isEqualTo(ExitCode.NOT_HEALTHY);
        assertThat(out).hasToString("""
                recorder r1   running for 1 min 1 s   process 4711   version 0.1.0   2026-11-22T04:01:01.500Z

                CAMERA  STATE               SINCE                     CODEC  SIZE       FPS   MBIT/S  LAST DURABLE  HINDERED BY  MISSING 1 H    24 H
                cam-1   ● recording         2026-11-22T04:00:01.000Z  H.264  1920x1080  25.0  4.02    0.4 s ago     –            2.5 s network  30.3 s network
                cam-2   ■ password-refused  2026-11-22T04:00:02.000Z  –      –          –     –       –             camera       –              –
                  cam-2: LID-CAM-004 Camera cam-2 refused the password of user viewer.
                    Footage: cam-2 is not recorded.
                    To do:   Enter the right password.
                  cam-2: needs-person after 3 calls

                POOL  STATE    FREE    USED     LASTS  PATH
                main  ● ready  1.5 TB  30.0 MB  –      /srv/video
                """);
    }

    @Test
    void statusAsJsonIsAPromise() {
        run("status", "-o", "json");
        assertThat(out.toString())
                .startsWith("{\n  \"version\" : 1,\n  \"node\" : \"r1\",")
                .contains("\"now\" : \"2026-11-22T04:01:01.500000Z\"")
                .contains("\"step\" : \"needs-person\"", "\"hindrance\" : \"camera\"")
                .contains("\"lastDurable\" : \"2026-11-22T04:01:01.100000Z\"")
                .contains("\"code\" : \"LID-CAM-004\"")
                .contains("\"healthy\" : false");
    }

    @Test
    void footageIsListedWithItsGaps() {
        assertThat(run("footage", "list", "--camera", "cam-1")).isZero();
        assertThat(out).hasToString("""
                camera cam-1/main   2026-11-22T04:00:00.000Z to 2026-11-22T04:01:00.000Z
                FROM                      TO                        LENGTH    WHAT    RECORDER OR CAUSE
                2026-11-22T04:00:00.000Z  2026-11-22T04:00:20.000Z  20.000 s  ● have  r1
                2026-11-22T04:00:20.000Z  2026-11-22T04:00:24.800Z  4.800 s   ■ gap   recorder-down
                1 gap, 4.800 s missing.
                """);
    }

    @Test
    void gapsAloneHaveTheirCause() {
        assertThat(run("footage", "gaps", "--camera", "cam-1", "--from", "-5m")).isZero();
        assertThat(out.toString()).contains("■ gap  recorder-down").doesNotContain("have");
    }

    @Test
    void anExportSaysWhatItHolds() {
        assertThat(run(
                        "export",
                        "start",
                        "--camera",
                        "cam-1",
                        "--from",
                        "2026-11-22T05:00:00+01:00",
                        "--to",
                        "now",
                        "out.mp4"))
                .isZero();
        assertThat(out).hasToString("""
                export 1   done   /tmp/out.mp4   30.0 MB
                camera cam-1/main   2026-11-22T03:59:59.500Z to 2026-11-22T04:01:00.000Z   1512 frames
                GAP FROM                  TO                        LENGTH   CAUSE
                2026-11-22T04:00:20.000Z  2026-11-22T04:00:24.800Z  4.800 s  recorder-down
                """);
        assertThat(err).hasToString("export 1  100 %  30.0 MB  60.0 MB/s\n");
    }

    @Test
    void aCodeIsExplained() {
        assertThat(Commands.run(console, List.of(), "explain", "lid-node-003")).isZero();
        assertThat(out.toString())
                .startsWith("LID-NODE-003  The data directory is in use by another process\n\nTwo processes");
        assertThat(Commands.run(console, List.of(), "explain", "LID-X")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("LID-REQ-001: There is no code \"LID-X\".");
    }

    @Test
    void aWrongCommandSaysSoInThreeLines() {
        assertThat(run("footage", "list")).isEqualTo(ExitCode.USAGE);
        assertThat(err).hasToString("""
                LID-REQ-001: Missing required option: '--camera=C'
                  Footage: Not concerned: nothing was done.
                  To do:   lidless footage list --help shows how it is used.
                """);
        assertThat(run("footage", "list", "--camera", "c", "--from", "yesterday"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("\"yesterday\" is not a time; write 2026-11-22T04:01:53.5Z, now, or -5m");
        assertThat(run("footage")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void withoutARecorderItSaysHowToStartOne() {
        server.close();
        assertThat(run("status")).isEqualTo(ExitCode.NOT_REACHABLE);
        assertThat(Commands.run(
                        console,
                        List.of(),
                        "status",
                        "--data",
                        data.resolve("none").toString()))
                .isEqualTo(ExitCode.NOT_REACHABLE);
        assertThat(err.toString()).contains("LID-NODE-002: No recorder is running on the data directory ");
    }

    @Test
    void reindexIsRefusedWhileTheDirectoryIsInUse() throws Exception {
        try (DataDirectory held = DataDirectory.lock(world.disk(), data)) {
            assertThat(held.path()).isEqualTo(data);
            assertThat(run("reindex")).isEqualTo(ExitCode.REFUSED);
            assertThat(err.toString()).startsWith("LID-NODE-003: The data directory " + data + " is in use");
        }
        assertThat(run("reindex")).isZero();
        assertThat(out).hasToString("No recorder has used a pool with this data directory yet.\n");
    }

    @Test
    void verifyKnowsAPoolFromADirectory() {
        assertThat(Commands.run(console, List.of(), "verify", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(data + " is not a pool: it has no identity file.");
    }

    @Test
    void everyVerbHasHelp() {
        for (String verb : List.of("status", "verify", "reindex", "explain")) {
            assertThat(Commands.run(console, List.of(), verb, "--help")).isZero();
        }
        assertThat(Commands.run(console, List.of(), "--version")).isZero();
        assertThat(out.toString()).contains("Usage: lidless status").contains("lidless development");
    }

    private int run(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = data.toString();
        return Commands.run(console, List.of(), all);
    }
}
