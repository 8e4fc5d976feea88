package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The files of an export in its ZIP, which is read as [ZipLayout] writes it and in no other way. One thread.
final class ZippedFiles implements SignedFiles {

    private static final int END_BYTES = 22;
    private static final int WIDE_END_BYTES = 76;
    private static final int CENTRAL_BYTES = 46;
    private static final int DIRECTORY_BYTES_MAX = 4 << 20;
    private static final long NARROW_MAX = 0xFFFFFFFFL;

    private final DiskFile file;
    private final SequencedMap<String, ZipLayout.Entry> entries = new LinkedHashMap<>();
    private long directoryAt;

    private ZippedFiles(DiskFile file) {
        this.file = file;
    }

    static boolean isZip(Path path) {
        return String.valueOf(path.getFileName())
                .toLowerCase(java.util.Locale.ROOT)
                .endsWith(".zip");
    }

    /// @throws IOException when it is no ZIP that was written here
    static ZippedFiles open(Disk disk, Path path) throws IOException {
        ZippedFiles zip = new ZippedFiles(disk.openToRead(path));
        boolean opened = false;
        try {
            zip.directory();
            opened = true;
            return zip;
        } finally {
            if (!opened) {
                zip.close();
            }
        }
    }

    private void directory() throws IOException {
        long size = file.size();
        ByteBuffer end = bytes(size - END_BYTES, END_BYTES);
        if (size < END_BYTES || end.getInt(0) != 0x06054b50) {
            throw new IOException("it does not end as a ZIP ends");
        }
        long length = Integer.toUnsignedLong(end.getInt(12));
        long at = Integer.toUnsignedLong(end.getInt(16));
        long behind = END_BYTES;
        if (at == NARROW_MAX) {
            ByteBuffer wide = bytes(size - END_BYTES - WIDE_END_BYTES, WIDE_END_BYTES);
            at = wide.getLong(48);
            behind += WIDE_END_BYTES;
        }
        if (length > DIRECTORY_BYTES_MAX || at < 0 || at + length + behind != size) {
            throw new IOException("its directory is not where its end says");
        }
        directoryAt = at;
        ByteBuffer directory = bytes(at, (int) length);
        while (directory.remaining() >= CENTRAL_BYTES) {
            entry(directory);
        }
    }

    private void entry(ByteBuffer in) throws IOException {
        int begin = in.position();
        int nameLength = Short.toUnsignedInt(in.getShort(begin + 28));
        int extraLength = Short.toUnsignedInt(in.getShort(begin + 30));
        if (in.getInt(begin) != 0x02014b50 || in.remaining() < CENTRAL_BYTES + nameLength + extraLength) {
            throw new IOException("its directory is garbled");
        }
        int crc = in.getInt(begin + 16);
        long length = Integer.toUnsignedLong(in.getInt(begin + 24));
        long at = Integer.toUnsignedLong(in.getInt(begin + 42));
        int extra = begin + CENTRAL_BYTES + nameLength + 4;
        if (length == NARROW_MAX && extraLength >= 20) {
            length = in.getLong(extra);
            extra += 16;
        }
        if (at == NARROW_MAX && extra + 8 <= begin + CENTRAL_BYTES + nameLength + extraLength) {
            at = in.getLong(extra);
        }
        byte[] name = new byte[nameLength];
        in.get(begin + CENTRAL_BYTES, name);
        in.position(begin + CENTRAL_BYTES + nameLength + extraLength);
        String text = new String(name, StandardCharsets.UTF_8);
        ZipLayout.Entry entry = new ZipLayout.Entry(text, at, length, crc, 0);
        if (at < 0 || length < 0 || entry.contentAt() + length > directoryAt || entries.put(text, entry) != null) {
            throw new IOException("its directory says what cannot be of " + text);
        }
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, count)).order(ByteOrder.LITTLE_ENDIAN);
        while (at >= 0 && bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
            // until it is full or the file ends
        }
        if (bytes.hasRemaining()) {
            throw new IOException("it is too short for a ZIP");
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Whether every byte that is no file's is as the files say; else where it is not.
    ///
    /// @param atUs the moment that all entries must carry
    /// @param crcs of each file, in the order of the directory
    Optional<String> differs(long atUs, List<Integer> crcs) throws IOException {
        List<ZipLayout.Entry> laid = new ArrayList<>();
        long at = 0;
        int number = 0;
        for (ZipLayout.Entry each : entries.values()) {
            ZipLayout.Entry entry = new ZipLayout.Entry(each.name(), at, each.length(), crcs.get(number++), atUs);
            byte[] head = ZipLayout.head(entry);
            if (each.at() != at || !Arrays.equals(head, bytes(at, head.length).array())) {
                return Optional.of("the entry of " + each.name() + " in the ZIP");
            }
            laid.add(entry);
            at = entry.contentAt() + entry.length();
        }
        byte[] tail = ZipLayout.tail(laid, at);
        boolean isSame = at + tail.length == file.size()
                && Arrays.equals(tail, bytes(at, tail.length).array());
        return isSame ? Optional.empty() : Optional.of("the directory of the ZIP");
    }

    @Override
    public String manifest() {
        return "manifest.json";
    }

    @Override
    public String signature() {
        return "manifest.jws";
    }

    @Override
    public Optional<Long> length(String name) {
        return Optional.ofNullable(entries.get(name)).map(ZipLayout.Entry::length);
    }

    @Override
    public int read(String name, ByteBuffer into, long position) throws IOException {
        ZipLayout.Entry entry = entries.get(name);
        if (entry == null) {
            throw new IOException(name + " is not in the ZIP");
        }
        long left = entry.length() - position;
        if (left <= 0) {
            return -1;
        }
        ByteBuffer part = into.slice(into.position(), (int) Math.min(left, into.remaining()));
        int count = file.read(part, entry.contentAt() + position);
        into.position(into.position() + Math.max(0, count));
        return count;
    }

    @Override
    public Optional<SequencedMap<String, Long>> all() {
        SequencedMap<String, Long> names = new LinkedHashMap<>();
        entries.forEach((name, entry) -> names.put(name, entry.length()));
        return Optional.of(names);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
