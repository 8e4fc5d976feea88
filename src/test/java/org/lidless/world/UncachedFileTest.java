package org.lidless.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is appended past the page cache is what is read, whatever the pieces, on this machine's own file system.
final class UncachedFileTest {

    private static final int LARGEST = 3 << 20;

    @TempDir
    private Path directory;

    private static ByteBuffer[] parts(SplittableRandom random, byte[] bytes) {
        int cut = random.nextInt(bytes.length + 1);
        ByteBuffer direct = ByteBuffer.allocateDirect(cut).put(bytes, 0, cut).flip();
        return new ByteBuffer[] {direct, ByteBuffer.wrap(bytes, cut, bytes.length - cut), ByteBuffer.allocate(0)};
    }

    @Test
    void whatIsAppendedIsWhatIsRead() throws IOException {
        SystemDisk disk = new SystemDisk();
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 10; round++) {
            Path path = directory.resolve("file-" + round);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            try (DiskFile file = disk.createToAppend(path)) {
                for (int write = 0; write < 12; write++) {
                    int length = write == 6 ? LARGEST - 7 : random.nextInt(1, write % 3 == 0 ? 40 : 20_000);
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    file.write(parts(random, bytes), expected.size());
                    file.force();
                    expected.write(bytes);
                    byte[] found = Files.readAllBytes(path);
                    assertThat(found.length).isBetween(expected.size(), expected.size() + Disk.BLOCK_BYTES_MAX);
                    assertThat(Arrays.copyOf(found, expected.size())).isEqualTo(expected.toByteArray());
                    assertThat(Arrays.copyOfRange(found, expected.size(), found.length))
                            .containsOnly(new byte[found.length - expected.size()]);
                }
                assertThat(file.size()).isEqualTo(expected.size());
                file.truncate(expected.size());
            }
            assertThat(Files.readAllBytes(path)).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void itIsCreatedAnewAndOnlyAppendedTo() throws IOException {
        SystemDisk disk = new SystemDisk();
        Path path = directory.resolve("file");
        try (UncachedFile file = uncached(disk, path)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[10])}, 0);
            assertThatThrownBy(() -> file.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[10])}, 4))
                    .hasMessageContaining("is not the end");
            assertThatThrownBy(() -> file.truncate(4)).hasMessageContaining("only the end");
        }
        assertThatThrownBy(() -> disk.createToAppend(path)).isInstanceOf(FileAlreadyExistsException.class);
    }

    private static UncachedFile uncached(SystemDisk disk, Path path) throws IOException {
        DiskFile file = disk.createToAppend(path);
        assertThat(file)
                .as("the temporary directory's file system takes direct writes")
                .isInstanceOf(UncachedFile.class);
        return (UncachedFile) file;
    }
}
