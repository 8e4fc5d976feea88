package org.lidless.web.media;

import java.util.Optional;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.PlayerFeed;

/// A picture on a page: where it comes from, and what makes it fit the page's player. One thread.
interface ShownPicture extends AutoCloseable {

    /// The next item; empty when there is none now.
    Optional<LiveItem> poll();

    PlayerFeed feed();

    /// Obeys `pace`, `seek` and `step`; answers whether it can be steered at all.
    boolean steer(Said order);

    @Override
    void close();
}
