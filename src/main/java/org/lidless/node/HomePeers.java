package org.lidless.node;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.footage.backfill.Peers;
import org.lidless.footage.storage.SegmentName;
import org.lidless.wire.node.BroughtHome;
import org.lidless.world.DiskFile;

/// The other recorders' pools as bringing home needs them, over the wire.
final class HomePeers implements Peers {

    private final PeerFootage peers;

    HomePeers(PeerFootage peers) {
        this.peers = peers;
    }

    @Override
    public Set<PoolId> known() {
        return peers.known();
    }

    @Override
    public Set<PoolId> reachable() {
        return peers.reachable();
    }

    @Override
    public DiskFile open(PoolId pool, String file) throws IOException {
        PeerFootage.Place place = place(pool);
        return place.client().segment(place.pool(), file);
    }

    @Override
    public boolean release(PoolId pool, SegmentName name, Sha256 sha256) throws IOException {
        PeerFootage.Place place = place(pool);
        List<BroughtHome> copies = List.of(new BroughtHome(name.file(), sha256));
        return place.client().release(place.pool(), copies).contains(name.file());
    }

    private PeerFootage.Place place(PoolId pool) throws IOException {
        return peers.place(pool)
                .orElseThrow(() -> new NoSuchFileException("pool " + pool + " is nobody's that is known"));
    }
}
