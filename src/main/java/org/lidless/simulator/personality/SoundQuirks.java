package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.simulator.Payload;
import org.lidless.simulator.Personality;
import org.lidless.simulator.Personality.Reaction;
import org.lidless.simulator.SideTrack;
import org.lidless.simulator.Sounds;

/// Cameras that send sound and metadata beside their pictures, and what goes wrong with that. Whatever it is, the
/// pictures come.
final class SoundQuirks {

    private static final String FRIGATE = "Frigate's documents on recording";
    private static final String BLUECHERRY = "bluecherry: one bad track of sound kills the whole recording";
    /// After so long the sound stops, s.
    private static final long STOPS_AFTER = 6;
    /// So often its clock leaps, s.
    private static final long LEAPS_EVERY = 3;

    static final List<Quirk> ALL = List.of(
            new Quirk("aac", "sends its sound as AAC", "RFC 3640", SendsBeside.of(SideTracks.aac())),
            new Quirk("pcma", "sends its sound as G.711 A-law", FRIGATE, SendsBeside.of(SideTracks.pcma())),
            new Quirk(
                    "pcmu",
                    "sends its sound as G.711 µ-law, under the number that needs no name",
                    "RFC 3551 table 4; " + FRIGATE,
                    SendsBeside.of(SideTracks.pcmu(""))),
            new Quirk("opus", "sends its sound as Opus", "RFC 7587", SendsBeside.of(SideTracks.opus())),
            new Quirk(
                    "l16",
                    "sends its sound as plain samples of 16 bits",
                    "RFC 3551 section 4.5.11",
                    SendsBeside.of(SideTracks.l16())),
            new Quirk(
                    "onvif-metadata",
                    "sends AAC, and ONVIF's metadata in documents of several packets",
                    "ONVIF Streaming Specification section 5.1.2.1.1",
                    SendsBeside.of(SideTracks.aac(), SideTracks.metadata())),
            new Quirk(
                    "aac-without-config",
                    "does not say what a decoder of its AAC must know",
                    "retina's captured conversations",
                    SendsBeside.of(SideTracks.aacWithoutConfig())),
            new Quirk(
                    "aac-headers-garbage",
                    "sends AAC whose access unit headers are nonsense",
                    BLUECHERRY,
                    SendsBeside.of(SideTracks.aac(SideTracks.one(SideTracks.AAC_TYPE, number -> {
                        byte[] packet = SideTracks.withHeader(Sounds.aac(number));
                        packet[0] = (byte) 0xFF;
                        return packet;
                    })))),
            new Quirk(
                    "sound-stops",
                    "stops sending its sound after a while, and goes on with the picture",
                    "frigate and go2rtc threads",
                    SendsBeside.of(SideTracks.pcma(
                            number -> number * SideTracks.G711_TICKS >= STOPS_AFTER * SideTracks.G711_RATE
                                    ? List.of()
                                    : List.of(sound(number))))),
            new Quirk(
                    "picture-stops",
                    "stops sending pictures 4 s into each session, and goes on with its sound",
                    "go2rtc #1847",
                    new SoundGoesOn()),
            new Quirk(
                    "sound-clock-double",
                    "stamps sound of 8 kHz as if it were of 16 kHz",
                    "mediamtx and Frigate threads on wrong audio clock rates",
                    SendsBeside.of(SideTracks.pcma(
                            number -> List.of(sound(number).late((int) number * SideTracks.G711_TICKS))))),
            new Quirk(
                    "sound-clock-leaps",
                    "has its clock for the sound leap by hours every 3 s",
                    "Intelbras, for video; mediamtx #6255",
                    SendsBeside.of(SideTracks.pcma(number -> List.of(sound(number)
                            .late((int) (number * SideTracks.G711_TICKS / SideTracks.G711_RATE / LEAPS_EVERY)
                                    * 100_000_000))))),
            new Quirk(
                    "sound-other-type",
                    "sends its sound under another number than it said",
                    "gortsplib #658, for its format",
                    SendsBeside.of(SideTracks.pcma(SideTracks.one(
                            77, number -> Sounds.aLaw(number, SideTracks.G711_RATE, SideTracks.G711_TICKS))))),
            new Quirk(
                    "sound-461",
                    "refuses to set its sound up, with 461",
                    BLUECHERRY,
                    SendsBeside.of(SideTracks.aac()).answering(new Reaction.Refusal(461, "Unsupported Transport"))),
            new Quirk(
                    "sound-500",
                    "refuses to set its sound up, with 500",
                    BLUECHERRY,
                    SendsBeside.of(SideTracks.aac()).answering(new Reaction.Refusal(500, "Internal Server Error"))),
            new Quirk(
                    "sound-closes",
                    "closes the connection when its sound is to be set up",
                    BLUECHERRY,
                    SendsBeside.of(SideTracks.aac()).answering(new Reaction.HangUp())),
            new Quirk(
                    "sound-unanswered",
                    "says nothing when its sound is to be set up",
                    BLUECHERRY,
                    SendsBeside.of(SideTracks.aac()).answering(new Reaction.Silence())),
            new Quirk(
                    "sound-unknown",
                    "sends its sound in G.726",
                    "Hikvision's and Dahua's settings",
                    SendsBeside.of(SideTracks.g726())),
            new Quirk(
                    "sound-behind-back-channel",
                    "describes dozens of ways to send it sound before its pictures, and sends its own",
                    "Dahua; gortsplib #479",
                    SendsBeside.of(SideTracks.pcma()).saying(SoundQuirks::backChannelFirst)));

    private SoundQuirks() {}

    private record SoundGoesOn() implements Personality {

        @Override
        public List<SideTrack> sideTracks() {
            return List.of(SideTracks.pcma());
        }

        @Override
        public FrameFate onFrame(Moment moment) {
            return moment.playedUs() < 4_000_000 ? FrameFate.SENT : FrameFate.WITHHELD;
        }
    }

    private static Payload sound(long number) {
        return new Payload(Sounds.aLaw(number, SideTracks.G711_RATE, SideTracks.G711_TICKS), true, 8, 0);
    }

    private static String backChannelFirst(String good) {
        var types = new StringBuilder();
        var names = new StringBuilder();
        for (int type = 100; type < 127; type++) {
            types.append(' ').append(type);
            names.append("a=rtpmap:")
                    .append(type)
                    .append(" PCMA/")
                    .append(8_000 + 1_000 * (type - 100))
                    .append("\r\n");
        }
        return good.replace(
                "m=video",
                "m=audio 0 RTP/AVP" + types + "\r\n" + names + "a=sendonly\r\na=control:trackID=5\r\nm=video");
    }
}
