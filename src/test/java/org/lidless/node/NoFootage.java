package org.lidless.node;

import java.nio.file.NoSuchFileException;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.wire.node.BroughtHome;
import org.lidless.wire.node.FootageDesk;
import org.lidless.wire.node.MarkFeed;
import org.lidless.wire.node.PoolReport;
import org.lidless.world.DiskFile;

/// A recorder of which nothing can be had.
class NoFootage implements FootageDesk {

    @Override
    public MarkFeed marks(StreamId stream) {
        throw new IllegalStateException("nobody shadows a camera here");
    }

    @Override
    public List<PoolReport> pools() {
        return List.of();
    }

    @Override
    public DiskFile openCatalogue(PoolId pool, NodeId writer, String file) throws NoSuchFileException {
        throw new NoSuchFileException(file);
    }

    @Override
    public DiskFile openSegment(PoolId pool, String file) throws NoSuchFileException {
        throw new NoSuchFileException(file);
    }

    @Override
    public List<String> release(NodeId asker, PoolId pool, List<BroughtHome> copies) {
        return List.of();
    }
}
