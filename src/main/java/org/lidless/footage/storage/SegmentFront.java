package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.Box;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.media.mp4.MovieHead;
import org.lidless.world.DiskFile;

/// The front of a segment: `ftyp`, `moov`, segment header.
///
/// @param companions tracks that go with the video, in order of their numbers
/// @param end        where the first fragment begins
record SegmentFront(SegmentHeader header, VideoParameters parameters, List<Companion> companions, long end) {

    private static final int BYTES_MAX = 256 << 10;
    private static final int READ_BYTES = 4096;
    private static final int BOX_HEAD_BYTES = 8;

    /// @throws BadSegmentException when the file does not begin as a segment does
    static SegmentFront read(DiskFile file) throws IOException, BadSegmentException {
        FileWindow window = new FileWindow(file, READ_BYTES);
        long movie = boxEnd(window, 0, BoxType.FTYP);
        long header = boxEnd(window, movie, BoxType.MOOV);
        long end = boxEnd(window, header, BoxType.UUID);
        ByteBuffer headerBytes = window.at(header, (int) (end - header));
        HeaderBox box = HeaderBox.decode(headerBytes);
        try {
            Box moov = Box.first(window.at(movie, (int) (header - movie)), BoxType.MOOV)
                    .orElseThrow(() -> new BadMovieException("no moov"));
            VideoParameters read = MovieHead.parameters(moov);
            VideoParameters whole = new VideoParameters(
                    read.codec(), read.parameterSets(), read.width(), read.height(), box.reorderDepth());
            return new SegmentFront(box.header(), whole, MovieHead.companions(moov), end);
        } catch (BadMovieException bad) {
            throw new BadSegmentException("the segment's front is damaged: " + bad.getMessage());
        }
    }

    private static long boxEnd(FileWindow window, long at, int type) throws IOException, BadSegmentException {
        ByteBuffer head = window.at(at, BOX_HEAD_BYTES);
        if (head.remaining() < BOX_HEAD_BYTES || head.getInt(4) != type) {
            throw new BadSegmentException("no " + BoxType.name(type) + " at byte " + at);
        }
        long size = Integer.toUnsignedLong(head.getInt(0));
        if (size < BOX_HEAD_BYTES
                || at + size > BYTES_MAX
                || window.at(at, (int) size).remaining() < size) {
            throw new BadSegmentException("box " + BoxType.name(type) + " at byte " + at + " has no possible length");
        }
        return at + size;
    }
}
