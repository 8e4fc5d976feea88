package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// Makes a plain MP4 with one video track and those of its companions, from front to end, without ever going back:
/// `ftyp`, one `mdat` for each group of samples, `moov` (ISO/IEC 14496-12 section 8). Parameters that change become
/// further sample entries; a companion that changes becomes another track.
///
/// The caller writes what the methods return, in the order of the calls, and each group's payload behind its head. One
/// thread.
public final class PlainMovie {

    private static final int STSS = BoxType.of("stss");
    private static final int CTTS = BoxType.of("ctts");
    private static final int CO64 = BoxType.of("co64");
    private static final int FRAME_BYTES = 1024;

    /// A camera that changes its companions more often loses those of later ones.
    private static final int TRACKS_MAX = 16;

    private final List<VideoParameters> entries = new ArrayList<>();
    private final List<CompanionTable> tracks = new ArrayList<>();
    private final IntTable sizes = new IntTable();
    private final IntTable durations = new IntTable();
    private final IntTable offsets = new IntTable();
    private final IntTable keys = new IntTable();
    /// First chunk, samples per chunk, sample entry.
    private final IntTable chunkRuns = new IntTable();
    /// Upper and lower half.
    private final IntTable chunkPlaces = new IntTable();

    private long position;
    private int entry;
    private int chunks;
    private int samples;
    private int lastDuration;
    private long firstDecode;
    private long lastDecode;

    /// The file's first bytes.
    public ByteBuffer front() {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        BoxWriter out =
                new BoxWriter(bytes).begin(BoxType.FTYP).u32(BoxType.of("isom")).u32(0x200);
        out.u32(BoxType.of("isom"))
                .u32(BoxType.of("iso2"))
                .u32(BoxType.of("avc1"))
                .u32(BoxType.of("mp41"));
        out.end();
        position = bytes.position();
        return bytes.flip();
    }

    /// What a decoder must know from the next group on; does nothing when it is what already holds. JPEG images bring
    /// what a decoder must know with them, whatever their size: one sample entry serves all.
    public void parameters(VideoParameters parameters) {
        int known = entries.indexOf(parameters) + 1;
        if (known == 0 && parameters.codec() == VideoCodec.MJPEG && !entries.isEmpty()) {
            known = entries.size();
        }
        if (known == 0) {
            entries.add(parameters);
        }
        entry = known == 0 ? entries.size() : known;
    }

    /// What to write for a group of samples.
    ///
    /// @param head   of its `mdat`; the samples' bytes follow it
    /// @param frames of companions, behind the samples' bytes
    public record Group(ByteBuffer head, List<ByteBuffer> frames) {}

    /// Takes a group of samples with what goes with them.
    ///
    /// @param group in decoding order, decoding times strictly rising over the whole movie; numbers and site times
    ///              do not matter. A sample lasts until the next one's decoding time, also across a gap
    public Group group(List<Sample> group) {
        if (entries.isEmpty() || position == 0) {
            throw new IllegalStateException("front and parameters come before the first samples");
        }
        long payload = 0;
        for (Sample sample : group) {
            add(sample);
            payload += sample.size();
        }
        List<ByteBuffer> frames = new ArrayList<>();
        List<Integer> counts = companions(group, frames);
        long samplesBytes = payload;
        for (ByteBuffer frame : frames) {
            payload += frame.remaining();
        }
        long head = payload + 8 > 0xffff_ffffL ? 16 : 8;
        chunk(group.size(), position + head);
        long place = position + head + samplesBytes;
        int frame = 0;
        for (int track = 0; track < counts.size(); track++) {
            int count = counts.get(track);
            if (count > 0) {
                tracks.get(track).chunk(count, place);
            }
            for (int i = 0; i < count; i++) {
                place += frames.get(frame++).remaining();
            }
        }
        position += head + payload;
        ByteBuffer bytes = ByteBuffer.allocate(16);
        if (head == 8) {
            bytes.putInt((int) (payload + 8)).putInt(BoxType.MDAT);
        } else {
            bytes.putInt(1).putInt(BoxType.MDAT).putLong(payload + 16);
        }
        return new Group(bytes.flip(), frames);
    }

