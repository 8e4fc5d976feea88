package org.lidless.footage.media.rtsp;

/// How a track that goes with the video fares in this session.
///
/// @param isAudio  whether it is the sound, and not the metadata
/// @param name     its coding, as people know it, or in the camera's words
/// @param standing how it is
/// @param frames   received in this session
/// @param dropped  packets that were of no use in this session
/// @param lastUs   monotonic time of the last frame, µs; `Long.MIN_VALUE` before the first
public record CompanionView(boolean isAudio, String name, Standing standing, long frames, long dropped, long lastUs) {

    /// How a track is.
    public enum Standing {
        /// Frames come.
        ARRIVING("arriving"),
        /// It was set up just now, or it is metadata, of which none need come.
        WAITING("waiting"),
        /// No sound comes, although it was set up.
        SILENT("silent"),
        /// Packets come and nothing in them can be used.
        UNREADABLE("unreadable"),
        /// The camera refused to set it up, or did not answer.
        REFUSED("refused"),
        /// It is coded in a way that is not recorded.
        UNKNOWN("not-recorded"),
        /// The camera sent no picture when it was asked for, too.
        LEFT_OUT("left-out"),
        /// The settings say so.
        OFF("off");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /// Whether something that could be recorded is not.
        public boolean isTrouble() {
            return switch (this) {
                case ARRIVING, WAITING, OFF -> false;
                case SILENT, UNREADABLE, REFUSED, UNKNOWN, LEFT_OUT -> true;
            };
        }
    }
}
