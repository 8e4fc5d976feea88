package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// Something that holds samples of one run of a stream, in order: a stored segment, here or at another recorder, later
/// also a ring in memory or a camera's own card. It can be opened any number of times, each for one thread.
public interface SampleSource {

    /// Whose samples these are.
    RunId run();

    /// Who recorded them.
    NodeId node();

    /// Who has them now.
    NodeId holder();

    /// Under which epoch they were recorded.
    Epoch epoch();

    /// Place among the sources of the run, in the order of writing.
    int order();

    /// Site time of its first sample, µs.
    long startUs();

    /// What it holds; empty while it grows, because then only opening it tells.
    Optional<Content> content();

    /// Whether somebody who has it can be asked now.
    boolean isReachable();

    /// Who has it and cannot be asked now: what cannot be read elsewhere is away, and not damaged, as long as there is
    /// somebody.
    Optional<NodeId> awayAt();

    /// Whether it was given up by retention since it was found: what cannot be read of it has expired, and is neither
    /// away
    /// nor damaged. Looks it up; asked only when reading failed.
    default boolean isGone() {
        return false;
    }

    /// Looks at what is there now; later growth is not seen.
    ///
    /// @throws IOException when it is gone, or so damaged that not even its beginning can be read
    Holding open() throws IOException;

    /// What a source holds.
    ///
    /// @param span        site time of its samples, µs
    /// @param firstNumber number of its first sample
    /// @param endNumber   number behind its last, were there no step in them
    record Content(TimeSpan span, long firstNumber, long endNumber) {}

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
