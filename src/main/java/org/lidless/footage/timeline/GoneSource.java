package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;

/// A segment that was given up by retention between being found and being read. Any thread.
///
/// @param was as it was found
record GoneSource(SampleSource was) implements SampleSource {

    @Override
    public RunId run() {
        return was.run();
    }

    @Override
    public NodeId node() {
        return was.node();
    }

    @Override
    public NodeId holder() {
        return was.holder();
    }

    @Override
    public Epoch epoch() {
        return was.epoch();
    }

    @Override
    public int order() {
        return was.order();
    }

    @Override
    public long startUs() {
        return was.startUs();
    }

    @Override
    public Optional<Content> content() {
        return was.content();
    }

    @Override
    public boolean isReachable() {
        return true;
    }

    @Override
    public Optional<NodeId> awayAt() {
        return Optional.empty();
    }

    @Override
    public boolean isGone() {
        return true;
    }

    @Override
    public Holding open() throws IOException {
        throw new NoSuchFileException(was.toString(), null, "it was given up while it was read");
    }
}
