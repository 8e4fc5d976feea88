package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What simulated cameras let one hear: a beep of 1 kHz for the first tenth of each second, and else silence; and what
/// they tell in their metadata. A camera's seconds begin with its clip's key frames, so that sound and picture can be
/// laid side by side.
public final class Sounds {

    /// Of AAC-LC with one channel of 16 kHz: 1024 samples a unit.
    private static final Lazy AAC = new Lazy("beeps.aac");
    /// Of Opus with one channel: 20 ms a packet.
    private static final Lazy OPUS = new Lazy("beeps.opus");

    private static final int BEEP_HZ = 1000;
    private static final int BEEP_PART = 10;
    private static final double LOUDNESS = 12_000;
    private static final int PACKET_BYTES_MAX = 1200;

    private Sounds() {}

    /// A clip of units that is repeated; read once.
    private static final class Lazy {
        private final String name;
        private List<byte[]> units = List.of();

        Lazy(String name) {
            this.name = name;
        }

        synchronized byte[] unit(long number) {
            if (units.isEmpty()) {
                units = read(name);
            }
            return units.get((int) (number % units.size()));
        }
    }

    private static List<byte[]> read(String name) {
        byte[] all = resource(name);
        List<byte[]> units = new ArrayList<>();
        int at = 0;
        for (String line :
                new String(resource(name + ".order"), US_ASCII).lines().toList()) {
            int end = at + Integer.parseInt(line);
            units.add(Arrays.copyOfRange(all, at, end));
            at = end;
        }
        return List.copyOf(units);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Sounds.class.getResourceAsStream("clips/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("the program comes without its clip " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// An access unit of AAC (ISO/IEC 14496-3).
    public static byte[] aac(long number) {
        return AAC.unit(number);
    }

    /// A packet of Opus (RFC 6716).
    public static byte[] opus(long number) {
        return OPUS.unit(number);
    }

    /// Samples of 16 bits, big-endian (RFC 3551 section 4.5.11).
    public static byte[] l16(long number, int rate, int unitTicks) {
        byte[] unit = new byte[2 * unitTicks];
        for (int i = 0; i < unitTicks; i++) {
            int level = level(number * unitTicks + i, rate);
            unit[2 * i] = (byte) (level >> 8);
            unit[2 * i + 1] = (byte) level;
        }
        return unit;
    }

    /// Samples of G.711, A-law.
    public static byte[] aLaw(long number, int rate, int unitTicks) {
        byte[] unit = new byte[unitTicks];
        for (int i = 0; i < unitTicks; i++) {
            unit[i] = aLaw(level(number * unitTicks + i, rate));
        }
        return unit;
    }

    /// Samples of G.711, µ-law.
    public static byte[] muLaw(long number, int rate, int unitTicks) {
        byte[] unit = new byte[unitTicks];
        for (int i = 0; i < unitTicks; i++) {
            unit[i] = muLaw(level(number * unitTicks + i, rate));
        }
        return unit;
    }

    private static int level(long sample, int rate) {
        int inSecond = (int) (sample % rate);
        return inSecond < rate / BEEP_PART
                ? (int) Math.round(LOUDNESS * Math.sin(2 * Math.PI * BEEP_HZ * inSecond / rate))
                : 0;
    }

    /// ITU-T G.711 table 1: sign, segment, and four bits of the place in it; every other bit is turned over.
    static byte aLaw(int level) {
        int size = Math.min(level < 0 ? -level - 1 : level, 32_767) >> 4;
        int segment = size < 32 ? size >> 4 : 28 - Integer.numberOfLeadingZeros(size);
        int step = segment < 2 ? size & 15 : (size >> (segment - 1)) & 15;
        return (byte) (((level < 0 ? 0 : 0x80) | segment << 4 | step) ^ 0x55);
    }

    /// ITU-T G.711 table 2: sign, segment, and four bits of the place in it; all bits are turned over.
    static byte muLaw(int level) {
        int size = Math.min(Math.abs(level) + 132, 32_767);
        int segment = 24 - Integer.numberOfLeadingZeros(size);
        int step = (size >> (segment + 3)) & 15;
        return (byte) ~((level < 0 ? 0x80 : 0) | segment << 4 | step);
    }

    /// A document of ONVIF's metadata that is longer than a packet, in pieces.
    public static List<byte[]> metadata(long number) {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt:MetadataStream"
                + " xmlns:tt=\"http://www.onvif.org/ver10/schema\"><tt:VideoAnalytics><tt:Frame UtcTime=\"");
        text.append(String.format(
                Locale.ROOT, "2026-11-22T%02d:%02d:%02dZ\">", number / 3600 % 24, number / 60 % 60, number % 60));
        for (int object = 0; object < 20; object++) {
            text.append("<tt:Object ObjectId=\"")
                    .append(number * 20 + object)
                    .append("\"><tt:Appearance><tt:Shape>")
                    .append("<tt:CenterOfGravity x=\"0.1\" y=\"0.2\"/></tt:Shape></tt:Appearance></tt:Object>");
        }
        byte[] all = text.append("</tt:Frame></tt:VideoAnalytics></tt:MetadataStream>\n")
                .toString()
                .getBytes(UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < all.length; at += PACKET_BYTES_MAX) {
            pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + PACKET_BYTES_MAX)));
        }
        return pieces;
    }
}
