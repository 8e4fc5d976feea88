package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the least MP4 file that can be checked: one video track, one sample a chunk.
public final class TinyMovie {

    /// @param bytes  NAL units, each behind four bytes of length
    /// @param showMs time of showing, ms
    @SuppressWarnings("ArrayRecordComponent") // tests change the bytes in place
    public record Sample(byte[] bytes, int showMs) {}

    private static final int TICKS_PER_SECOND = 90_000;

    private TinyMovie() {}

    public static void write(Path file, boolean h265, List<Sample> samples) throws IOException {
        byte[] type = box("ftyp", out -> out.write("isom\0\0\0\0isom".getBytes(US_ASCII)));
        var media = new ByteArrayOutputStream();
        List<Long> offsets = new ArrayList<>();
        for (Sample sample : samples) {
            offsets.add((long) type.length + 8 + media.size());
            media.writeBytes(sample.bytes());
        }
        byte[] data = box("mdat", out -> out.write(media.toByteArray()));
        var all = new ByteArrayOutputStream();
        all.writeBytes(type);
        all.writeBytes(data);
        all.writeBytes(box("moov", out -> {
            out.write(box("mvhd", head -> times(head, 1000)));
            out.write(box(
                    "trak",
                    track -> track.write(box("mdia", inside -> {
                        inside.write(box("mdhd", head -> times(head, TICKS_PER_SECOND)));
                        inside.write(
                                box("hdlr", head -> head.write("\0\0\0\0\0\0\0\0vide\0\0\0\0".getBytes(US_ASCII))));
                        inside.write(box(
                                "minf",
                                minf -> minf.write(box("stbl", table -> {
                                    table.write(entry(h265));
                                    tables(table, samples, offsets);
                                }))));
                    }))));
        }));
        Files.write(file, all.toByteArray());
    }

    private static void times(DataOutputStream out, int scale) throws IOException {
        out.writeInt(0);
        out.writeLong(0);
        out.writeInt(scale);
        out.writeInt(0);
    }

    private static byte[] entry(boolean h265) throws IOException {
        return box("stsd", out -> {
            out.writeInt(0);
            out.writeInt(1);
            out.write(box(h265 ? "hvc1" : "avc1", visual -> {
                visual.write(new byte[78]);
                byte[] configuration = new byte[23];
                configuration[h265 ? 21 : 4] = 3;
                visual.write(box(h265 ? "hvcC" : "avcC", inside -> inside.write(configuration)));
            }));
        });
    }

    private static void tables(DataOutputStream out, List<Sample> samples, List<Long> offsets) throws IOException {
        out.write(box("stts", table -> {
            table.writeLong(1);
            table.writeInt(samples.size());
            table.writeInt(3600);
        }));
        out.write(box("ctts", table -> {
            table.writeInt(0x01000000);
            table.writeInt(samples.size());
            for (int at = 0; at < samples.size(); at++) {
                table.writeInt(1);
                table.writeInt(samples.get(at).showMs() * 90 - at * 3600);
            }
        }));
        out.write(box("stsz", table -> {
            table.writeLong(0);
            table.writeInt(samples.size());
            for (Sample sample : samples) {
                table.writeInt(sample.bytes().length);
            }
        }));
        out.write(box("stsc", table -> {
            table.writeLong(1);
            table.writeInt(1);
            table.writeInt(1);
            table.writeInt(1);
        }));
        out.write(box("co64", table -> {
            table.writeInt(0);
            table.writeInt(samples.size());
            for (long offset : offsets) {
                table.writeLong(offset);
            }
        }));
    }

    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] box(String type, Body body) throws IOException {
        var inside = new ByteArrayOutputStream();
        body.writeTo(new DataOutputStream(inside));
        var whole = new ByteArrayOutputStream();
        var out = new DataOutputStream(whole);
        out.writeInt(8 + inside.size());
        out.write(type.getBytes(US_ASCII));
        out.write(inside.toByteArray());
        return whole.toByteArray();
    }
}
