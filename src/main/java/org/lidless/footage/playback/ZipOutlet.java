package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.evidence.Seal;
import org.lidless.footage.evidence.ZipLayout;
import org.lidless.footage.playback.Proof.Paper;
import org.lidless.footage.playback.Proof.Papers;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Movies and papers in one ZIP, stored and not compressed, so that each lies in it byte for byte as it would
/// beside it. The head of an entry is written when its length is known, over room that was left for it.
final class ZipOutlet implements Outlet {

    private final Disk disk;
    private final Path file;
    private final boolean overwrite;
    private final long atUs;
    private final DiskFile open;
    private final List<ZipLayout.Entry> entries = new ArrayList<>();
    private long end;
    private boolean isOpen = true;
    private String name = "";
    private @Nullable SealingFile sealing;

    /// @param atUs the moment that all entries carry: when it was asked for, which the manifest says, too
    ZipOutlet(Disk disk, Path file, boolean overwrite, long atUs) throws IOException {
        this.disk = disk;
        this.file = file;
        this.overwrite = overwrite;
        this.atUs = atUs;
        if (disk.exists(part())) {
            disk.delete(part());
        }
        this.open = disk.create(part());
    }

    private Path part() {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    @Override
    public SealingFile begin(String entry) {
        name = entry;
        SealingFile begun = new SealingFile(open, end + ZipLayout.headBytes(entry));
        sealing = begun;
        return begun;
    }

    @Override
    public Seal end() throws IOException {
        SealingFile ended = sealing;
        if (ended == null) {
            throw new IllegalStateException("no movie was begun");
        }
        Seal seal = ended.seal();
        add(ended.size(), seal.crc32());
        sealing = null;
        return seal;
    }

    private void add(long length, int crc32) throws IOException {
        ZipLayout.Entry entry = new ZipLayout.Entry(name, end, length, crc32, atUs);
        open.write(new ByteBuffer[] {ByteBuffer.wrap(ZipLayout.head(entry))}, end);
        entries.add(entry);
        end += ZipLayout.headBytes(name) + length;
    }

    /// What was written of it is written over, or cut.
    @Override
    public void drop() {
        sealing = null;
    }

    @Override
    public long publish(Papers papers) throws IOException {
        paper("manifest.json", papers.manifest());
        paper("manifest.jws", papers.signature());
        for (Paper each : papers.others()) {
            paper(each.name(), each.bytes());
        }
        byte[] tail = ZipLayout.tail(entries, end);
        open.write(new ByteBuffer[] {ByteBuffer.wrap(tail)}, end);
        open.truncate(end + tail.length);
        open.force();
        isOpen = false;
        open.close();
        if (!overwrite && disk.exists(file)) {
            throw ExportProblems.exists(file);
        }
        disk.rename(part(), file);
        Path directory = file.getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
        return end + tail.length;
    }

    private void paper(String entry, byte[] content) throws IOException {
        if (content.length == 0) {
            return;
        }
        name = entry;
        CRC32 crc = new CRC32();
        crc.update(content);
        open.write(new ByteBuffer[] {ByteBuffer.wrap(content)}, end + ZipLayout.headBytes(entry));
        add(content.length, (int) crc.getValue());
    }

    @Override
    public void close() throws IOException {
        if (isOpen) {
            isOpen = false;
            open.close();
        }
        if (disk.exists(part())) {
            disk.delete(part());
        }
    }
}
