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
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.SegmentEnded;
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

    static final SegmentSurvey NOTHING = new SegmentSurvey(OptionalLong.empty(), OptionalLong.empty());

    static SegmentSurvey of(Disk disk, Path path, SegmentRow row, Optional<Long> sinceUs) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            List<Whole> fragments = whole(file, SegmentRepair.end(file, row));
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

    /// Where a segment ends that its writer left open; empty when it has nothing whole, or is not there.
    static Optional<SegmentEnded> end(Disk disk, Path path, SegmentName name) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            List<Whole> fragments = whole(file, SegmentEnd.read(file));
            if (fragments.isEmpty()) {
                return Optional.empty();
            }
            long fromUs = Long.MAX_VALUE;
            long toUs = Long.MIN_VALUE;
            long samples = 0;
            for (Whole each : fragments) {
                fromUs = Math.min(fromUs, each.box().firstTimeUs());
                toUs = Math.max(toUs, each.box().endTimeUs());
                samples += each.box().count();
            }
            return Optional.of(new SegmentEnded(
                    name,
                    new TimeSpan(fromUs, toUs),
                    fragments.getFirst().box().firstNumber(),
                    samples,
                    fragments.getLast().end()));
        } catch (NoSuchFileException | BadSegmentException nothingThere) {
            return Optional.empty();
        }
    }

    private static List<Whole> whole(DiskFile file, SegmentEnd end) throws IOException, BadSegmentException {
        SegmentWalk walk = end.walk(file, SegmentFront.read(file).end());
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
        return fragments;
    }

    private static boolean bodyMatches(DiskFile file, Whole fragment) throws IOException {
        int length = (int) fragment.box().bodyBytes();
        ByteBuffer body = new FileWindow(file, length).at(fragment.bodyAt(), length);
        CRC32C crc = new CRC32C();
        crc.update(body);
        return body.limit() == length && (int) crc.getValue() == fragment.box().bodyChecksum();
    }
}
