package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.Sha256;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.Box;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.media.mp4.ExportHash;
import org.lidless.footage.media.mp4.MovieTables;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Checks an exported movie: its boxes, its sample tables against the file's length, and the hash at its end.
final class MovieCheck {

    /// A larger `moov` is not read: it belongs to no export that this program makes.
    private static final int MOOV_BYTES_MAX = 1 << 29;

    private static final int BUFFER_BYTES = 1 << 20;

    private MovieCheck() {}

    static List<Finding> of(Disk disk, Path path, String name, Progress progress) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (DiskFile file = disk.openToRead(path)) {
            try {
                structure(file, name, findings);
                hash(file, name, progress, findings);
            } catch (BadMovieException bad) {
                findings.add(Finding.error(name, String.valueOf(bad.getMessage())));
            }
        }
        return findings;
    }

    private static void structure(DiskFile file, String name, List<Finding> findings)
            throws IOException, BadMovieException {
        long size = file.size();
        List<OuterBoxes.Place> boxes = OuterBoxes.all(file, size);
        if (boxes.isEmpty() || boxes.getFirst().type() != BoxType.FTYP) {
            throw new BadMovieException("it does not begin with ftyp: this is no MP4");
        }
        OuterBoxes.Place moov = boxes.stream()
                .filter(box -> box.type() == BoxType.MOOV)
                .findFirst()
                .orElseThrow(() -> new BadMovieException("it has no moov: no player can open it"));
        if (moov.bytes() > MOOV_BYTES_MAX) {
            throw new BadMovieException("its moov has " + moov.bytes() + " bytes");
        }
        ByteBuffer bytes = new FileWindow(file, (int) moov.bytes()).at(moov.at(), (int) moov.bytes());
        MovieTables tables = MovieTables.read(
                Box.first(bytes, BoxType.MOOV).orElseThrow(() -> new BadMovieException("its moov cannot be read")));
        NavigableMap<Long, Long> payload = new TreeMap<>();
        for (OuterBoxes.Place box : boxes) {
            if (box.type() == BoxType.MDAT) {
                payload.put(box.at(), box.at() + box.bytes());
            }
        }
        for (MovieTables.Chunk chunk : tables.chunks()) {
            Map.Entry<Long, Long> box = payload.floorEntry(chunk.at());
            if (box == null || chunk.at() + chunk.bytes() > box.getValue()) {
                findings.add(Finding.error(name, "samples are said to lie where there is no mdat")
                        .at(chunk.at()));
            }
        }
    }

    private static void hash(DiskFile file, String name, Progress progress, List<Finding> findings)
            throws IOException, BadMovieException {
        long at = file.size() - ExportHash.BYTES;
        Optional<Sha256> wanted = at < 0
                ? Optional.empty()
                : ExportHash.read(new FileWindow(file, ExportHash.BYTES).at(at, ExportHash.BYTES));
        if (wanted.isEmpty()) {
            findings.add(Finding.note(name, "it carries no hash of its own"));
            return;
        }
        MessageDigest digest = Digests.sha256();
        FileWindow window = new FileWindow(file, BUFFER_BYTES);
        for (long place = 0; place < at; place += BUFFER_BYTES) {
            digest.update(window.at(place, (int) Math.min(BUFFER_BYTES, at - place)));
            progress.at(name, place, at);
        }
        if (!wanted.get().equals(new Sha256(digest.digest()))) {
            findings.add(
                    Finding.error(name, "its bytes do not match the hash at its end: it was changed after export"));
        }
    }
}
