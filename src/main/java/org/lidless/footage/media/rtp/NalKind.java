package org.lidless.footage.media.rtp;

/// What a NAL unit means for where one sample ends and the next begins (ITU-T H.264 section 7.4.1.2.3, H.265
/// section 7.4.2.4.4).
enum NalKind {
    /// Begins a picture.
    FIRST_SLICE,
    /// Goes on with a picture.
    LATER_SLICE,
    /// VPS or SPS: certainly before a picture.
    SEQUENCE,
    /// PPS: before a picture, or between its fields.
    PICTURE,
    /// Delimiter, SEI, and what is reserved: belongs to the picture that follows.
    BEFORE,
    /// Suffix SEI, filler, end of sequence: belongs to the picture before.
    AFTER;

    boolean isSlice() {
        return this == FIRST_SLICE || this == LATER_SLICE;
    }

    boolean isParameterSet() {
        return this == SEQUENCE || this == PICTURE;
    }
}
