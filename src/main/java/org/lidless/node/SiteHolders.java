package org.lidless.node;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.footage.timeline.Holders;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// This recorder's own pools by their paths, and other recorders' over the wire.
final class SiteHolders implements Holders {

    private final NodeId self;
    private final Disk disk;
    private final Map<PoolId, Path> own;
    private final @Nullable PeerFootage peers;
    private volatile Predicate<PoolId> isReadable = pool -> true;

    /// @param own   where each of this recorder's pools lies
    /// @param peers the other recorders of the site; none for a recorder that is alone
    SiteHolders(NodeId self, Disk disk, Map<PoolId, Path> own, @Nullable PeerFootage peers) {
        this.self = self;
        this.disk = disk;
        this.own = new TreeMap<>(own);
        this.peers = peers;
    }

    /// Whom to ask whether an own pool can be read now: one whose disk is missing or hangs is away, and nobody waits
    /// for
    /// it.
    void ownAreReadableIf(Predicate<PoolId> readable) {
        isReadable = readable;
    }

    @Override
    public boolean isReachable(PoolId pool) {
        return isNear(pool)
                ? isReadable.test(pool)
                : place(pool).filter(PeerFootage.Place::isReachable).isPresent();
    }

    @Override
    public boolean isNear(PoolId pool) {
        return own.containsKey(pool);
    }

    @Override
    public NodeId holder(PoolId pool) {
        if (isNear(pool)) {
            return self;
        }
        return place(pool).map(PeerFootage.Place::node).orElseGet(() -> namedIn(pool));
    }

    /// The first part of a pool's name names its holder, also when that recorder is no member any more.
    private NodeId namedIn(PoolId pool) {
        int dot = pool.value().lastIndexOf('.');
        return dot < 1 ? self : new NodeId(pool.value().substring(0, dot));
    }

    @Override
    public DiskFile open(PoolId pool, String file) throws IOException {
        Path directory = own.get(pool);
        if (directory != null) {
            return disk.openToRead(directory.resolve(file));
        }
        PeerFootage.Place place = place(pool)
                .orElseThrow(() -> new NoSuchFileException(file, null, "pool " + pool + " is nobody's that is known"));
        if (!place.isReachable()) {
            throw new IOException("recorder " + place.node() + ", which holds " + file + ", cannot be reached now");
        }
        return place.client().segment(place.pool(), file);
    }

    private Optional<PeerFootage.Place> place(PoolId pool) {
        return peers == null ? Optional.empty() : peers.place(pool);
    }
}
