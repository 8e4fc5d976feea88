package org.lidless.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// Inputs that were worth keeping, one file each, in a folder for each target. What once broke something is in it for
/// good.
final class Corpus {

    static final Path PLACE = Path.of("src/test/resources/fuzz");

    private Corpus() {}

    static List<byte[]> of(Target target) throws IOException {
        Path folder = PLACE.resolve(target.name());
        List<byte[]> inputs = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        return inputs;
    }

    /// Keeps an input; returns where.
    static Path keep(Target target, byte[] input) throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(input);
        Path file = PLACE.resolve(target.name()).resolve("%08x.bin".formatted(checksum.getValue()));
        Files.createDirectories(file.getParent());
        Files.write(file, input);
        return file;
    }
}
