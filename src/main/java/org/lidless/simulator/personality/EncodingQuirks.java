package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.simulator.Personality;

/// Cameras of other encodings, and cameras whose parameters change.
final class EncodingQuirks {

    static final List<Quirk> ALL = List.of(
            new Quirk("av1", "sends AV1", "RTP Payload Format For AV1", new ShowsClips(List.of("av1"))),
            new Quirk(
                    "mjpeg",
                    "sends MJPEG, under the number that needs no name",
                    "RFC 2435",
                    new ShowsClips(List.of("mjpeg"))),
            new Quirk(
                    "day-and-night",
                    "changes its parameter sets every 3 s without a word, as at dusk and dawn",
                    "mediamtx #4262",
                    new ShowsClips(List.of("plain264", "night264"))),
            new Quirk(
                    "changes-codec",
                    "restarts every 3 s with the other of H.264 and H.265, as one that was given new settings",
                    "frigate and mediamtx threads",
                    new ShowsClips(List.of("plain264", "plain265"))),
            new Quirk(
                    "long-gop",
                    "sends a key frame once a minute, as one whose encoder is smart",
                    "H.264+ and its like; frigate's documents",
                    new SendsKeysSeldom()));

    private record SendsKeysSeldom() implements Personality {

        private static final long APART_US = 60_000_000;
        /// The first one that comes is sent, and then the first after each minute.
        private static final long FIRST_US = 500_000;

        @Override
        public FrameFate onFrame(Moment moment) {
            boolean isDue = moment.playedUs() % APART_US < FIRST_US;
            return !moment.key() || isDue ? FrameFate.SENT : FrameFate.WITHHELD;
        }
    }

    private EncodingQuirks() {}
}
