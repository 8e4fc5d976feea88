package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.lidless.footage.storage.SegmentWalk.Piece;
import org.lidless.footage.storage.SegmentWalk.Whole;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// How far an unsealed segment is durable, found quickly: boxes only, and the bodies of the last fragments, because
/// only those can be torn.
///
/// @param endUs        latest end of showing; empty without a whole fragment
/// @param firstSinceUs earliest fragment that begins at or after the time that was asked for
record SegmentSurvey(OptionalLong endUs, OptionalLong firstSinceUs) {

    private static final SegmentSurvey NOTHING = new SegmentSurvey(OptionalLong.empty(), OptionalLong.empty());

    static SegmentSurvey of(Disk disk, Path path, SegmentRow row, Optional<Long> sinceUs) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            SegmentFront front = SegmentFront.read(file);
            SegmentWalk walk = SegmentRepair.end(file, row).walk(file, front.end());
            List<Whole> fragments = new ArrayList<>();
            Optional<Piece> piece = walk.next();
            while (piece.isPresent()) {
                if (piece.get() instanceof Whole whole) {
                    fragments.add(whole);
                }
                piece = walk.next();
            }
            while (!fragments.isEmpty() && !bodyMatches(file, fragments.getLast())) {
                fragments.removeLast();
            }
            return new SegmentSurvey(
                    fragments.stream().mapToLong(each -> each.box().endTimeUs()).max(),
                    fragments.stream()
                            .mapToLong(each -> each.box().firstTimeUs())
                            .filter(first -> sinceUs.isPresent() && first >= sinceUs.get())
                            .min());
        } catch (NoSuchFileException | BadSegmentException nothingThere) {
            return NOTHING;
        }
    }

    private static boolean bodyMatches(DiskFile file, Whole fragment) throws IOException {
        int length = (int) fragment.box().bodyBytes();
        ByteBuffer body = new FileWindow(file, length).at(fragment.bodyAt(), length);
        CRC32C crc = new CRC32C();
        crc.update(body);
        return body.limit() == length && (int) crc.getValue() == fragment.box().bodyChecksum();
    }
}
