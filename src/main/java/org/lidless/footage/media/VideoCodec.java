package org.lidless.footage.media;

/// The video encodings that are stored as they come.
public enum VideoCodec {
    /// ITU-T H.264, ISO/IEC 14496-10.
    H264("H.264"),
    /// ITU-T H.265, ISO/IEC 23008-2.
    H265("H.265"),
    /// AOMedia Video 1, by the AV1 bitstream specification.
    AV1("AV1"),
    /// One baseline JPEG image a sample (ITU-T T.81).
    MJPEG("MJPEG");

    private final String word;

    VideoCodec(String word) {
        this.word = word;
    }

    /// The name that people know.
    public String word() {
        return word;
    }
}
