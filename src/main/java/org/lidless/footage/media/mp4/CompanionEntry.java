package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;

/// The sample entry of a track that goes with the video: `mp4a` (ISO/IEC 14496-14), `alaw` and `ulaw` (as QuickTime
/// names G.711), `twos` (big-endian samples), `Opus` (*Encapsulation of Opus in ISO Base Media File Format*), `metx`
/// (ISO/IEC 14496-12 section 12.3.3.2).
final class CompanionEntry {

    private static final int MP4A = BoxType.of("mp4a");
    private static final int ALAW = BoxType.of("alaw");
    private static final int ULAW = BoxType.of("ulaw");
    private static final int TWOS = BoxType.of("twos");
    private static final int OPUS = BoxType.of("Opus");
    private static final int METX = BoxType.of("metx");
    private static final int DOPS = BoxType.of("dOps");
    private static final int ESDS = BoxType.of("esds");

    private static final int AUDIO_BYTES = 28;
    private static final int AAC = 0x40;
    /// Stream type 5, audio, and the bit that is always set.
    private static final int AUDIO_STREAM = 0x15;
    private static final int DECODER = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int DECODER_BYTES = 13;
    private static final int CONFIGURATION_BYTES_MAX = 64;
    /// The stream is joined in the middle: nothing of it is an encoder's beginning.
    private static final int OPUS_PRE_SKIP = 0;
    private static final byte[] NAMESPACE = "http://www.onvif.org/ver10/schema\0".getBytes(StandardCharsets.US_ASCII);

    private CompanionEntry() {}

    /// An upper bound on the length of an entry.
    static int lengthMax() {
        return 160 + CONFIGURATION_BYTES_MAX;
    }

    static void write(BoxWriter out, Companion of, int track) {
        switch (of.codec()) {
            case AAC -> {
                audio(out, MP4A, of);
                aac(out, of, track);
            }
            case G711_A -> audio(out, ALAW, of);
            case G711_U -> audio(out, ULAW, of);
            case L16 -> audio(out, TWOS, of);
            case OPUS -> {
                audio(out, OPUS, of);
                out.begin(DOPS)
                        .u8(0)
                        .u8(of.channels())
                        .u16(OPUS_PRE_SKIP)
                        .u32(of.rate())
                        .u16(0)
                        .u8(0)
                        .end();
            }
            case ONVIF_METADATA ->
                out.begin(METX).zeros(6).u16(1).u8(0).bytes(NAMESPACE).u8(0);
        }
        out.end();
    }

    private static void audio(BoxWriter out, int type, Companion of) {
        out.begin(type).zeros(6).u16(1).zeros(8).u16(of.channels()).u16(16).u32(0);
        out.u32(of.rate() <= 0xFFFF ? (long) of.rate() << 16 : 0);
    }

    private static void aac(BoxWriter out, Companion of, int track) {
        byte[] configuration = of.configuration().isEmpty()
                ? new byte[0]
                : of.configuration().getFirst().bytes();
        int decoder = DECODER_BYTES + 2 + configuration.length;
        out.begin(ESDS, 0, 0).u8(3).u8(3 + 2 + decoder + 3).u16(track).u8(0);
        out.u8(DECODER).u8(decoder).u8(AAC).u8(AUDIO_STREAM).zeros(DECODER_BYTES - 2);
        out.u8(DECODER_SPECIFIC).u8(configuration.length).bytes(configuration);
        out.u8(6).u8(1).u8(2).end();
    }

    /// Reads an entry back.
    ///
    /// @param rate the track's ticks in a second
    static Companion read(Box entry, int rate) throws BadMovieException {
        try {
            if (entry.type() == METX) {
                return new Companion(CompanionCodec.ONVIF_METADATA, rate, 0, List.of());
            }
            ByteBuffer body = entry.content(AUDIO_BYTES);
            int channels = body.getShort(16) & 0xFFFF;
            return entry.type() == MP4A
                    ? new Companion(CompanionCodec.AAC, rate, channels, configuration(body.position(AUDIO_BYTES)))
                    : new Companion(codec(entry.type()), rate, channels, List.of());
        } catch (IllegalArgumentException impossible) {
            throw new BadMovieException("an audio track that cannot be: " + impossible.getMessage());
        }
    }

    private static CompanionCodec codec(int type) throws BadMovieException {
        if (type == ALAW) {
            return CompanionCodec.G711_A;
        }
        if (type == ULAW) {
            return CompanionCodec.G711_U;
        }
        if (type == TWOS) {
            return CompanionCodec.L16;
        }
        if (type == OPUS) {
            return CompanionCodec.OPUS;
        }
        throw new BadMovieException("sample entry " + BoxType.name(type) + " is of no track that is known here");
    }

    /// The decoder specific information of an `esds` that [#write] wrote.
    private static List<ParameterSet> configuration(ByteBuffer boxes) throws BadMovieException {
        ByteBuffer in = Box.first(boxes, ESDS)
                .orElseThrow(() -> new BadMovieException("mp4a without esds"))
                .content(4 + 5 + 2 + DECODER_BYTES + 2);
        int at = 4 + 5 + 2 + DECODER_BYTES;
        int length = in.get(at + 1) & 0xFF;
        if (in.get(at) != DECODER_SPECIFIC || length > in.limit() - at - 2) {
            throw new BadMovieException("an esds that cannot be read");
        }
        byte[] configuration = new byte[length];
        in.get(at + 2, configuration);
        return length == 0 ? List.of() : List.of(new ParameterSet(configuration));
    }
}
