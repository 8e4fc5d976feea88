package org.lidless.checker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a track's samples lie and when they are shown (ISO/IEC 14496-12 sections 8.6 and 8.7).
final class SampleTable {

    private static final int SAMPLES_MAX = 50_000_000;
    private static final int VISUAL_ENTRY_BYTES = 78;

    /// A part of the movie that shows a part of the media (section 8.6.6), in media ticks and µs of the movie.
    private record Edit(long startUs, long mediaTicks) {}

    private final Mp4Box moov;
    private final Mp4Box track;
    private final Mp4Box table;
    private final long ticksPerSecond;
    private final List<Coding> codings;

    SampleTable(Mp4Box moov, Mp4Box track) throws IOException {
        this.moov = moov;
        this.track = track;
        this.table = track.at("mdia", "minf", "stbl");
        this.ticksPerSecond = timescale(track.at("mdia", "mdhd"));
        this.codings = checkedEntries();
    }

    /// `timescale` stands at the same place in `mvhd` and `mdhd`.
    private static long timescale(Mp4Box header) throws IOException {
        long scale = header.fields().position(header.version() == 1 ? 20 : 12).getInt() & 0xFFFF_FFFFL;
        if (scale == 0) {
            throw new IOException("box " + header.type() + " has a time scale of 0");
        }
        return scale;
    }

    private List<Coding> checkedEntries() throws IOException {
        List<Coding> found = new ArrayList<>();
        for (Mp4Box entry : Mp4Box.boxes(table.at("stsd").fields().position(8).slice())) {
            Coding coding = switch (entry.type()) {
                case "avc1", "avc3" -> Coding.H264;
                case "hvc1", "hev1" -> Coding.H265;
                case "av01" -> Coding.AV1;
                case "mp4v" -> Coding.JPEG;
                default ->
                    throw new IOException("the export's video is none of H.264, H.265, AV1, JPEG: " + entry.type());
            };
            var inside = new Mp4Box(
                    entry.type(),
                    entry.body().slice(VISUAL_ENTRY_BYTES, entry.body().limit() - VISUAL_ENTRY_BYTES));
            check(coding, inside);
            found.add(coding);
        }
        if (found.isEmpty()) {
            throw new IOException("the export's video has no sample entry");
        }
        return found;
    }

    private static void check(Coding coding, Mp4Box entry) throws IOException {
        switch (coding) {
            case H264 -> checkLengths(entry.at("avcC").body().get(4));
            case H265 -> checkLengths(entry.at("hvcC").body().get(21));
            case AV1 -> entry.at("av1C");
            case JPEG -> entry.at("esds");
        }
    }

    private static void checkLengths(byte field) throws IOException {
        int lengthBytes = (field & 3) + 1;
        if (lengthBytes != 4) {
            throw new IOException("the export has NAL lengths of " + lengthBytes + " bytes, not 4");
        }
    }

    List<ExportedSample> samples() throws IOException {
        int[] sizes = sizes();
        Coding[] coded = new Coding[sizes.length];
        long[] offsets = offsets(sizes, coded);
        long[] shown = shown(sizes.length);
        List<Edit> edits = edits();
        List<ExportedSample> samples = new ArrayList<>(sizes.length);
        for (int at = 0; at < sizes.length; at++) {
            samples.add(new ExportedSample(offsets[at], sizes[at], movieUs(shown[at], edits), coded[at]));
        }
        return List.copyOf(samples);
    }

    private int[] sizes() throws IOException {
        ByteBuffer fields = table.at("stsz").fields();
        int same = fields.getInt();
        int count = fields.getInt();
        if (count < 0 || count > SAMPLES_MAX || (same == 0 && fields.remaining() / 4 < count)) {
            throw new IOException("the export's table of sizes claims " + count + " samples");
        }
        int[] sizes = new int[count];
        for (int at = 0; at < count; at++) {
            sizes[at] = same != 0 ? same : fields.getInt();
            if (sizes[at] < 0) {
                throw new IOException("sample " + at + " of the export has an impossible size");
            }
        }
        return sizes;
    }

