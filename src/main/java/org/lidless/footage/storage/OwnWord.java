package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// What a catalogue would say of a segment, from the file itself.
final class OwnWord {

    private OwnWord() {}

    /// @throws BadSegmentException when not even its beginning can be read
    static List<CatalogueRecord> of(Disk disk, Path path, SegmentName name, Progress progress)
            throws IOException, BadSegmentException {
        try (DiskFile file = disk.openToRead(path)) {
            SegmentFront front = SegmentFront.read(file);
            SegmentEnd end = SegmentEnd.read(file);
            Optional<TrailerBox> trailer = end.trailer();
            CatalogueRecord content;
            if (trailer.isPresent()) {
                TrailerBox box = trailer.get();
                content = new SegmentSealed(
                        name, box.span(), box.firstNumber(), box.samples(), file.size(), box.sha256(), box.recovered());
            } else {
                SegmentAudit audit = SegmentAudit.of(file, front, end, name.file(), progress);
                content = new SegmentSuspect(
                        name, "no catalogue knows it", audit.span(), audit.firstNumber(), audit.samples(), audit.end());
            }
            return List.of(new SegmentOpened(name, front.header().quality()), content);
        }
    }
}
