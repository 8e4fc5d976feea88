package org.lidless.footage.playback.live;

import java.nio.ByteBuffer;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;

/// What a player is given, in its order; docs/formats/live.md.
public sealed interface Piece {

    /// A track begins, or is another from here on.
    ///
    /// @param name  names the bytes of its beginning: the same for the same
    /// @param mime  for `addSourceBuffer`
    /// @param codec in people's words
    /// @param width 0 of sound
    record Format(Track track, String name, String mime, String codec, int width, int height) implements Piece {}

    /// Which of the player's tracks.
    enum Track {
        VIDEO("video"),
        SOUND("sound");

        private final String word;

        Track(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Somebody else's copy goes on.
    record From(NodeId recorder, Epoch epoch, boolean standingIn, Seam seam) implements Piece {}

    /// Something to append.
    ///
    /// @param kind    what it is
    /// @param of      the sample that it belongs to
    /// @param axisUs  when that is shown, on the player's axis, µs
    /// @param message the bytes, behind as much room as was asked for
    record Media(Kind kind, Picture of, long axisUs, ByteBuffer message) implements Piece {}

    /// What there is to append.
    enum Kind {
        VIDEO_HEAD(1),
        VIDEO(2),
        SOUND_HEAD(3),
        SOUND(4),
        DOCUMENT(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /// Something else happened.
    record Note(LiveItem item) implements Piece {}
}
