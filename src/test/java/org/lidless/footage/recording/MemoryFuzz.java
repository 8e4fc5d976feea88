package org.lidless.footage.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;
import org.lidless.sim.SimulatedDisk;
import org.lidless.world.DiskFile;

/// What a recorder remembers of its cameras, as a failing disk may give it back.
public final class MemoryFuzz {

    private static final Path DIRECTORY = Path.of("/data");

    private MemoryFuzz() {}

    public static List<Target> targets() {
        return List.of(Parser.of(
                "camera-memory",
                List.of("lidless-cameras 1 0123456789abcdef\ncam-1 0123456789abcdef0123456789abcdef 1 3 77"
                        + " rtsp%3A%2F%2F192.0.2.1%2Fa+b%3Fc%3Dd 12+34%3Bx\ncam-2 00 0 0 0  \n"),
                List.of("lidless-cameras 1 ", "%", " ", "\n", "%zz"),
                MemoryFuzz::memory));
    }

    private static long memory(byte[] input) throws IOException {
        var disk = new SimulatedDisk(1);
        disk.createDirectories(DIRECTORY);
        try (DiskFile file = disk.create(DIRECTORY.resolve(CameraMemories.FILE))) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(input)}, 0);
        }
        CameraMemories memories = CameraMemories.load(disk, DIRECTORY, new SeededChance(5));
        return memories.known();
    }
}
