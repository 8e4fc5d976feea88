package org.lidless.footage.media.mp4;

import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;

/// The sample tables of one companion of a plain movie while it is made (ISO/IEC 14496-12 section 8.6).
final class CompanionTable {

    private static final int CO64 = BoxType.of("co64");
    private static final int EDTS = BoxType.of("edts");
    private static final int ELST = BoxType.of("elst");

    private final Companion of;
    private final CompanionAxis axis;
    private final IntTable sizes = new IntTable();
    private final IntTable durations = new IntTable();
    /// First chunk, frames per chunk, sample entry.
    private final IntTable chunkRuns = new IntTable();
    /// Upper and lower half.
    private final IntTable chunkPlaces = new IntTable();

    private int frames;
    private int chunks;
    private long first;
    private long last;
    private int lastTicks;

    CompanionTable(Companion of) {
        this.of = of;
        axis = new CompanionAxis(of);
    }

    Companion of() {
        return of;
    }

    /// Takes the next frame; false when it was there already.
    ///
    /// @param sample what it goes with, placed from the movie's beginning on
    boolean add(CompanionFrame frame, Sample sample) {
        long begin = axis.place(frame, sample);
        if (begin == CompanionAxis.TWICE || (frames > 0 && begin - last > Integer.MAX_VALUE)) {
            return false;
        }
        if (frames == 0) {
            first = begin;
        } else {
            durations.addRun((int) (begin - last));
        }
        last = begin;
        lastTicks = Math.max(1, frame.ticks());
        sizes.add(frame.size());
        frames++;
        return true;
    }

    /// Some of the frames that were added last lie here in the file, one behind the other.
    void chunk(int count, long place) {
        chunks++;
        chunkPlaces.add((int) (place >>> 32));
        chunkPlaces.add((int) place);
        if (chunkRuns.size() == 0 || chunkRuns.get(chunkRuns.size() - 2) != count) {
            chunkRuns.add(chunks);
            chunkRuns.add(count);
            chunkRuns.add(1);
        }
    }

    /// An upper bound on the length of its track.
    int bytesMax() {
        return 1024
                + CompanionEntry.lengthMax()
                + 4 * (sizes.size() + durations.size() + chunkRuns.size() + chunkPlaces.size() + 2);
    }

    /// Length in the movie's ticks, from the movie's beginning.
    private long movieTicks(long ticks) {
        return ticks * Sample.TICKS_PER_SECOND / of.rate();
    }

    /// Writes the track. It begins as much later than the movie as an empty edit says (section 8.6.6).
    void write(BoxWriter out, int track, long createdUs) {
        durations.addRun(lastTicks);
        long length = last - first + lastTicks;
        CompanionTrack.begin(out, of, track, createdUs, movieTicks(length), edits -> {
            edits.begin(EDTS).begin(ELST, 1, 0).u32(first > 0 ? 2 : 1);
            if (first > 0) {
                edits.u64(movieTicks(first)).u64(-1).u32(0x10000);
            }
            edits.u64(movieTicks(length)).u64(0).u32(0x10000).end().end();
        });
        table(out, MovieHead.STTS, durations, 2);
        table(out, MovieHead.STSC, chunkRuns, 3);
        out.begin(MovieHead.STSZ, 0, 0).u32(0).u32(frames);
        sizes.write(out);
        out.end();
        table(out, CO64, chunkPlaces, 2);
        CompanionTrack.end(out);
    }

    private static void table(BoxWriter out, int type, IntTable values, int width) {
        out.begin(type, 0, 0).u32(values.size() / width);
        values.write(out);
        out.end();
    }
}
