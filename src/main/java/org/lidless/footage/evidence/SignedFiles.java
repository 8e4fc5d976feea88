package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The files of an export, side by side in a directory or together in a ZIP, to be read. One thread.
interface SignedFiles extends AutoCloseable {

    /// Longest manifest, signature or other paper that is read.
    int PAPER_BYTES_MAX = 64 << 20;

    /// Where the manifest is.
    String manifest();

    String signature();

    /// Length of a file; empty when there is none of that name.
    Optional<Long> length(String name) throws IOException;

    /// Reads at a place in a file.
    int read(String name, ByteBuffer into, long position) throws IOException;

    /// All files that there are, when nobody else may put some beside them: a ZIP's.
    Optional<SequencedMap<String, Long>> all();

    @Override
    void close() throws IOException;

    default byte[] paper(String name) throws IOException {
        long length = length(name).orElseThrow(() -> new IOException(name + " is missing"));
        if (length > PAPER_BYTES_MAX) {
            throw new IOException(name + " has " + length + " bytes, more than " + PAPER_BYTES_MAX);
        }
        ByteBuffer whole = ByteBuffer.allocate((int) length);
        while (whole.hasRemaining() && read(name, whole, whole.position()) > 0) {
            // until it is full or the file ends
        }
        return whole.array();
    }

    /// `gate.mp4` has `gate.manifest.json` and `gate.manifest.jws` beside it.
    final class Beside implements SignedFiles {

        private final Disk disk;
        private final Path movie;
        private final Map<String, DiskFile> open = new LinkedHashMap<>();

        Beside(Disk disk, Path movie) {
            this.disk = disk;
            this.movie = movie;
        }

        static Path manifest(Path movie) {
            return movie.resolveSibling(stem(movie) + ".manifest.json");
        }

        static Path signature(Path movie) {
            return movie.resolveSibling(stem(movie) + ".manifest.jws");
        }

        private static String stem(Path movie) {
            String name = String.valueOf(movie.getFileName());
            int dot = name.lastIndexOf('.');
            return dot > 0 ? name.substring(0, dot) : name;
        }

        @Override
        public String manifest() {
            return String.valueOf(manifest(movie).getFileName());
        }

        @Override
        public String signature() {
            return String.valueOf(signature(movie).getFileName());
        }

        @Override
        public Optional<Long> length(String name) throws IOException {
            if (!disk.exists(movie.resolveSibling(name))) {
                return Optional.empty();
            }
            return Optional.of(file(name).size());
        }

        @Override
        public int read(String name, ByteBuffer into, long position) throws IOException {
            return file(name).read(into, position);
        }

        private DiskFile file(String name) throws IOException {
            DiskFile known = open.get(name);
            if (known == null) {
                close();
                known = disk.openToRead(movie.resolveSibling(name));
                open.put(name, known);
            }
            return known;
        }

        @Override
        public Optional<SequencedMap<String, Long>> all() {
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            List<DiskFile> all = List.copyOf(open.values());
            open.clear();
            for (DiskFile each : all) {
                each.close();
            }
        }
    }

    /// Text of a small file.
    default String text(String name) throws IOException {
        return new String(paper(name), StandardCharsets.US_ASCII);
    }
}
