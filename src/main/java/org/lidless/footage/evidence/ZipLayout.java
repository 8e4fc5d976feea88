package org.lidless.footage.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.lidless.domain.TimeSpan;

/// Every byte of an exported ZIP beside its entries' own (PKWARE APPNOTE 6.3.10): stored, UTF-8 names, Zip64
/// where 32 bits are too few. It follows from the entries alone, so whoever checks a ZIP lays it out again and
/// compares: no byte of it can be changed unnoticed. Pure.
public final class ZipLayout {

    private static final long NARROW_MAX = 0xFFFFFFFFL;
    private static final int LOCAL_BYTES = 30;
    private static final int ROOM_BYTES = 20;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int WIDE_END_BYTES = 56 + 20;
    private static final short WIDE = 1;
    /// An extra field of ours that says nothing: it keeps the room that a long entry's lengths would take.
    private static final short ROOM = 0x4C4C;
    private static final short UTF_8 = 0x0800;
    private static final short NEEDED = 45;
    private static final short MADE_BY = (short) ((3 << 8) | NEEDED);
    private static final int PLAIN_FILE = 0100644 << 16;

    private ZipLayout() {}

    /// A file in the ZIP.
    ///
    /// @param at    where its head begins
    /// @param crc32 of its bytes
    /// @param atUs  the moment that it carries, µs since 1970; kept to two seconds
    public record Entry(String name, long at, long length, int crc32, long atUs) {

        /// Where its bytes begin.
        public long contentAt() {
            return at + headBytes(name);
        }
    }

    /// Length of the head before an entry's bytes.
    public static int headBytes(String name) {
        return LOCAL_BYTES + name.getBytes(StandardCharsets.UTF_8).length + ROOM_BYTES;
    }

    /// The head before an entry's bytes (4.3.7).
    public static byte[] head(Entry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean isWide = entry.length() >= NARROW_MAX;
        ByteBuffer out = little(LOCAL_BYTES + name.length + ROOM_BYTES);
        out.putInt(0x04034b50).putShort(NEEDED);
        shared(out, entry, isWide);
        out.putShort((short) name.length).putShort((short) ROOM_BYTES).put(name);
        out.putShort(isWide ? WIDE : ROOM).putShort((short) (ROOM_BYTES - 4));
        out.putLong(isWide ? entry.length() : 0).putLong(isWide ? entry.length() : 0);
        return bytes(out);
    }

    /// What stands behind the last entry: the directory and its end (4.3.12 to 4.3.16).
    ///
    /// @param at where it begins
    public static byte[] tail(List<Entry> entries, long at) {
        int bytes = entries.stream().mapToInt(ZipLayout::centralBytes).sum();
        boolean isWide = at >= NARROW_MAX;
        ByteBuffer out = little(bytes + (isWide ? WIDE_END_BYTES : 0) + END_BYTES);
        entries.forEach(entry -> central(out, entry));
        if (isWide) {
            out.putInt(0x06064b50).putLong(44).putShort(MADE_BY).putShort(NEEDED);
            out.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
            out.putLong(bytes).putLong(at);
            out.putInt(0x07064b50).putInt(0).putLong(at + bytes).putInt(1);
        }
        out.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        out.putShort((short) entries.size()).putShort((short) entries.size());
        out.putInt(bytes).putInt((int) Math.min(at, NARROW_MAX)).putShort((short) 0);
        return bytes(out);
    }

    private static byte[] bytes(ByteBuffer out) {
        byte[] all = new byte[out.flip().remaining()];
        out.get(all);
        return all;
    }

    private static int centralBytes(Entry entry) {
        return CENTRAL_BYTES + entry.name().getBytes(StandardCharsets.UTF_8).length + wideBytes(entry);
    }

    private static int wideBytes(Entry entry) {
        int wide = (entry.length() >= NARROW_MAX ? 16 : 0) + (entry.at() >= NARROW_MAX ? 8 : 0);
        return wide == 0 ? 0 : wide + 4;
    }

    private static void central(ByteBuffer out, Entry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean isWide = entry.length() >= NARROW_MAX;
        boolean isFar = entry.at() >= NARROW_MAX;
        out.putInt(0x02014b50).putShort(MADE_BY).putShort(NEEDED);
        shared(out, entry, isWide);
        out.putShort((short) name.length).putShort((short) wideBytes(entry));
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.putInt(PLAIN_FILE).putInt((int) Math.min(entry.at(), NARROW_MAX)).put(name);
        if (isWide || isFar) {
            out.putShort(WIDE).putShort((short) (wideBytes(entry) - 4));
        }
        if (isWide) {
            out.putLong(entry.length()).putLong(entry.length());
        }
        if (isFar) {
            out.putLong(entry.at());
        }
    }

    /// Flags, method, moment, check sum and lengths, which both heads have.
    private static void shared(ByteBuffer out, Entry entry, boolean isWide) {
        LocalDateTime at = LocalDateTime.ofInstant(TimeSpan.instant(entry.atUs()), ZoneOffset.UTC);
        int time = (at.getHour() << 11) | (at.getMinute() << 5) | (at.getSecond() / 2);
        int date = (Math.clamp(at.getYear() - 1980, 0, 127) << 9) | (at.getMonthValue() << 5) | at.getDayOfMonth();
        int length = (int) (isWide ? NARROW_MAX : entry.length());
        out.putShort(UTF_8).putShort((short) 0).putShort((short) time).putShort((short) date);
        out.putInt(entry.crc32()).putInt(length).putInt(length);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
