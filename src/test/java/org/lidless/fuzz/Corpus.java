package org.lidless.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/// Inputs that were worth keeping, of each target: one file with those that lead down ways of their own, each behind
/// its length, and a folder with what once broke something, which stays for good.
final class Corpus {

    static final Path PLACE = Path.of("src/test/resources/fuzz");

    /// The most that is kept of one target's ways, bytes.
    private static final int BYTES_MAX = 40 << 10;

    private Corpus() {}

    static List<byte[]> of(Target target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        Path folder = PLACE.resolve(target.name());
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        if (Files.exists(ways(target))) {
            try (var in = new DataInputStream(Files.newInputStream(ways(target)))) {
                while (in.available() > 0) {
                    inputs.add(in.readNBytes(in.readInt()));
                }
            }
        }
        return inputs;
    }

    private static Path ways(Target target) {
        return PLACE.resolve(target.name() + ".inputs");
    }

    /// Keeps an input that broke something; returns where.
    static Path keep(Target target, byte[] input) throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(input);
        Path file = PLACE.resolve(target.name()).resolve("%08x.bin".formatted(checksum.getValue()));
        Files.createDirectories(file.getParent());
        Files.write(file, input);
        return file;
    }

    /// Keeps those inputs, the shortest first, as far as they fit.
    static void keepWays(Target target, List<byte[]> inputs) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        List<byte[]> sorted = new ArrayList<>(inputs);
        sorted.sort(Comparator.comparingInt(each -> each.length));
        for (byte[] each : sorted) {
            if (bytes.size() + 4 + each.length <= BYTES_MAX) {
                out.writeInt(each.length);
                out.write(each);
            }
        }
        Files.createDirectories(PLACE);
        Files.write(ways(target), bytes.toByteArray());
    }
}
