package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.world.Disk;

/// A chain's files as they are read by others, also while records are written. Any thread.
public final class AuditChain {

    private AuditChain() {}

    /// One of the files.
    ///
    /// @param text as it stands there
    /// @param more whether there are further ones
    public record Part(String text, boolean more) {}

    /// @param number from 0, in order; behind the last there is nothing
    public static Part part(Disk disk, Path chain, int number) throws IOException {
        List<Path> files = AuditFiles.of(disk, chain);
        if (number < 0 || number >= files.size()) {
            return new Part("", false);
        }
        byte[] whole = disk.readWhole(files.get(number), AuditFiles.READ_BYTES_MAX);
        return new Part(new String(whole, StandardCharsets.UTF_8), number + 1 < files.size());
    }

    /// A record and its line.
    public record Stored(AuditRecord record, String line) {}

    /// Records behind a number, in order, the same one once.
    ///
    /// @param countMax how many at most
    public static List<Stored> after(Disk disk, Path chain, long number, int countMax) throws IOException {
        List<Path> files = AuditFiles.of(disk, chain);
        int first = 0;
        for (int at = 0; at < files.size(); at++) {
            first = AuditFiles.firstNumber(files.get(at)) <= number + 1 ? at : first;
        }
        // What the disk failed to keep is again in a file behind it, perhaps of the same number.
        first = Math.max(0, first - 1);
        List<Stored> found = new ArrayList<>();
        long last = number;
        for (Path file : files.subList(first, files.size())) {
            for (String line : AuditFiles.lines(disk, file, AuditFiles.READ_BYTES_MAX)) {
                Optional<AuditLine> decoded = AuditLine.decode(line);
                if (decoded.isPresent() && decoded.get().record().number() > last && found.size() < countMax) {
                    last = decoded.get().record().number();
                    found.add(new Stored(decoded.get().record(), line));
                }
            }
        }
        return found;
    }

    /// The hash of the record of a number, as its line says it; empty when there is none.
    public static Optional<Sha256> hashOf(Disk disk, Path chain, long number) throws IOException {
        if (number < 1) {
            return Optional.empty();
        }
        for (Path file : AuditFiles.of(disk, chain).reversed()) {
            for (String line : AuditFiles.lines(disk, file, AuditFiles.READ_BYTES_MAX)) {
                Optional<AuditLine> decoded =
                        AuditLine.decode(line).filter(each -> each.record().number() == number);
                if (decoded.isPresent()) {
                    return decoded.map(AuditLine::hash);
                }
            }
        }
        return Optional.empty();
    }
}