    /// Takes the companions of a group, track by track; how many frames each track got.
    private List<Integer> companions(List<Sample> group, List<ByteBuffer> into) {
        for (Sample sample : group) {
            for (CompanionFrame frame : sample.companions()) {
                boolean isKnown = tracks.stream().anyMatch(each -> each.of().equals(frame.of()));
                if (!isKnown && tracks.size() < TRACKS_MAX) {
                    tracks.add(new CompanionTable(frame.of()));
                }
            }
        }
        List<Integer> counts = new ArrayList<>();
        for (CompanionTable track : tracks) {
            int before = into.size();
            for (Sample sample : group) {
                for (CompanionFrame frame : sample.companions()) {
                    if (frame.of().equals(track.of()) && track.add(frame, fromTheBeginning(sample))) {
                        into.add(frame.bytes());
                    }
                }
            }
            counts.add(into.size() - before);
        }
        return counts;
    }

    private Sample fromTheBeginning(Sample sample) {
        return sample.at(sample.decodeTicks() - firstDecode, sample.presentationTicks() - firstDecode);
    }

    private void add(Sample sample) {
        if (samples == 0) {
            firstDecode = sample.decodeTicks();
        } else {
            long step = sample.decodeTicks() - lastDecode;
            if (step <= 0 || step > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "a sample at " + sample.decodeTicks() + " ticks cannot follow one at " + lastDecode);
            }
            durations.addRun((int) step);
        }
        lastDecode = sample.decodeTicks();
        lastDuration = sample.durationTicks();
        samples++;
        sizes.add(sample.size());
        offsets.addRun(Math.toIntExact(sample.presentationTicks() - sample.decodeTicks()));
        if (sample.key()) {
            keys.add(samples);
        }
    }

    private void chunk(int count, long place) {
        chunks++;
        chunkPlaces.add((int) (place >>> 32));
        chunkPlaces.add((int) place);
        int last = chunkRuns.size();
        boolean same = last > 0 && chunkRuns.get(last - 2) == count && chunkRuns.get(last - 1) == entry;
        if (!same) {
            chunkRuns.add(chunks);
            chunkRuns.add(count);
            chunkRuns.add(entry);
        }
    }

    /// Samples so far.
    public int samples() {
        return samples;
    }

    /// Bytes so far, of the file as it is meant to be.
    public long bytes() {
        return position;
    }

    /// The file's `moov`; nothing but an [ExportHash] may follow.
    ///
    /// @param createdUs what the movie says it was made at, µs since 1970; 0 for nothing
    public ByteBuffer tail(long createdUs) {
        if (samples == 0) {
            throw new IllegalStateException("a movie has at least one sample");
        }
        durations.addRun(lastDuration);
        long duration = lastDecode - firstDecode + lastDuration;
        ByteBuffer bytes = ByteBuffer.allocate(tailBytesMax());
        BoxWriter out = new BoxWriter(bytes).begin(BoxType.MOOV);
        MovieHead.movieHeader(out, createdUs, duration, tracks.size());
        out.begin(MovieHead.TRAK);
        MovieHead.trackHeader(out, entries.getFirst(), createdUs, duration);
        MovieHead.beginMedia(out, createdUs, duration);
        tables(out);
        MovieHead.endMedia(out);
        out.end();
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).write(out, MovieHead.FIRST_COMPANION + i, createdUs);
        }
        out.end();
        position += bytes.position();
        return bytes.flip();
    }

    private int tailBytesMax() {
        long bytes = FRAME_BYTES;
        for (VideoParameters entry : entries) {
            bytes += SampleEntry.lengthMax(entry);
        }
        for (CompanionTable track : tracks) {
            bytes += track.bytesMax();
        }
        for (IntTable table : List.of(sizes, durations, offsets, keys, chunkRuns, chunkPlaces)) {
            bytes += 4L * table.size();
        }
        return Math.toIntExact(bytes);
    }

    private void tables(BoxWriter out) {
        out.begin(MovieHead.STSD, 0, 0).u32(entries.size());
        entries.forEach(entry -> SampleEntry.write(out, entry, SampleEntry.ParameterSets.IN_ENTRY));
        out.end();
        table(out, MovieHead.STTS, durations, 2);
        if (offsets.size() > 2 || offsets.get(1) != 0) {
            table(out, CTTS, offsets, 2);
        }
        if (keys.size() < samples) {
            table(out, STSS, keys, 1);
        }
        table(out, MovieHead.STSC, chunkRuns, 3);
        out.begin(MovieHead.STSZ, 0, 0).u32(0).u32(samples);
        sizes.write(out);
        out.end();
        table(out, CO64, chunkPlaces, 2);
    }

    private static void table(BoxWriter out, int type, IntTable values, int width) {
        out.begin(type, 0, 0).u32(values.size() / width);
        values.write(out);
        out.end();
    }
}
