package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.lidless.footage.storage.journal.JournalReader.Found;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// What is in files of a journal, and how it gets into its segments. It may be of a process that is gone, of one on
/// another machine, or of this one. One thread.
public final class JournalLeft {

    static final String SUFFIX = ".journal";

    /// A piece and where its bytes lie.
    private record Lying(Path file, long at, long opening, long number, Piece piece) {}

    private final Disk disk;
    private final List<Path> files;
    private final Map<String, List<Lying>> pieces;

    private JournalLeft(Disk disk, List<Path> files, Map<String, List<Lying>> pieces) {
        this.disk = disk;
        this.files = files;
        this.pieces = pieces;
    }

    /// Looks for a journal.
    ///
    /// @param directory where it would be; nothing is in one that is not there
    public static JournalLeft in(Disk disk, Path directory) throws IOException {
        if (!disk.isDirectory(directory)) {
            return new JournalLeft(disk, List.of(), Map.of());
        }
        return of(
                disk,
                disk.list(directory).stream()
                        .filter(each -> each.toString().endsWith(SUFFIX))
                        .toList());
    }

    static JournalLeft of(Disk disk, List<Path> files) throws IOException {
        List<Lying> all = new ArrayList<>();
        Map<Long, Long> needed = new HashMap<>();
        for (Path file : files) {
            try (DiskFile open = disk.openToRead(file)) {
                for (Found each : JournalReader.commits(open)) {
                    CommitHead head = each.head();
                    needed.merge(head.opening(), head.needed(), Math::max);
                    for (Piece piece : head.pieces()) {
                        long at = each.at() + piece.at(head.blockBytes());
                        all.add(new Lying(file, at, head.opening(), head.number(), piece));
                    }
                }
            } catch (NoSuchFileException goneMeanwhile) {
                // Nothing in it was needed any more.
            }
        }
        all.removeIf(each -> each.number() < needed.getOrDefault(each.opening(), 0L));
        all.sort(Comparator.comparingLong(Lying::number));
        Map<String, List<Lying>> bySegment = new TreeMap<>();
        all.forEach(each -> bySegment
                .computeIfAbsent(each.piece().file(), first -> new ArrayList<>())
                .add(each));
        return new JournalLeft(disk, files, bySegment);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /// Whether it has anything of a segment.
    public boolean has(String name) {
        return pieces.containsKey(name);
    }

    /// Writes what it has of a segment into it, and forces it.
    ///
    /// @param name    the segment's path inside the pool
    /// @param segment where it is
    /// @throws NoSuchFileException when it is not there any more
    public void putBack(String name, Path segment) throws IOException {
        List<Lying> mine = pieces.getOrDefault(name, List.of());
        if (mine.isEmpty()) {
            return;
        }
        try (DiskFile open = disk.open(segment)) {
            long torn = -1;
            for (Lying each : mine) {
                if (each.number() == torn) {
                    continue;
                }
                ByteBuffer bytes = read(each);
                if (bytes.remaining() == each.piece().length()
                        && checksum(bytes) == each.piece().checksum()) {
                    open.write(new ByteBuffer[] {bytes}, each.piece().place());
                } else {
                    torn = each.number();
                }
            }
            open.force();
        }
    }

    private ByteBuffer read(Lying piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(piece.piece().length());
        try (DiskFile open = disk.openToRead(piece.file())) {
            while (bytes.hasRemaining() && open.read(bytes, piece.at() + bytes.position()) > 0) {
                // until all is read, or the file ends
            }
        }
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /// Deletes its files: nothing in them is needed any more.
    public void discard() throws IOException {
        for (Path file : files) {
            disk.delete(file);
        }
        if (!files.isEmpty()) {
            Path directory = files.getFirst().getParent();
            if (directory != null) {
                disk.forceDirectory(directory);
            }
        }
    }
}
