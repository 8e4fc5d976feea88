package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Loaded;
import org.lidless.footage.timeline.SampleSource.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the reading of a chain begins.
///
/// @param link which of its sources
/// @param part which part of that; it and those behind it are read
record Start(int link, int part) {

    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    static final Start AT_BEGIN = new Start(0, 0);

    /// The part that holds the key sample at or before a moment. Found backwards, so that only the GOP that holds the
    /// moment is read; where there is none, the part that holds the moment.
    static Start atKey(Chain chain, long timeUs) {
        if (chain.span().fromUs() >= timeUs) {
            return AT_BEGIN;
        }
        for (int link = chain.links().size() - 1; link >= 0; link--) {
            if (chain.links().get(link).content().span().fromUs() > timeUs) {
                continue;
            }
            int part = partWithKey(chain.links().get(link).source(), timeUs);
            if (part >= 0) {
                return new Start(link, part);
            }
        }
        return at(chain, timeUs);
    }

    /// The first part that reaches beyond a moment.
    static Start at(Chain chain, long timeUs) {
        int last = chain.links().size() - 1;
        for (int link = 0; link <= last; link++) {
            if (chain.links().get(link).content().span().toUs() <= timeUs && link < last) {
                continue;
            }
            try (Holding holding = chain.links().get(link).source().open()) {
                List<Part> parts = holding.parts();
                int part = 0;
                while (part < parts.size() && parts.get(part).span().toUs() <= timeUs) {
                    part++;
                }
                return new Start(link, part);
            } catch (IOException unreadable) {
                LOG.debug("reading begins with an unreadable source", unreadable);
                return new Start(link, 0);
            }
        }
        return AT_BEGIN;
    }

    private static int partWithKey(SampleSource source, long timeUs) {
        try (Holding holding = source.open()) {
            List<Part> parts = holding.parts();
            for (int i = parts.size() - 1; i >= 0; i--) {
                Part part = parts.get(i);
                boolean isKeyThere = part.span().fromUs() <= timeUs
                        && load(holding, part).stream()
                                .flatMap(loaded -> loaded.samples().stream())
                                .anyMatch(sample -> sample.key() && sample.timeUs() <= timeUs);
                if (isKeyThere) {
                    return i;
                }
            }
        } catch (IOException unreadable) {
            LOG.debug("no key sample to be had from an unreadable source", unreadable);
        }
        return -1;
    }

    /// A part's samples; empty when they are damaged, or the medium cannot give them: for a reader that is the same.
    static Optional<Loaded> load(Holding holding, Part part) {
        if (part.damaged()) {
            return Optional.empty();
        }
        try {
            return holding.load(part);
        } catch (IOException failed) {
            LOG.warn("a part of a segment cannot be read", failed);
            return Optional.empty();
        }
    }
}
