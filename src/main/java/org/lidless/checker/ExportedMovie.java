package org.lidless.checker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// An export, opened to read its video track's samples. Only plain MP4 files are read, with their index in one `moov`
/// box; a fragmented one is refused.
final class ExportedMovie implements Closeable {

    private static final long MOOV_BYTES_MAX = 512L << 20;

    private final DiskFile file;
    private final List<ExportedSample> samples;

    private ExportedMovie(DiskFile file, List<ExportedSample> samples) {
        this.file = file;
        this.samples = samples;
    }

    /// @throws IOException when it cannot be read, or is no export
    static ExportedMovie open(Disk disk, Path path) throws IOException {
        DiskFile file = disk.openToRead(path);
        try {
            Mp4Box moov = new Mp4Box("moov", moov(file, path));
            for (Mp4Box box : Mp4Box.boxes(moov.body())) {
                if (box.type().equals("trak") && isVideo(box)) {
                    var table = new SampleTable(moov, box);
                    return new ExportedMovie(file, table.samples());
                }
            }
            throw new IOException(path + " has no video track");
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static boolean isVideo(Mp4Box track) throws IOException {
        return Mp4Box.letters(track.at("mdia", "hdlr").fields().position(8)).equals("vide");
    }

    private static ByteBuffer moov(DiskFile file, Path path) throws IOException {
        long at = 0;
        long end = file.size();
        while (at + 8 <= end) {
            ByteBuffer head = read(file, at, (int) Math.min(16, end - at));
            long size = head.getInt() & 0xFFFF_FFFFL;
            String type = Mp4Box.letters(head);
            int headSize = 8;
            if (size == 1) {
                size = head.getLong();
                headSize = 16;
            } else if (size == 0) {
                size = end - at;
            }
            if (size < headSize || at + size > end) {
                throw new IOException(path + " ends in the middle of its box " + type);
            }
            if (type.equals("moov")) {
                if (size > MOOV_BYTES_MAX) {
                    throw new IOException(path + " has an index of " + size + " bytes");
                }
                return read(file, at + headSize, (int) size - headSize);
            }
            at += size;
        }
        throw new IOException(path + " has no index (moov): it is no finished export");
    }

    private static ByteBuffer read(DiskFile file, long at, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file ends at " + (at + bytes.position()) + ", before " + (at + size));
            }
        }
        return bytes.flip();
    }

    /// In order of decoding.
    List<ExportedSample> samples() {
        return samples;
    }

    byte[] bytes(ExportedSample sample) throws IOException {
        return read(file, sample.offset(), sample.size()).array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
