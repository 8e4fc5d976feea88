package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.world.DiskFile;

/// Finds the commits in a file of a journal. They follow each other, with growing numbers; where none follows, the rest
/// of the file is a torn commit, or of an earlier filling, or damaged: then one that is newer is looked for as far as
/// a commit can reach.
final class JournalReader {

    /// A commit and where it begins.
    record Found(CommitHead head, long at) {}

    private static final int SEARCH_BYTES = 32 << 20;
    private static final int STEP_BYTES = 512;

    private final DiskFile file;
    private final long size;
    private final ByteBuffer window =
            ByteBuffer.allocate(2 * CommitHead.BYTES_MAX).limit(0);
    private long windowAt;

    private JournalReader(DiskFile file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    static List<Found> commits(DiskFile file) throws IOException {
        return new JournalReader(file).all();
    }

    private List<Found> all() throws IOException {
        List<Found> found = new ArrayList<>();
        long at = 0;
        long searchedFrom = 0;
        while (at < size && at - searchedFrom < SEARCH_BYTES) {
            Optional<CommitHead> head = CommitHead.read(possibleHead(at));
            if (head.isEmpty()) {
                at += STEP_BYTES;
                continue;
            }
            if (!found.isEmpty() && !follows(found.getLast().head(), head.get())) {
                break;
            }
            found.add(new Found(head.get(), at));
            at += head.get().bytes();
            searchedFrom = at;
        }
        return found;
    }

    private static boolean follows(CommitHead before, CommitHead next) {
        return next.opening() == before.opening() && next.number() > before.number();
    }

    private ByteBuffer possibleHead(long place) throws IOException {
        boolean isInside = place >= windowAt && place + CommitHead.BYTES_MAX <= windowAt + window.limit();
        boolean isAtEnd = place >= windowAt && windowAt + window.limit() == size;
        if (!isInside && !isAtEnd) {
            window.clear();
            windowAt = place;
            while (window.hasRemaining() && file.read(window, place + window.position()) > 0) {
                // until the window is full or the file ends
            }
            window.flip();
        }
        int offset = (int) (place - windowAt);
        return window.slice(offset, Math.min(window.limit() - offset, CommitHead.BYTES_MAX));
    }
}
