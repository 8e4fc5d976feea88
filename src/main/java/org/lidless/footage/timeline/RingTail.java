package org.lidless.footage.timeline;

import java.util.List;
import org.lidless.domain.Epoch;
import org.lidless.footage.timeline.alignment.SampleMark;

/// The newest samples of one stream, out of a recorder's ring: of whoever records it, and of whoever shadows it.
/// The ring remembers nothing of its readers: each keeps its own place in the ring's count. Reading makes nobody
/// wait. Any thread.
public interface RingTail {

    /// Instead of a place: the newest key sample.
    long NEWEST_KEY = -1;

    /// Marks that one look answers at most: the newest.
    int MARKS_MAX = 1024;

    /// Samples that are read at once at most.
    int SAMPLES_MAX = 128;

    /// Nothing is taken behind so many bytes; one sample is taken whatever its size.
    int BYTES_AIM = 1 << 20;

    /// The tail of a stream of which this recorder has nothing.
    RingTail NONE = new RingTail() {
        @Override
        public Look look(long sinceUs) {
            return Look.NOTHING;
        }

        @Override
        public Batch next(long place) {
            return Batch.NOTHING;
        }
    };

    /// What is kept of the samples that were shown at or after a site time, µs; without their bytes.
    Look look(long sinceUs);

    /// The samples from a place on that are there now: none when there is nothing new. Places that the ring has
    /// forgotten are passed over, which shows in the samples' numbers; a place that it has not reached (it is
    /// another ring than before) begins anew.
    ///
    /// @param place a place, or [#NEWEST_KEY]
    Batch next(long place);

    /// @param here  whether the stream is followed at this recorder
    /// @param epoch under which it is
    /// @param first place of the first mark; the others follow without a step
    /// @param marks in the ring's order
    record Look(boolean here, Epoch epoch, long first, List<SampleMark> marks) {

        public static final Look NOTHING = new Look(false, Epoch.FIRST, 0, List.of());

        public Look {
            marks = List.copyOf(marks);
        }
    }

    /// @param here    whether the stream is followed at this recorder
    /// @param epoch   under which it is
    /// @param samples in the ring's order
    /// @param next    the place to ask for next
    record Batch(boolean here, Epoch epoch, List<RingSample> samples, long next) {

        public static final Batch NOTHING = new Batch(false, Epoch.FIRST, List.of(), 0);

        public Batch {
            samples = List.copyOf(samples);
        }
    }
}
