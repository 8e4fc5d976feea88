package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.lidless.world.DiskFile;

/// Where a segment's fragments end at the latest.
///
/// @param limit   start of the trailer, or length of the file without one
/// @param trailer what a sealed segment ends with
record SegmentEnd(long limit, Optional<TrailerBox> trailer) {

    static SegmentEnd read(DiskFile file) throws IOException {
        long size = file.size();
        long at = size - TrailerBox.BYTES;
        if (at < 0) {
            return new SegmentEnd(size, Optional.empty());
        }
        ByteBuffer bytes = new FileWindow(file, TrailerBox.BYTES).at(at, TrailerBox.BYTES);
        try {
            return new SegmentEnd(at, Optional.of(TrailerBox.decode(bytes)));
        } catch (BadSegmentException none) {
            return new SegmentEnd(size, Optional.empty());
        }
    }

    SegmentWalk walk(DiskFile file, long from) {
        return new SegmentWalk(file, from, limit, trailer.isPresent());
    }
}
