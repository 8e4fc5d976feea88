package org.lidless.wire.node;

import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.footage.timeline.RingTail;

/// What a [LiveLink] tells. All calls come on the link's thread; whoever takes long holds up this recorder's
/// pictures and no other's.
public interface LiveHearer {

    /// The recorder can be asked; whatever was wanted before is forgotten there.
    void opened(NodeId recorder);

    /// It cannot be asked any more, for now.
    void closed(NodeId recorder);

    /// What there is of the stream that was looked for under this number.
    void looked(NodeId recorder, int id, RingTail.Look look);

    /// Samples of the stream that is wanted under this number.
    void came(NodeId recorder, int id, RingTail.Batch batch);

    /// Its certificate is none of the site's, or it speaks another version; told once until that changes.
    void refused(NodeId recorder, Problem problem);
}
