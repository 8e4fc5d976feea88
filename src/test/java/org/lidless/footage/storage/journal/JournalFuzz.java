package org.lidless.footage.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;
import org.lidless.sim.SimulatedDisk;
import org.lidless.world.DiskFile;

/// A file of a journal, as a failing disk may give it back; and with the right check sums on what looks like heads.
public final class JournalFuzz {

    private static final int BLOCK_BYTES = 512;
    private static final Path FILE = Path.of("/journal");

    private JournalFuzz() {}

    public static List<Target> targets() {
        List<byte[]> seeds = List.of(journal(1), journal(3));
        return List.of(
                new Parser("journal", seeds, List.of(), JournalFuzz::commits),
                new Parser("journal-summed", seeds, List.of(), input -> commits(summed(input))));
    }

    private static byte[] journal(int commits) {
        ByteBuffer bytes = ByteBuffer.allocate(commits * 2 * BLOCK_BYTES);
        for (int number = 1; number <= commits; number++) {
            List<Piece> pieces = List.of(new Piece("segments/a.mp4", 700, 100, 1, 7), new Piece("b", 0, 9, 1, 8));
            new CommitHead(77, number, 1, BLOCK_BYTES, 2, 1, pieces).write(bytes);
            bytes.position(number * 2 * BLOCK_BYTES);
        }
        return bytes.array();
    }

    private static long commits(byte[] input) throws IOException {
        var disk = new SimulatedDisk(1);
        try (DiskFile file = disk.create(FILE)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(input)}, 0);
        }
        try (DiskFile file = disk.openToRead(FILE)) {
            long sign = 0;
            long end = 0;
            for (JournalReader.Found each : JournalReader.commits(file)) {
                if (each.at() < end) {
                    throw new AssertionError("one commit in another: " + each);
                }
                end = each.at() + each.head().bytes();
                sign = sign * 31 + each.head().pieces().size() + each.head().blocks() % 7;
            }
            return sign;
        }
    }

    /// Whatever begins a block like a head gets the check sum that it should have.
    private static byte[] summed(byte[] input) {
        ByteBuffer bytes = ByteBuffer.wrap(input);
        for (int at : starts(input.length)) {
            int end = at + CommitHead.FIXED_BYTES;
            int count = bytes.getInt(end - 4);
            for (int i = 0; i < count && i < 64 && end >= 0 && end + 22 <= input.length; i++) {
                end += 22 + Math.max(0, bytes.getShort(end + 20));
            }
            if (end + 4 <= input.length) {
                CRC32C sum = new CRC32C();
                sum.update(bytes.slice(at, end - at));
                bytes.putInt(end, (int) sum.getValue());
            }
        }
        return input;
    }

    private static List<Integer> starts(int length) {
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at + CommitHead.emptyBytes() <= length; at += 2 * BLOCK_BYTES) {
            starts.add(at);
        }
        return starts;
    }
}
