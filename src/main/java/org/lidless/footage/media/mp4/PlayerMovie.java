package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// Movies for players that are fed piece by piece (*Media Source Extensions*, HLS): one track each, its parameter
/// sets in the sample entry, because not every browser takes `avc3`.
public final class PlayerMovie {

    private static final int FLAC = BoxType.of("fLaC");
    private static final int DFLA = BoxType.of("dfLa");
    private static final int MVEX = BoxType.of("mvex");
    private static final int TREX = BoxType.of("trex");
    private static final int MFHD = BoxType.of("mfhd");
    private static final int TRAF = BoxType.of("traf");
    private static final int TFHD = BoxType.of("tfhd");
    private static final int TFDT = BoxType.of("tfdt");
    private static final int TRUN = BoxType.of("trun");
    private static final int DEFAULT_BASE_IS_MOOF = 0x020000;
    private static final int RUN_FLAGS = 0x1 | 0x100 | 0x200;
    private static final int HEAD_BYTES = 1536;
    private static final int FRAGMENT_BYTES = 96;
    private static final int FRAME_BYTES = 8;
    private static final int STREAM_INFO_LAST = 0x80000022;
    private static final int BLOCK_MIN = 16;
    private static final int BLOCK_MAX = 65_535;
    private static final int DEPTH = 16;

    private PlayerMovie() {}

    /// `ftyp` and `moov` of the video alone.
    public static ByteBuffer videoHead(VideoParameters parameters) {
        return MovieHead.write(parameters, List.of(), SampleEntry.ParameterSets.IN_ENTRY);
    }

    /// `ftyp` and `moov` of the sound alone.
    ///
    /// @param sound as it came from the camera; what is not AAC or Opus is announced as FLAC
    public static ByteBuffer soundHead(Companion sound) {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
        BoxWriter out = new BoxWriter(bytes);
        out.begin(BoxType.FTYP).u32(BoxType.of("iso6")).u32(0);
        out.u32(BoxType.of("iso6")).u32(BoxType.of("mp41")).end();
        out.begin(BoxType.MOOV);
        MovieHead.movieHeader(out, 0, 0, 0);
        soundTrack(out, sound, MovieHead.TRACK);
        out.begin(MVEX);
        out.begin(TREX, 0, 0).u32(MovieHead.TRACK).u32(1).u32(0).u32(0).u32(0).end();
        out.end().end();
        return bytes.flip();
    }

    static void soundTrack(BoxWriter out, Companion sound, int track) {
        boolean isAsItIs = switch (sound.codec()) {
            case AAC, OPUS -> true;
            case G711_A, G711_U, L16, ONVIF_METADATA -> false;
        };
        CompanionTrack.begin(out, sound, track, 0, 0, _ -> {}, entry -> {
            if (isAsItIs) {
                CompanionEntry.write(entry, sound, track);
            } else {
                flac(entry, sound);
            }
        });
        MovieHead.noSamples(out);
        CompanionTrack.end(out);
    }

    /// *Encapsulation of FLAC in ISO Base Media File Format*, section 3.3; `STREAMINFO` as RFC 9639 section 8.2.
    private static void flac(BoxWriter out, Companion sound) {
        out.begin(FLAC)
                .zeros(6)
                .u16(1)
                .zeros(8)
                .u16(sound.channels())
                .u16(DEPTH)
                .u32(0);
        out.u32(sound.rate() <= 0xffff ? (long) sound.rate() << 16 : 0);
        out.begin(DFLA, 0, 0)
                .u32(STREAM_INFO_LAST)
                .u16(BLOCK_MIN)
                .u16(BLOCK_MAX)
                .zeros(6);
        out.u64((long) sound.rate() << 44 | (long) (sound.channels() - 1) << 41 | (long) (DEPTH - 1) << 36);
        out.zeros(16).end().end();
    }

    /// A fragment of one video sample.
    ///
    /// @param room  bytes that are kept free in front
    /// @param bytes the sample's
    public static ByteBuffer videoFragment(int room, int sequence, Sample sample, ByteBuffer bytes) {
        int head = MovieFragment.headBytes(1);
        ByteBuffer out = ByteBuffer.allocate(room + head + bytes.remaining());
        out.position(room);
        ByteBuffer front = out.slice(room, head);
        MovieFragment.write(front, sequence, List.of(sample), bytes.remaining(), List.of());
        out.position(room + front.position()).put(bytes.duplicate());
        return out.flip();
    }

    /// A fragment of frames of sound that follow each other.
    ///
    /// @param room   bytes that are kept free in front
    /// @param begin  of the first one, in the track's ticks
    /// @param steps  how long each lasts, in the track's ticks
    /// @param frames their bytes, at least one
    public static ByteBuffer soundFragment(
            int room, int sequence, long begin, List<Integer> steps, List<ByteBuffer> frames) {
        int payload = frames.stream().mapToInt(ByteBuffer::remaining).sum();
        int head = FRAGMENT_BYTES + FRAME_BYTES * frames.size();
        ByteBuffer out = ByteBuffer.allocate(room + head + payload);
        out.position(room);
        BoxWriter writer = new BoxWriter(out);
        writer.begin(BoxType.MOOF).begin(MFHD, 0, 0).u32(sequence).end();
        writer.begin(TRAF);
        writer.begin(TFHD, 0, DEFAULT_BASE_IS_MOOF).u32(MovieHead.TRACK).end();
        writer.begin(TFDT, 1, 0).u64(begin).end();
        int moofBytes = 8 + 16 + 8 + 16 + 20 + 20 + FRAME_BYTES * frames.size();
        writer.begin(TRUN, 0, RUN_FLAGS).u32(frames.size()).u32(moofBytes + 8L);
        for (int i = 0; i < frames.size(); i++) {
            writer.u32(steps.get(i)).u32(frames.get(i).remaining());
        }
        writer.end().end().end();
        writer.u32(payload + 8L).u32(BoxType.MDAT);
        frames.forEach(frame -> out.put(frame.duplicate()));
        return out.flip();
    }
}
