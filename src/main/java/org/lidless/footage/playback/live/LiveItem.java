package org.lidless.footage.playback.live;

import org.lidless.domain.Epoch;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.RingSample;

/// What a viewer is brought, live or replayed, in its order.
public sealed interface LiveItem {

    /// One sample.
    ///
    /// @param recorder   who recorded it
    /// @param epoch      under which; the first one where it is not known
    /// @param standingIn whether that one is not the camera's usual recorder
    /// @param seam       how it follows the sample before
    /// @param stepTicks  how much later it is decoded than the sample before, 1/90000 s, on the camera's own
    /// clock where
    ///                   that is known
    record Picture(RingSample sample, NodeId recorder, Epoch epoch, boolean standingIn, Seam seam, long stepTicks)
            implements LiveItem {

        public boolean key() {
            return sample.mark().key();
        }

        /// Whether a decoder goes on with it.
        public boolean follows() {
            return seam == Seam.NONE || seam == Seam.SAME;
        }
    }

    /// How a sample follows the one before.
    enum Seam {
        /// The same recorder goes on.
        NONE,
        /// It is the first.
        FIRST,
        /// The camera's very next sample, in another recorder's copy of the same bytes.
        SAME,
        /// A decoder has to begin anew, at this key sample.
        KEY
    }

    /// Nobody is known to have anything of this span.
    record Hole(TimeSpan span, GapCause cause) implements LiveItem {}

    /// Recorded, and not to be had now.
    record Gone(TimeSpan span, NodeId recorder, NodeId holder) implements LiveItem {}

    /// The viewer, or this server, was too slow: these are recorded, and left out.
    record Skipped(TimeSpan span, long samples) implements LiveItem {}

    /// No sample comes now.
    ///
    /// @param sinceUs end of the last one, site time, µs
    record Waiting(long sinceUs, Why why) implements LiveItem {}

    /// Why no sample comes.
    enum Why {
        CAMERA("camera"),
        RECORDER("recorder"),
        NOBODY("nobody");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Samples come again.
    record Flowing() implements LiveItem {}

    /// A replay has reached the newest, or going back the oldest, sample.
    record End() implements LiveItem {}
}
