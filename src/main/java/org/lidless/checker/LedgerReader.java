package org.lidless.checker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Reads a ledger. Lines that are not whole are passed over: the simulator may have been killed in the middle of one.
final class LedgerReader {

    /// What a ledger tells.
    ///
    /// @param camera  its name
    /// @param stamped whether its frames carry stamps
    /// @param frames  of all runs, in order of sending
    record Account(String camera, boolean stamped, List<LedgerFrame> frames) {}

    private static final int FRAME_WORDS = 9;
    private static final int ENCODED_WORDS = 5;
    private static final int HASH_DIGITS = 32;

    private LedgerReader() {}

    /// @throws IOException when the file cannot be read, or is no ledger
    static Account read(Disk disk, Path file) throws IOException {
        String camera = "";
        boolean stamped = false;
        UUID run = new UUID(0, 0);
        List<LedgerFrame> frames = new ArrayList<>();
        for (String line : whole(disk, file)) {
            String[] words = line.split(" ", -1);
            if (words.length == 6 && words[0].equals("lidless-ledger")) {
                if (!words[1].equals("1")) {
                    throw new IOException(file + " is a ledger of version " + words[1] + "; only version 1 is known");
                }
                run = UUID.fromString(words[2]);
                camera = words[3];
                stamped = words[4].equals("stamped");
            } else if (words.length == FRAME_WORDS && words[0].equals("frame")) {
                frame(run, words).ifPresent(frames::add);
            } else if (words.length == ENCODED_WORDS && words[0].equals("encoded")) {
                encoded(run, words, frames);
            }
        }
        if (camera.isEmpty()) {
            throw new IOException(file + " is no ledger: its first line is not there");
        }
        return new Account(camera, stamped, List.copyOf(frames));
    }

    private static Optional<LedgerFrame> frame(UUID run, String[] words) {
        if (words[6].length() != HASH_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(new LedgerFrame(
                run,
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                words[4].equals("1"),
                Integer.parseInt(words[5]),
                words[6],
                !words[7].equals("-"),
                !words[8].equals("-"),
                List.of()));
    }

    /// Belongs to the frame before it.
    private static void encoded(UUID run, String[] words, List<LedgerFrame> frames) {
        if (words[4].length() != HASH_DIGITS || frames.isEmpty()) {
            return;
        }
        LedgerFrame frame = frames.getLast();
        if (frame.run().equals(run) && frame.sequence() == Long.parseLong(words[1])) {
            frames.removeLast();
            frames.add(frame.with(new LedgerFrame.Encoding(Integer.parseInt(words[3]), words[4])));
        }
    }

    /// All lines with a line feed behind them.
    private static List<String> whole(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            if (file.size() > Integer.MAX_VALUE - 8) {
                throw new IOException(path + " is larger than 2 GiB: cut the simulation shorter");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                // The file system gave some; it may give more.
            }
            String text = new String(bytes.array(), 0, bytes.position(), US_ASCII);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        }
    }
}
