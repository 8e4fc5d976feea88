package org.lidless.footage.media;

/// What a track that goes with the video is coded in.
public enum CompanionCodec {
    /// MPEG-4 audio, ISO/IEC 14496-3, as RFC 3640 carries it.
    AAC("AAC"),
    /// ITU-T G.711, A-law.
    G711_A("G.711 A-law"),
    /// ITU-T G.711, µ-law.
    G711_U("G.711 µ-law"),
    /// RFC 6716, as RFC 7587 carries it.
    OPUS("Opus"),
    /// Samples of 16 bits, big-endian, RFC 3551 section 4.5.11.
    L16("L16"),
    /// XML documents of the ONVIF Streaming Specification, section 5.1.2.1.1.
    ONVIF_METADATA("ONVIF metadata");

    private final String word;

    CompanionCodec(String word) {
        this.word = word;
    }

    /// The name that people know.
    public String word() {
        return word;
    }

    public boolean isAudio() {
        return this != ONVIF_METADATA;
    }
}
