package org.lidless.footage.media.mp4;

import org.lidless.footage.media.Companion;

/// The `trak` of a companion, up to its sample tables (ISO/IEC 14496-12 section 8.3).
final class CompanionTrack {

    private static final int SMHD = BoxType.of("smhd");
    private static final int NMHD = BoxType.of("nmhd");
    private static final int FULL_VOLUME = 0x0100;

    private CompanionTrack() {}

    /// Writes what stands between a track's header and its media, or a sample entry.
    interface Edits {
        void write(BoxWriter out);
    }

    /// Opens `trak`, `mdia`, `minf` and `stbl`, and writes the sample entry.
    ///
    /// @param movieTicks length in the movie's ticks
    static void begin(BoxWriter out, Companion of, int track, long createdUs, long movieTicks, Edits edits) {
        begin(out, of, track, createdUs, movieTicks, edits, entry -> CompanionEntry.write(entry, of, track));
    }

    /// The same with another sample entry.
    static void begin(
            BoxWriter out, Companion of, int track, long createdUs, long movieTicks, Edits edits, Edits entry) {
        long created = MovieHead.macSeconds(createdUs);
        boolean isAudio = of.codec().isAudio();
        out.begin(MovieHead.TRAK);
        out.begin(MovieHead.TKHD, 1, 3)
                .u64(created)
                .u64(created)
                .u32(track)
                .u32(0)
                .u64(movieTicks);
        out.zeros(8)
                .u16(0)
                .u16(isAudio ? 1 : 0)
                .u16(isAudio ? FULL_VOLUME : 0)
                .u16(0)
                .unityMatrix();
        out.zeros(8).end();
        edits.write(out);
        out.begin(MovieHead.MDIA);
        out.begin(MovieHead.MDHD, 1, 0).u64(created).u64(created).u32(of.rate());
        out.u64(movieTicks * of.rate() / org.lidless.footage.media.Sample.TICKS_PER_SECOND);
        out.u16(0x55c4).u16(0).end(); // language "und"
        out.begin(MovieHead.HDLR, 0, 0)
                .u32(0)
                .u32(BoxType.of(isAudio ? "soun" : "meta"))
                .zeros(12)
                .zeros(1)
                .end();
        out.begin(MovieHead.MINF);
        if (isAudio) {
            out.begin(SMHD, 0, 0).u32(0).end();
        } else {
            out.begin(NMHD, 0, 0).end();
        }
        out.begin(MovieHead.DINF).begin(MovieHead.DREF, 0, 0).u32(1);
        out.begin(MovieHead.URL, 0, 1).end();
        out.end().end();
        out.begin(MovieHead.STBL).begin(MovieHead.STSD, 0, 0).u32(1);
        entry.write(out);
        out.end();
    }

    /// Closes what [#begin] opened.
    static void end(BoxWriter out) {
        out.end().end().end().end();
    }
}
