package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.evidence.Seal;
import org.lidless.footage.playback.Proof.Papers;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Movies as files side by side: `NAME.mp4`, `NAME-2.mp4` and so on, with `NAME.manifest.json` and
/// `NAME.manifest.jws`. Each is written under its name with `.part` behind it; the first movie gets its name last
/// of all.
final class FilesOutlet implements Outlet {

    private final Disk disk;
    private final Path first;
    private final boolean overwrite;
    private final List<Path> movies = new ArrayList<>();
    private final List<Path> papers = new ArrayList<>();
    private @Nullable DiskFile open;
    private @Nullable SealingFile sealing;
    private long bytes;

    FilesOutlet(Disk disk, Path first, boolean overwrite) {
        this.disk = disk;
        this.first = first;
        this.overwrite = overwrite;
    }

    @Override
    public SealingFile begin(String name) throws IOException {
        Path file = first.resolveSibling(name);
        movies.add(file);
        DiskFile created = create(file);
        open = created;
        SealingFile begun = new SealingFile(created, 0);
        sealing = begun;
        return begun;
    }

    private DiskFile create(Path file) throws IOException {
        if (disk.exists(part(file))) {
            disk.delete(part(file));
        }
        return disk.create(part(file));
    }

    @Override
    public Seal end() throws IOException {
        SealingFile ended = sealing;
        DiskFile file = open;
        if (ended == null || file == null) {
            throw new IllegalStateException("no movie was begun");
        }
        bytes += ended.size();
        file.force();
        letGo();
        return ended.seal();
    }

    @Override
    public void drop() throws IOException {
        letGo();
        disk.delete(part(movies.removeLast()));
    }

    private void letGo() throws IOException {
        DiskFile file = open;
        open = null;
        sealing = null;
        if (file != null) {
            file.close();
        }
    }

    @Override
    public long publish(Papers proof) throws IOException {
        paper(first.resolveSibling(stem() + ".manifest.json"), proof.manifest());
        paper(first.resolveSibling(stem() + ".manifest.jws"), proof.signature());
        for (Path file : movies) {
            if (!overwrite && disk.exists(file)) {
                throw ExportProblems.exists(file);
            }
        }
        for (Path file : papers) {
            disk.rename(part(file), file);
        }
        for (Path file : movies.reversed()) {
            disk.rename(part(file), file);
        }
        Path directory = first.getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
        return bytes;
    }

    private String stem() {
        String name = String.valueOf(first.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void paper(Path file, byte[] content) throws IOException {
        if (content.length == 0) {
            return;
        }
        papers.add(file);
        try (DiskFile created = create(file)) {
            created.write(new ByteBuffer[] {ByteBuffer.wrap(content)}, 0);
            created.force();
        }
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    @Override
    public void close() throws IOException {
        letGo();
        List<Path> all = new ArrayList<>(movies);
        all.addAll(papers);
        for (Path file : all) {
            if (disk.exists(part(file))) {
                disk.delete(part(file));
            }
        }
    }
}
