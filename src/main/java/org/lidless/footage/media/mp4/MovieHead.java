package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// The front of a fragmented movie with one video track, and one for each companion behind it: `ftyp` and a `moov`
/// without samples (ISO/IEC 14496-12 section 8.8).
public final class MovieHead {

    static final int TRACK = 1;

    /// Number of the first companion's track.
    public static final int FIRST_COMPANION = TRACK + 1;

    static final int MVHD = BoxType.of("mvhd");
    static final int TRAK = BoxType.of("trak");
    static final int TKHD = BoxType.of("tkhd");
    static final int MDIA = BoxType.of("mdia");
    static final int MDHD = BoxType.of("mdhd");
    static final int HDLR = BoxType.of("hdlr");
    static final int MINF = BoxType.of("minf");
    static final int VMHD = BoxType.of("vmhd");
    static final int DINF = BoxType.of("dinf");
    static final int DREF = BoxType.of("dref");
    static final int URL = BoxType.of("url ");
    static final int STBL = BoxType.of("stbl");
    static final int STSD = BoxType.of("stsd");
    static final int STTS = BoxType.of("stts");
    static final int STSC = BoxType.of("stsc");
    static final int STSZ = BoxType.of("stsz");
    static final int STCO = BoxType.of("stco");
    private static final int MVEX = BoxType.of("mvex");
    private static final int TREX = BoxType.of("trex");

    /// Everything but the sample entry fits into this.
    private static final int FRAME_BYTES = 1024;

    private MovieHead() {}

    /// The bytes, ready to be written. Parameter sets in band are allowed by the sample entry.
    public static ByteBuffer write(VideoParameters parameters) {
        return write(parameters, List.of());
    }

    /// The same with companions, whose tracks count from 2 in this order.
    public static ByteBuffer write(VideoParameters parameters, List<Companion> companions) {
        return write(parameters, companions, SampleEntry.ParameterSets.IN_BAND);
    }

    /// @param where the parameter sets are
    static ByteBuffer write(VideoParameters parameters, List<Companion> companions, SampleEntry.ParameterSets where) {
        ByteBuffer bytes = ByteBuffer.allocate(FRAME_BYTES
                + SampleEntry.lengthMax(parameters)
                + companions.size() * (FRAME_BYTES + CompanionEntry.lengthMax()));
        BoxWriter out = new BoxWriter(bytes);
        out.begin(BoxType.FTYP).u32(BoxType.of("iso6")).u32(0);
        out.u32(BoxType.of("iso6")).u32(BoxType.of("iso5")).u32(BoxType.of("mp41"));
        if (parameters.codec() == VideoCodec.AV1) {
            out.u32(BoxType.of("av01"));
        }
        out.end();
        out.begin(BoxType.MOOV);
        movieHeader(out, 0, 0, companions.size());
        out.begin(TRAK);
        trackHeader(out, parameters, 0, 0);
        beginMedia(out, 0, 0);
        out.begin(STSD, 0, 0).u32(1);
        SampleEntry.write(out, parameters, where);
        out.end();
        noSamples(out);
        endMedia(out);
        out.end();
        for (int i = 0; i < companions.size(); i++) {
            CompanionTrack.begin(out, companions.get(i), TRACK + 1 + i, 0, 0, _ -> {});
            noSamples(out);
            CompanionTrack.end(out);
        }
        out.begin(MVEX);
        for (int track = TRACK; track <= TRACK + companions.size(); track++) {
            out.begin(TREX, 0, 0).u32(track).u32(1).u32(0).u32(0).u32(0).end();
        }
        out.end();
        out.end();
        return bytes.flip();
    }

    static void noSamples(BoxWriter out) {
        out.begin(STTS, 0, 0).u32(0).end();
        out.begin(STSC, 0, 0).u32(0).end();
        out.begin(STSZ, 0, 0).u32(0).u32(0).end();
        out.begin(STCO, 0, 0).u32(0).end();
    }

    /// The companions of a `moov` that [#write] wrote, in the order of their tracks.
    ///
    /// @throws BadMovieException when one of them cannot be read
    public static List<Companion> companions(Box moov) throws BadMovieException {
        List<Companion> companions = new ArrayList<>();
        for (Box trak : moov.children()) {
            if (trak.type() != TRAK || trak.child(TKHD).content(24).getInt(20) == TRACK) {
                continue;
            }
            Box media = trak.child(MDIA);
            Box entries = media.descend(MINF, STBL, STSD);
            Box entry = Box.all(entries.content(8).position(8)).stream()
                    .findFirst()
                    .orElseThrow(() -> new BadMovieException("track without a sample entry"));
            companions.add(
                    CompanionEntry.read(entry, media.child(MDHD).content(24).getInt(20)));
        }
        return companions;
    }

    /// What a decoder must know, from a `moov`.
    ///
    /// @throws BadMovieException when it has no video track of a known encoding
    public static VideoParameters parameters(Box moov) throws BadMovieException {
        Box entries = moov.descend(TRAK, MDIA, MINF, STBL, STSD);
        ByteBuffer body = entries.content(8).position(8);
        return SampleEntry.read(Box.all(body).stream()
                .findFirst()
                .orElseThrow(() -> new BadMovieException("track without a sample entry")));
    }

    static void movieHeader(BoxWriter out, long createdUs, long durationTicks, int companions) {
        long created = macSeconds(createdUs);
        out.begin(MVHD, 1, 0)
                .u64(created)
                .u64(created)
                .u32(Sample.TICKS_PER_SECOND)
                .u64(durationTicks);
        out.u32(0x10000)
                .u16(0x100)
                .zeros(10)
                .unityMatrix()
                .zeros(24)
                .u32(TRACK + 1 + companions)
                .end();
    }

    static void trackHeader(BoxWriter out, VideoParameters parameters, long createdUs, long durationTicks) {
        long created = macSeconds(createdUs);
        out.begin(TKHD, 1, 3).u64(created).u64(created).u32(TRACK).u32(0).u64(durationTicks);
        out.zeros(16).unityMatrix();
        out.u32((long) parameters.width() << 16)
                .u32((long) parameters.height() << 16)
                .end();
    }

    /// Opens `mdia`, `minf` and `stbl`.
    static void beginMedia(BoxWriter out, long createdUs, long durationTicks) {
        long created = macSeconds(createdUs);
        out.begin(MDIA);
        out.begin(MDHD, 1, 0)
                .u64(created)
                .u64(created)
                .u32(Sample.TICKS_PER_SECOND)
                .u64(durationTicks);
        out.u16(0x55c4).u16(0).end(); // language "und"
        out.begin(HDLR, 0, 0).u32(0).u32(BoxType.of("vide")).zeros(12).zeros(1).end();
        out.begin(MINF);
        out.begin(VMHD, 0, 1).zeros(8).end();
        out.begin(DINF).begin(DREF, 0, 0).u32(1);
        out.begin(URL, 0, 1).end();
        out.end().end();
        out.begin(STBL);
    }

    /// Closes what [#beginMedia] opened.
    static void endMedia(BoxWriter out) {
        out.end().end().end();
    }

    /// Seconds since 1904 (section 8.2.2.3); 0 for no time.
    static long macSeconds(long timeUs) {
        return timeUs == 0 ? 0 : Math.floorDiv(timeUs, 1_000_000L) + 2_082_844_800L;
    }
}
