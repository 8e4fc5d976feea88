package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.world.DiskFile;

/// The outermost boxes of a file, by their heads only.
final class OuterBoxes {

    private static final int HEAD_BYTES = 16;
    private static final int BOXES_MAX = 10_000_000;
    private static final int FRONT_BYTES = 64 << 10;

    /// A box in `[at, at + bytes)`.
    record Place(int type, long at, long bytes) {}

    private OuterBoxes() {}

    /// @throws BadMovieException when a box reaches beyond the file
    static List<Place> all(DiskFile file, long size) throws IOException, BadMovieException {
        List<Place> places = new ArrayList<>();
        FileWindow window = new FileWindow(file, HEAD_BYTES);
        long at = 0;
        while (at < size) {
            ByteBuffer head = window.at(at, HEAD_BYTES);
            if (head.remaining() < 8 || places.size() == BOXES_MAX) {
                throw new BadMovieException("no box can begin at byte " + at);
            }
            long bytes = Integer.toUnsignedLong(head.getInt(0));
            if (bytes == 1 && head.remaining() == HEAD_BYTES) {
                bytes = head.getLong(8);
            } else if (bytes == 0) {
                bytes = size - at;
            }
            int type = head.getInt(4);
            if (bytes < 8 || bytes > size - at) {
                throw new BadMovieException("box " + BoxType.name(type) + " at byte " + at + " claims " + bytes
                        + " bytes; the file has " + (size - at) + " more");
            }
            places.add(new Place(type, at, bytes));
            at += bytes;
        }
        return places;
    }

    /// Whether the file's first bytes have a `uuid` box of this user type anywhere, even among damage.
    static boolean hasUserBox(DiskFile file, UUID type) throws IOException {
        ByteBuffer front = new FileWindow(file, FRONT_BYTES).at(0, FRONT_BYTES);
        for (int i = 0; i + BoxType.USER_HEAD_BYTES <= front.limit(); i++) {
            if (front.getInt(i + 4) == BoxType.UUID && FragmentBox.isUserType(front, i, type)) {
                return true;
            }
        }
        return false;
    }
}
