package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// Something that holds consecutive samples of one run of a stream: a stored segment, later also a ring in memory,
/// another recorder, or a camera's own card. It can be opened any number of times, each for one thread.
public interface SampleSource {

    /// Whose samples these are.
    RunId run();

    /// Who recorded them.
    NodeId node();

    /// Place among the sources of the run, in the order of writing.
    int order();

    /// What it holds as far as is known without opening it; ends at [Long#MAX_VALUE] while it grows.
    TimeSpan span();

    /// Looks at what is there now; later growth is not seen.
    ///
    /// @throws IOException when it is gone, or so damaged that not even its beginning can be read
    Holding open() throws IOException;

    /// An opened source.
    interface Holding extends AutoCloseable {

        VideoParameters parameters();

        /// The parts in order of writing, known without reading samples.
        List<Part> parts();

        /// The samples of a part with their bytes; empty when they are damaged.
        ///
        /// @throws IOException when the medium fails
        Optional<Loaded> load(Part part) throws IOException;

        @Override
        void close() throws IOException;
    }

    /// Some consecutive samples that are read at once; a fragment, of a segment.
    ///
    /// @param place       what the source finds it by
    /// @param span        from the first time of showing to the end of the last
    /// @param firstNumber number of its first sample in the run
    /// @param count       how many samples; 0 when it is damaged
    /// @param damaged     whether it is known to be unreadable; then the span is the best guess
    record Part(long place, TimeSpan span, long firstNumber, int count, boolean damaged) {

        long endNumber() {
            return firstNumber + count;
        }
    }

    /// A part's samples in order of decoding, and the bytes of each.
    record Loaded(List<Sample> samples, List<ByteBuffer> payload) {

        public Loaded {
            samples = List.copyOf(samples);
            payload = List.copyOf(payload);
            if (samples.size() != payload.size()) {
                throw new IllegalArgumentException(samples.size() + " samples and bytes of " + payload.size());
            }
        }
    }
}
