package org.lidless.wire.node;

import java.io.IOException;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// Asks another recorder for what it holds. Any thread; each call waits for its answer, a few seconds at most.
///
/// Every method throws an [IOException] when the peer cannot be reached, is too slow, or refuses: then its footage is
/// away; `NoSuchFileException` when it answered that it has no such file.
public final class PeerClient implements AutoCloseable {

    private PeerClient() {}

    /// @param peer    who must answer there, by its certificate
    /// @param address `host:port`
    public static PeerClient of(World world, NodeCredentials own, NodeId peer, String address) {
        return new PeerClient();
    }

    /// The peer's pools and their catalogues' lengths.
    public List<PoolReport> pools() throws IOException {
        throw new IOException("not reachable");
    }

    /// A part of a catalogue file: from a place on, at most as much as one answer holds, nothing at its end.
    public byte[] catalogue(PoolId pool, NodeId writer, String file, long from) throws IOException {
        throw new IOException("not reachable");
    }

    /// A segment at the peer, read by ranges with read-ahead. Opening asks nothing yet. Any thread may read; it
    /// cannot be written.
    public DiskFile segment(PoolId pool, String file) {
        throw new UnsupportedOperationException("not yet");
    }

    /// Asks the peer to let its copies go; answers the names that are gone there.
    public List<String> release(PoolId pool, List<BroughtHome> copies) throws IOException {
        throw new IOException("not reachable");
    }

    @Override
    public void close() {}
}
