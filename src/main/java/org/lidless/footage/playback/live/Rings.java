package org.lidless.footage.playback.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;

/// The rings of the site's recorders, as far as they can be asked from here. Everything returns at once; answers
/// come to [LiveDesk] under the number that was asked with.
public interface Rings {

    /// Who has a stream, as the site has agreed; [Whereabouts#NOWHERE] for one that nobody records.
    Whereabouts where(StreamId stream);

    /// Whether a recorder can be asked now, and has been heard of within a second.
    boolean isHeard(NodeId recorder);

    /// What is there, from a site time on, µs?
    void look(NodeId recorder, int id, StreamId stream, long sinceUs);

    /// Wants the samples from a place of its ring on.
    void tail(NodeId recorder, int id, StreamId stream, long place);

    /// Wants no more under this number.
    void leave(NodeId recorder, int id, StreamId stream);

    /// @param owner  who records it
    /// @param shadow who keeps it in a ring besides
    /// @param home   its usual recorder
    record Whereabouts(Optional<NodeId> owner, Optional<NodeId> shadow, Optional<NodeId> home) {

        public static final Whereabouts NOWHERE = new Whereabouts(Optional.empty(), Optional.empty(), Optional.empty());

        /// The best one to ask first.
        List<NodeId> inOrder() {
            List<NodeId> all = new ArrayList<>();
            owner.ifPresent(all::add);
            shadow.ifPresent(all::add);
            return all;
        }
    }
}
