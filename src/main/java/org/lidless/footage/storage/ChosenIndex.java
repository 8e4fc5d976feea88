package org.lidless.footage.storage;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads from the index that the settings chose while that is current, and from the recorder's own otherwise: so that
/// no question ever fails because a server is away. Any thread.
public final class ChosenIndex implements SegmentIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenIndex.class);

    private final SegmentIndex chosen;
    private final BooleanSupplier isCurrent;
    private final SegmentIndex own;

    /// @param isCurrent whether the chosen one has everything
    /// @param own       always there
    public ChosenIndex(SegmentIndex chosen, BooleanSupplier isCurrent, SegmentIndex own) {
        this.chosen = chosen;
        this.isCurrent = isCurrent;
        this.own = own;
    }

    @Override
    public <T> T ask(Function<IndexMoment, T> question) {
        if (isCurrent.getAsBoolean()) {
            try {
                return chosen.ask(question);
            } catch (JdbiException away) {
                LOG.warn("the index server did not answer: {}", String.valueOf(away.getMessage()));
            }
        }
        return own.ask(question);
    }

    @Override
    public void close() {
        chosen.close();
        own.close();
    }
}
