package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.SampleSource.Content;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sources of one run, one after another, numbers rising: what is read as one strand. Where samples of a run were
/// written twice (again, after a failed force), the second writing is a chain of its own; so is what the run has after
/// a long pause.
///
/// @param links at least one
record Chain(List<Link> links) {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    /// A run that pauses for longer goes on in another chain, so that what lies between is not read beside it.
    static final long PAUSE_US = 10_000_000;

    /// A source and what is in it.
    record Link(SampleSource source, Content content) {}

    Chain {
        links = List.copyOf(links);
    }

    RunId run() {
        return links.getFirst().source().run();
    }

    NodeId writer() {
        return links.getFirst().source().node();
    }

    NodeId holder() {
        return links.getFirst().source().holder();
    }

    Epoch epoch() {
        return links.getFirst().source().epoch();
    }

    TimeSpan span() {
        long fromUs = Long.MAX_VALUE;
        long toUs = Long.MIN_VALUE;
        for (Link link : links) {
            fromUs = Math.min(fromUs, link.content().span().fromUs());
            toUs = Math.max(toUs, link.content().span().toUs());
        }
        return new TimeSpan(fromUs, toUs);
    }

    /// Chains of all sources; one that grows is looked at, and left out while it has nothing.
    static List<Chain> of(List<SampleSource> sources) {
        Map<RunId, List<SampleSource>> runs = new TreeMap<>();
        for (SampleSource source : sources) {
            runs.computeIfAbsent(source.run(), _ -> new ArrayList<>()).add(source);
        }
        List<Chain> chains = new ArrayList<>();
        for (List<SampleSource> run : runs.values()) {
            run.sort(Comparator.comparingInt(SampleSource::order));
            List<List<Link>> lines = new ArrayList<>();
            for (SampleSource source : run) {
                content(source).ifPresent(content -> hang(new Link(source, content), lines));
            }
            lines.forEach(line -> chains.add(new Chain(line)));
        }
        return chains;
    }

    /// Where it goes on soonest: what was written again would otherwise take the rest of the run away from what it goes
    /// on with, and leave a chain with a hole and one that ends, each too short to be compared with another run.
    private static void hang(Link link, List<List<Link>> lines) {
        List<Link> goesOn = null;
        long nearest = Long.MIN_VALUE;
        for (List<Link> line : lines) {
            Content last = line.getLast().content();
            boolean fits = last.endNumber() <= link.content().firstNumber()
                    && link.content().span().fromUs() - last.span().toUs() < PAUSE_US;
            if (fits && last.endNumber() > nearest) {
                nearest = last.endNumber();
                goesOn = line;
            }
        }
        if (goesOn == null) {
            goesOn = new ArrayList<>();
            lines.add(goesOn);
        }
        goesOn.add(link);
    }

    /// What a source holds; one that grows has to be looked at, and may have nothing yet or be gone.
    static Optional<Content> content(SampleSource source) {
        Optional<Content> known = source.content();
        if (known.isPresent()) {
            return known;
        }
        try (Holding holding = source.open()) {
            List<Part> parts = holding.parts();
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            long fromUs = Long.MAX_VALUE;
            long toUs = Long.MIN_VALUE;
            for (Part part : parts) {
                fromUs = Math.min(fromUs, part.span().fromUs());
                toUs = Math.max(toUs, part.span().toUs());
            }
            return Optional.of(new Content(
                    new TimeSpan(fromUs, toUs),
                    parts.getFirst().firstNumber(),
                    parts.getLast().endNumber()));
        } catch (IOException gone) {
            LOG.debug("{}, which grows, cannot be read", source, gone);
            return Optional.empty();
        }
    }
}
