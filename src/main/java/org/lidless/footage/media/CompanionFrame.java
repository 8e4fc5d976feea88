package org.lidless.footage.media;

import java.nio.ByteBuffer;

/// One piece of a track that goes with the video: an audio frame, or a document of metadata. It belongs to a video
/// sample, with which it is stored, read and exported; whoever's copy of the sample is taken, its pieces come with it.
///
/// @param of     its track
/// @param timeUs when it begins, site time, µs since 1970
/// @param ticks  how long it lasts, in its track's ticks; 0 when nobody knows, as with metadata
/// @param bytes  as the camera sent them; read through duplicates
public record CompanionFrame(Companion of, long timeUs, int ticks, ByteBuffer bytes) {

    public CompanionFrame {
        bytes = bytes.asReadOnlyBuffer();
        if (ticks < 0) {
            throw new IllegalArgumentException("a frame lasts at least no time, not " + ticks + " ticks");
        }
    }

    public int size() {
        return bytes.remaining();
    }
}
