package org.lidless.wire.node;

import java.io.IOException;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.footage.timeline.RingTail;
import org.lidless.world.DiskFile;

/// What a recorder gives its peers. Called on the server's threads, many at a time.
public interface FootageDesk {

    /// What became durable of a stream; an empty feed for one that is not recorded here. Returns at once.
    MarkFeed marks(StreamId stream);

    /// The newest samples of a stream that is recorded or shadowed here. Returns at once.
    default RingTail tail(StreamId stream) {
        return RingTail.NONE;
    }

    /// The pools of this node that are there now, with their catalogues.
    List<PoolReport> pools() throws IOException;

    /// A file of a pool's catalogue, to be read and closed by the caller.
    ///
    /// @param file as in [PoolReport.CatalogueFile]
    /// @throws java.nio.file.NoSuchFileException when there is none of that name
    DiskFile openCatalogue(PoolId pool, NodeId writer, String file) throws IOException;

    /// A segment, to be read and closed by the caller. The implementation opens nothing that does not parse as a
    /// segment's name.
    ///
    /// @param file the path inside the pool, `segments/…`
    /// @throws java.nio.file.NoSuchFileException when there is none of that name
    DiskFile openSegment(PoolId pool, String file) throws IOException;

    /// The camera's home has these segments, durable and verified: this node may let its copies go. Answers the names
    /// of
    /// those that are gone now, or were gone before.
    ///
    /// @param asker who says so, by its certificate
    List<String> release(NodeId asker, PoolId pool, List<BroughtHome> copies) throws IOException;
}
