package org.lidless.footage.playback;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.SampleReader;

/// What a reader brings, for movies that are made one after the other: the item at which one ends is the next one's
/// first. One thread.
final class ItemFeed {

    private final SampleReader reader;
    private @Nullable Item putBack;

    ItemFeed(SampleReader reader) {
        this.reader = reader;
    }

    Optional<Item> next() throws IOException {
        Item first = putBack;
        putBack = null;
        return first == null ? reader.next() : Optional.of(first);
    }

    /// This one is the next again.
    void putBack(Item item) {
        putBack = item;
    }

    /// Whether an item was put back.
    boolean hasMore() {
        return putBack != null;
    }
}
