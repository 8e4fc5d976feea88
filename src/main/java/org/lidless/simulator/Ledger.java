package org.lidless.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lidless.footage.media.VideoCodec;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// One camera's account of what it offered to whom: lines of text, appended, written out several times a second.
/// `docs/formats/ledger.md` describes them. The loop that owns the camera owns it.
final class Ledger implements AutoCloseable {

    private static final int UNWRITTEN_CHARS_MAX = 64 * 1024;

    private final DiskFile file;
    private final StringBuilder unwritten = new StringBuilder();
    private long written;

    private Ledger(DiskFile file) {
        this.file = file;
    }

    static Ledger create(Disk disk, Path path, long run, String camera, VideoCodec codec, boolean stamped)
            throws IOException {
        Ledger ledger = new Ledger(disk.create(path));
        ledger.line("lidless-ledger 1 run=%016x camera=%s codec=%s stamped=%s"
                .formatted(run, camera, codec.word(), stamped ? "yes" : "no"));
        ledger.flush();
        return ledger;
    }

    void opened(String session, long wallUs, String peer) throws IOException {
        line("open " + session + " " + wallUs + " " + peer);
    }

    void closed(String session, long wallUs, String why) throws IOException {
        line("close " + session + " " + wallUs + " " + why);
    }

    void refused(long wallUs, String peer, String why) throws IOException {
        line("refuse " + wallUs + " " + peer + " " + why);
    }

    /// @param sentUs  when it was sent, wall clock, µs since 1970
    /// @param offered sessions that were given the whole frame
    /// @param dropped sessions whose queue was full
    void frame(Frame frame, long sentUs, List<String> offered, List<String> dropped) throws IOException {
        line("frame " + frame.sequence() + " " + frame.capturedUs() + " " + sentUs + " " + (frame.key() ? 1 : 0) + " "
                + frame.size() + " " + frame.digest() + " offered=" + joined(offered) + " dropped=" + joined(dropped));
    }

    void flush() throws IOException {
        if (!unwritten.isEmpty()) {
            byte[] bytes = unwritten.toString().getBytes(StandardCharsets.US_ASCII);
            file.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, written);
            written += bytes.length;
            unwritten.setLength(0);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
    }

    private void line(String text) throws IOException {
        unwritten.append(text).append('\n');
        if (unwritten.length() > UNWRITTEN_CHARS_MAX) {
            flush();
        }
    }

    private static String joined(List<String> sessions) {
        return sessions.isEmpty() ? "-" : sessions.stream().collect(Collectors.joining(","));
    }
}