    /// @param coded is filled with each sample's coding, by its sample entry
    private long[] offsets(int[] sizes, Coding[] coded) throws IOException {
        Optional<Mp4Box> large = table.find("co64");
        ByteBuffer chunks =
                large.isPresent() ? large.get().fields() : table.at("stco").fields();
        int chunkCount = chunks.getInt();
        ByteBuffer runs = table.at("stsc").fields();
        int runCount = runs.getInt();
        long[] offsets = new long[sizes.length];
        int sample = 0;
        int perChunk = 0;
        Coding coding = codings.getFirst();
        int nextRunAt = runCount > 0 ? runs.getInt(runs.position()) : Integer.MAX_VALUE;
        int runsRead = 0;
        for (int chunk = 1; chunk <= chunkCount && sample < sizes.length; chunk++) {
            if (chunk == nextRunAt) {
                runs.getInt();
                perChunk = runs.getInt();
                int entry = runs.getInt();
                if (entry < 1 || entry > codings.size()) {
                    throw new IOException("the export names a sample entry that is not there: " + entry);
                }
                coding = codings.get(entry - 1);
                runsRead++;
                nextRunAt = runsRead < runCount ? runs.getInt(runs.position()) : Integer.MAX_VALUE;
            }
            long at = large.isPresent() ? chunks.getLong() : chunks.getInt() & 0xFFFF_FFFFL;
            for (int in = 0; in < perChunk && sample < sizes.length; in++) {
                offsets[sample] = at;
                coded[sample] = coding;
                at += sizes[sample];
                sample++;
            }
        }
        if (sample < sizes.length) {
            throw new IOException("the export's chunks hold " + sample + " samples of " + sizes.length);
        }
        return offsets;
    }

    /// Composition times in media ticks (sections 8.6.1.2 and 8.6.1.3).
    private long[] shown(int count) throws IOException {
        long[] shown = new long[count];
        ByteBuffer durations = table.at("stts").fields();
        long at = 0;
        int sample = 0;
        for (int entries = durations.getInt(); entries > 0; entries--) {
            int times = durations.getInt();
            long duration = durations.getInt() & 0xFFFF_FFFFL;
            for (; times > 0 && sample < count; times--) {
                shown[sample++] = at;
                at += duration;
            }
        }
        if (sample < count) {
            throw new IOException("the export's times are for " + sample + " samples of " + count);
        }
        Optional<Mp4Box> shifts = table.find("ctts");
        if (shifts.isPresent()) {
            ByteBuffer fields = shifts.get().fields();
            boolean signed = shifts.get().version() == 1;
            sample = 0;
            for (int entries = fields.getInt(); entries > 0; entries--) {
                int times = fields.getInt();
                int shift = fields.getInt();
                for (; times > 0 && sample < count; times--) {
                    shown[sample++] += signed ? shift : shift & 0xFFFF_FFFFL;
                }
            }
        }
        return shown;
    }

    private List<Edit> edits() throws IOException {
        Optional<Mp4Box> box = track.find("edts");
        Optional<Mp4Box> listed = box.isPresent() ? box.get().find("elst") : Optional.empty();
        if (listed.isEmpty()) {
            return List.of();
        }
        long movieScale = timescale(moov.at("mvhd"));
        boolean wide = listed.get().version() == 1;
        ByteBuffer fields = listed.get().fields();
        List<Edit> edits = new ArrayList<>();
        long startUs = 0;
        for (int entries = fields.getInt(); entries > 0; entries--) {
            long duration = wide ? fields.getLong() : fields.getInt() & 0xFFFF_FFFFL;
            long media = wide ? fields.getLong() : fields.getInt();
            fields.getInt();
            long durationUs = micros(duration, movieScale);
            if (media >= 0) {
                edits.add(new Edit(startUs, media));
            }
            startUs += durationUs;
        }
        return edits;
    }

    /// Where in the movie a media time is shown: in the edit that holds it, or else by the nearest one before it.
    private long movieUs(long mediaTicks, List<Edit> edits) {
        if (edits.isEmpty()) {
            return micros(mediaTicks, ticksPerSecond);
        }
        Edit best = edits.getFirst();
        for (Edit edit : edits) {
            if (edit.mediaTicks <= mediaTicks) {
                best = edit;
            }
        }
        return best.startUs + micros(mediaTicks - best.mediaTicks, ticksPerSecond);
    }

    private static long micros(long ticks, long perSecond) {
        return Math.floorDiv(ticks, perSecond) * 1_000_000 + Math.floorMod(ticks, perSecond) * 1_000_000 / perSecond;
    }
}
