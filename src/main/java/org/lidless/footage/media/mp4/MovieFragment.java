package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Sample;

/// One movie fragment: a `moof` and the head of its `mdat` (ISO/IEC 14496-12 section 8.8). The video's track run comes
/// first: sizes, durations, key flags and composition offsets are per sample. Behind it one for each companion that has
/// frames in it. The payload is the samples' bytes in order, and then those of each companion's frames.
public final class MovieFragment {

    private static final int MFHD = BoxType.of("mfhd");
    private static final int TRAF = BoxType.of("traf");
    private static final int TFHD = BoxType.of("tfhd");
    private static final int TFDT = BoxType.of("tfdt");
    private static final int TRUN = BoxType.of("trun");

    private static final int DEFAULT_BASE_IS_MOOF = 0x020000;
    private static final int TRUN_FLAGS = 0x1 | 0x100 | 0x200 | 0x400 | 0x800;
    private static final int KEY_SAMPLE = 0x02000000;
    private static final int OTHER_SAMPLE = 0x01010000;
    private static final int FIXED_BYTES = 96;
    private static final int SAMPLE_BYTES = 16;
    private static final int RUN_FLAGS = 0x1 | 0x100 | 0x200;
    private static final int RUN_BYTES = 64;
    private static final int FRAME_BYTES = 8;

    private MovieFragment() {}

    /// Bytes of `moof` and of the head of `mdat` for this many samples.
    public static int headBytes(int samples) {
        return FIXED_BYTES + SAMPLE_BYTES * samples;
    }

    /// The same with these companions.
    public static int headBytes(int samples, List<TrackRun> companions) {
        int bytes = headBytes(samples);
        for (TrackRun run : companions) {
            bytes += RUN_BYTES + FRAME_BYTES * run.sizes().size();
        }
        return bytes;
    }

    /// Writes `moof` and the head of `mdat`.
    ///
    /// @param sequence     rising from 1 within the movie
    /// @param samples      at least one, in decoding order
    /// @param payloadBytes of the samples' bytes, which will follow, before those of the companions
    /// @param companions   those that have frames in it
    public static void write(
            ByteBuffer into, int sequence, List<Sample> samples, int payloadBytes, List<TrackRun> companions) {
        BoxWriter out = new BoxWriter(into);
        int count = samples.size();
        out.begin(BoxType.MOOF);
        out.begin(MFHD, 0, 0).u32(sequence).end();
        out.begin(TRAF);
        out.begin(TFHD, 0, DEFAULT_BASE_IS_MOOF).u32(MovieHead.TRACK).end();
        out.begin(TFDT, 1, 0).u64(samples.getFirst().decodeTicks()).end();
        out.begin(TRUN, 1, TRUN_FLAGS).u32(count).u32(headBytes(count, companions));
        for (int i = 0; i < count; i++) {
            Sample sample = samples.get(i);
            long duration =
                    i + 1 < count ? samples.get(i + 1).decodeTicks() - sample.decodeTicks() : sample.durationTicks();
            out.u32(duration).u32(sample.size()).u32(sample.key() ? KEY_SAMPLE : OTHER_SAMPLE);
            out.u32(sample.presentationTicks() - sample.decodeTicks());
        }
        out.end().end();
        int place = headBytes(count, companions) + payloadBytes;
        for (TrackRun run : companions) {
            write(out, run, place);
            place += run.bytes();
        }
        out.end();
        out.u32(place - headBytes(count, companions) + 8L).u32(BoxType.MDAT);
    }

    private static void write(BoxWriter out, TrackRun run, int place) {
        int count = run.sizes().size();
        out.begin(TRAF);
        out.begin(TFHD, 0, DEFAULT_BASE_IS_MOOF).u32(run.track()).end();
        out.begin(TFDT, 1, 0).u64(run.begin()).end();
        out.begin(TRUN, 0, RUN_FLAGS).u32(count).u32(place);
        for (int i = 0; i < count; i++) {
            out.u32(run.steps().get(i)).u32(run.sizes().get(i));
        }
        out.end().end();
    }

    /// The companions of a `moof` that [#write] wrote, from the buffer's position on.
    ///
    /// @throws BadMovieException when it is anything else
    public static List<TrackRun> companions(ByteBuffer in) throws BadMovieException {
        Box moof = Box.first(in, BoxType.MOOF).orElseThrow(() -> new BadMovieException("fragment without moof"));
        List<TrackRun> runs = new ArrayList<>();
        for (Box traf : moof.children()) {
            if (traf.type() != TRAF || traf.child(TFHD).content(8).getInt(4) == MovieHead.TRACK) {
                continue;
            }
            ByteBuffer run = traf.child(TRUN).content(12);
            int versionAndFlags = run.getInt();
            long count = Integer.toUnsignedLong(run.getInt());
            run.getInt();
            if (versionAndFlags != RUN_FLAGS || count == 0 || count * FRAME_BYTES != run.remaining()) {
                throw new BadMovieException("a companion's track run of another kind or length");
            }
            List<Integer> steps = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                steps.add(run.getInt());
                sizes.add(run.getInt());
            }
            if (steps.stream().anyMatch(step -> step < 0) || sizes.stream().anyMatch(size -> size < 0)) {
                throw new BadMovieException("impossible frame in a track run");
            }
            runs.add(new TrackRun(
                    traf.child(TFHD).content(8).getInt(4),
                    traf.child(TFDT).content(12).getLong(4),
                    steps,
                    sizes));
        }
        return runs;
    }

    /// What a `moof` says of one sample.
    ///
    /// @param decodeTicks       1/90000 s
    /// @param presentationTicks 1/90000 s
    /// @param durationTicks     1/90000 s
    /// @param key               whether decoding can begin here
    /// @param size              bytes
    public record Entry(long decodeTicks, long presentationTicks, int durationTicks, boolean key, int size) {}

    /// Reads a `moof` that [#write] wrote, from the buffer's position on.
    ///
    /// @throws BadMovieException when it is anything else
    public static List<Entry> read(ByteBuffer in) throws BadMovieException {
        Box moof = Box.first(in, BoxType.MOOF).orElseThrow(() -> new BadMovieException("fragment without moof"));
        Box traf = moof.child(TRAF);
        long decode = traf.child(TFDT).content(12).getLong(4);
        ByteBuffer run = traf.child(TRUN).content(12);
        int versionAndFlags = run.getInt();
        long count = Integer.toUnsignedLong(run.getInt());
        run.getInt();
        if (versionAndFlags != ((1 << 24) | TRUN_FLAGS) || count * SAMPLE_BYTES != run.remaining()) {
            throw new BadMovieException("track run of another kind or length");
        }
        List<Entry> entries = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            int duration = run.getInt();
            int size = run.getInt();
            boolean key = run.getInt() == KEY_SAMPLE;
            int offset = run.getInt();
            if (duration < 0 || size < 0 || offset < 0) {
                throw new BadMovieException("impossible sample " + i + " in a track run");
            }
            entries.add(new Entry(decode, decode + offset, duration, key, size));
            decode += duration;
        }
        return entries;
    }
}
