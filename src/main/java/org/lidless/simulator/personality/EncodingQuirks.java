package org.lidless.simulator.personality;

import java.util.List;

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
                    new ShowsClips(List.of("plain264", "plain265"))));

    private EncodingQuirks() {}
}
