package org.lidless.simulator.personality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.lidless.simulator.Payload;
import org.lidless.simulator.SideTrack;
import org.lidless.simulator.Sounds;

/// Sound and metadata as good cameras send them.
final class SideTracks {

    static final int AAC_TYPE = 97;
    static final int AAC_RATE = 16_000;
    static final int AAC_TICKS = 1024;
    static final int G711_RATE = 8_000;
    static final int G711_TICKS = 320;

    private static final int UNIT_LENGTH_BITS = 3;
    private static final String AAC_FORMAT =
            "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;" + "indexdeltalength=3";

    private SideTracks() {}

    /// AAC-LC, 16 kHz, one channel, an access unit a packet (RFC 3640 section 3.3.6).
    static SideTrack aac() {
        return aac(AAC_FORMAT + ";config=1408", one(AAC_TYPE, number -> withHeader(Sounds.aac(number))));
    }

    /// The same without what a decoder must know.
    static SideTrack aacWithoutConfig() {
        return aac(AAC_FORMAT, one(AAC_TYPE, number -> withHeader(Sounds.aac(number))));
    }

    /// The same with other units.
    static SideTrack aac(SideTrack.Units units) {
        return aac(AAC_FORMAT + ";config=1408", units);
    }

    private static SideTrack aac(String format, SideTrack.Units units) {
        return new SideTrack("audio", AAC_TYPE, "mpeg4-generic/16000/1", format, AAC_RATE, AAC_TICKS, units);
    }

    /// 40 ms a packet, under the number that needs no name.
    static SideTrack pcma() {
        return pcma(one(8, number -> Sounds.aLaw(number, G711_RATE, G711_TICKS)));
    }

    static SideTrack pcma(SideTrack.Units units) {
        return new SideTrack("audio", 8, "PCMA/8000", "", G711_RATE, G711_TICKS, units);
    }

    static SideTrack pcmu(String name) {
        return new SideTrack(
                "audio",
                0,
                name,
                "",
                G711_RATE,
                G711_TICKS,
                one(0, number -> Sounds.muLaw(number, G711_RATE, G711_TICKS)));
    }

    static SideTrack l16() {
        return new SideTrack(
                "audio", 98, "L16/16000", "", AAC_RATE, 320, one(98, number -> Sounds.l16(number, AAC_RATE, 320)));
    }

    static SideTrack opus() {
        return new SideTrack("audio", 99, "opus/48000/2", "", 48_000, 960, one(99, Sounds::opus));
    }

    /// Sound that nobody here can record.
    static SideTrack g726() {
        return new SideTrack(
                "audio", 100, "G726-32/8000", "", G711_RATE, G711_TICKS, one(100, number -> new byte[160]));
    }

    /// A document each second, in several packets.
    static SideTrack metadata() {
        return new SideTrack("application", 107, "vnd.onvif.metadata/90000", "", 90_000, 90_000, number -> {
            List<byte[]> pieces = Sounds.metadata(number);
            List<Payload> payloads = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                payloads.add(new Payload(pieces.get(i), i == pieces.size() - 1, 107, 0));
            }
            return payloads;
        });
    }

    /// One packet a unit.
    static SideTrack.Units one(int type, LongFunction<byte[]> bytes) {
        return number -> List.of(new Payload(bytes.apply(number), true, type, 0));
    }

    /// An access unit behind its header: 16 bits of headers, 13 of them its length (RFC 3640 section 3.2.1).
    static byte[] withHeader(byte[] unit) {
        byte[] payload = new byte[4 + unit.length];
        payload[1] = 16;
        int header = unit.length << UNIT_LENGTH_BITS;
        payload[2] = (byte) (header >> 8);
        payload[3] = (byte) header;
        System.arraycopy(unit, 0, payload, 4, unit.length);
        return payload;
    }
}
