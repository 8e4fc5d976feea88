package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.VideoCodec;
import org.lidless.world.World;

class LedgerTest {

    private static final CameraId CAMERA = new CameraId("cam-3");
    private static final UUID RUN = new UUID(1, 2);

    @TempDir
    Path directory;

    @Test
    void saysWhatWasSentToWhom() throws IOException {
        try (Ledger ledger = open()) {
            ledger.opened("0a", 1_000, 10, "tcp", "127.0.0.1:5");
            var frame = new Frame(
                    0, 2_000, 1_010, 0, true, VideoCodec.H264, List.of(new byte[] {0x65, 1, 2}, new byte[] {1}));
            ledger.frame(frame, List.of("0a", "0b"), List.of());
            ledger.frame(
                    new Frame(1, 3_000, 2_010, 3600, false, VideoCodec.H264, List.of(new byte[] {1})),
                    List.of(),
                    List.of("0a"));
            ledger.closed("0a", 4_000, 3_010, "teardown");
            ledger.ended(5_000, 4_010);
        }
        assertThat(lines())
                .containsExactly(
                        "lidless-ledger 1 00000000-0000-0001-0000-000000000002 cam-3 unstamped H264",
                        "open 0a 1000 10 tcp 127.0.0.1:5",
                        // sha256 of 00000003 650102 00000001 01
                        "frame 0 2000 1010 1 12 " + HASH_OF_FIRST + " 0a,0b -",
                        "frame 1 3000 2010 0 5 " + HASH_OF_SECOND + " - 0a",
                        "close 0a 4000 3010 teardown",
                        "end 5000 4010");
    }

    private static final String HASH_OF_FIRST = "f32c539a4956bcf37674313c21885b09";
    private static final String HASH_OF_SECOND = "a1f9a549ddc784959537f084c79ac556";

    @Test
    void goesOnBehindATornLineOfAKilledRun() throws IOException {
        open().close();
        Files.writeString(directory.resolve("cam-3.ledger"), "frame 0 20", StandardOpenOption.APPEND);
        open().close();
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).isEqualTo("frame 0 20");
        assertThat(lines().get(2)).startsWith("lidless-ledger 1 ");
    }

    private Ledger open() throws IOException {
        return Ledger.open(World.real().disk(), directory, CAMERA, RUN, false, VideoCodec.H264);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("cam-3.ledger"));
    }
}
