package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.VideoCodec;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// One camera's account of what it sent to whom, a text file that only grows: `docs/formats/ledger.md`. Lines are kept
/// back until [#flush], or until there are [#BUFFER_BYTES_MAX] of them. It belongs to the simulator's loop.
final class Ledger implements Closeable {

    /// Bytes that wait for a flush, at most.
    static final int BUFFER_BYTES_MAX = 65_536;

    private final DiskFile file;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long end;

    private Ledger(DiskFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /// Opens a camera's ledger and begins a run in it. What an earlier run wrote stays; if that was killed in the
    /// middle of a line, the line is ended.
    static Ledger open(Disk disk, Path directory, CameraId camera, UUID run, boolean stamped, VideoCodec codec)
            throws IOException {
        Path path = directory.resolve(camera.value() + ".ledger");
        DiskFile file = disk.exists(path) ? disk.open(path) : disk.create(path);
        var ledger = new Ledger(file, file.size());
        if (ledger.end > 0) {
            ByteBuffer last = ByteBuffer.allocate(1);
            file.read(last, ledger.end - 1);
            if (last.get(0) != '\n') {
                ledger.line("");
            }
        }
        ledger.line(String.join(
                " ",
                "lidless-ledger 1",
                run.toString(),
                camera.value(),
                stamped ? "stamped" : "unstamped",
                codec.name()));
        ledger.flush();
        return ledger;
    }

    void opened(String session, long wallUs, long elapsedUs, String transport, String peer) throws IOException {
        line("open " + session + " " + wallUs + " " + elapsedUs + " " + transport + " " + peer);
    }

    void closed(String session, long wallUs, long elapsedUs, String why) throws IOException {
        line("close " + session + " " + wallUs + " " + elapsedUs + " " + why);
    }

    /// @param offered sessions for which the whole frame was queued
    /// @param dropped sessions whose queue had no room for it
    void frame(Frame frame, List<String> offered, List<String> dropped) throws IOException {
        line("frame " + frame.sequence() + " " + frame.wallUs() + " " + frame.elapsedUs() + " "
                + (frame.key() ? 1 : 0) + " " + frame.size() + " " + frame.hash() + " " + list(offered) + " "
                + list(dropped));
    }

    /// What one session got in a frame's place, when the camera encodes for each session on its own.
    void encoded(Frame theirs, String session) throws IOException {
        line("encoded " + theirs.sequence() + " " + session + " " + theirs.size() + " " + theirs.hash());
    }

    /// A unit of sound or metadata was sent.
    ///
    /// @param track which of the camera's, from 0
    void beside(int track, long unit, List<String> offered, List<String> dropped) throws IOException {
        line("beside " + track + " " + unit + " " + list(offered) + " " + list(dropped));
    }

    void ended(long wallUs, long elapsedUs) throws IOException {
        line("end " + wallUs + " " + elapsedUs);
    }

    private static String list(List<String> sessions) {
        return sessions.isEmpty() ? "-" : String.join(",", sessions);
    }

    private void line(String text) throws IOException {
        waiting.writeBytes((text + "\n").getBytes(US_ASCII));
        if (waiting.size() >= BUFFER_BYTES_MAX) {
            flush();
        }
    }

    /// Hands over to the operating system what waits; it is safe from the end of this process then, not from that of
    /// the machine.
    void flush() throws IOException {
        if (waiting.size() > 0) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(waiting.toByteArray())}, end);
            end += waiting.size();
            waiting.reset();
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }
}
