package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.footage.media.Sample;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Loaded;
import org.lidless.footage.timeline.SampleSource.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where reading begins: the key sample at or before a moment. Found backwards, so that only the GOP that holds the
/// moment is read.
///
/// @param source which of the sources
/// @param number the key sample's number; -1 to begin with the source's first key sample
record Start(int source, long number) {

    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    static Start find(List<SampleSource> sources, long fromUs) {
        int holder = -1;
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).span().contains(fromUs) && reaches(sources.get(i), fromUs)) {
                holder = i;
                break;
            }
        }
        if (holder < 0) {
            int later = 0;
            while (later < sources.size() && sources.get(later).span().fromUs() < fromUs) {
                later++;
            }
            return new Start(later, -1);
        }
        for (int i = holder;
                i >= 0 && sources.get(i).run().equals(sources.get(holder).run());
                i--) {
            OptionalLong key = keyAtOrBefore(sources.get(i), fromUs);
            if (key.isPresent()) {
                return new Start(i, key.getAsLong());
            }
        }
        return new Start(holder, -1);
    }

    /// Whether the source has samples up to a moment; one that grows only tells when it is opened.
    private static boolean reaches(SampleSource source, long timeUs) {
        if (source.span().toUs() != Long.MAX_VALUE) {
            return true;
        }
        try (Holding holding = source.open()) {
            List<Part> parts = holding.parts();
            return !parts.isEmpty() && parts.getLast().span().toUs() > timeUs;
        } catch (IOException gone) {
            LOG.debug("a growing source is gone", gone);
            return false;
        }
    }

    private static OptionalLong keyAtOrBefore(SampleSource source, long timeUs) {
        try (Holding holding = source.open()) {
            List<Part> parts = holding.parts();
            for (int i = parts.size() - 1; i >= 0; i--) {
                Part part = parts.get(i);
                if (part.span().fromUs() > timeUs) {
                    continue;
                }
                OptionalLong key = load(holding, part)
                        .map(loaded -> lastKey(loaded, timeUs))
                        .orElse(OptionalLong.empty());
                if (key.isPresent()) {
                    return key;
                }
            }
        } catch (IOException unreadable) {
            LOG.debug("no key sample to be had from an unreadable source", unreadable);
        }
        return OptionalLong.empty();
    }

    private static OptionalLong lastKey(Loaded loaded, long timeUs) {
        return loaded.samples().stream()
                .filter(sample -> sample.key() && sample.timeUs() <= timeUs)
                .mapToLong(Sample::number)
                .max();
    }

    /// A part's samples; empty when they are damaged, or the medium cannot give them: for a reader that is the same.
    static Optional<Loaded> load(Holding holding, Part part) {
        if (part.damaged()) {
            return Optional.empty();
        }
        try {
            return holding.load(part);
        } catch (IOException failed) {
            LOG.warn("a part of a segment cannot be read and is shown as damaged", failed);
            return Optional.empty();
        }
    }
}
