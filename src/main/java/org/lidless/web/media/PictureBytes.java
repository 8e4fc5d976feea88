package org.lidless.web.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.Piece;
import org.lidless.footage.timeline.alignment.SampleMark;

/// The head of a binary message; docs/formats/live.md.
final class PictureBytes {

    /// So much is kept free in front of each piece: the head with the longest name.
    static final int ROOM = 64 + 127;

    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 64;
    private static final int KEY = 1;
    private static final int STANDING_IN = 2;
    private static final int FOLLOWS = 4;
    private static final int LATE = 8;
    /// A picture older than this is no live picture, µs.
    private static final long LATE_US = 1_000_000;

    private PictureBytes() {}

    /// Writes the head into the room before the piece's bytes; answers the whole message.
    ///
    /// @param sentUs now, site time
    static ByteBuffer message(int id, Piece.Media media, boolean isLive, long sentUs) {
        Picture picture = media.of();
        SampleMark mark = picture.sample().mark();
        byte[] recorder = picture.recorder().value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer message = media.message().duplicate();
        message.position(ROOM - FIXED_BYTES - recorder.length);
        ByteBuffer head = message.duplicate();
        int flags = (picture.key() ? KEY : 0)
                | (picture.standingIn() ? STANDING_IN : 0)
                | (picture.follows() ? FOLLOWS : 0)
                | (isLive && sentUs - mark.timeUs() > LATE_US ? LATE : 0);
        head.put((byte) VERSION).put((byte) media.kind().number()).put((byte) flags);
        head.put((byte) recorder.length).putInt(id);
        head.putLong(mark.timeUs()).putLong(media.axisUs()).putLong(sentUs);
        head.putLong(mark.run().bits()).putLong(mark.number()).putLong(mark.hash());
        head.putLong(picture.epoch().value()).put(recorder);
        return message;
    }
}
