package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The pools of this machine, by path. Any thread.
public final class LocalHolders implements Holders {

    private final Disk disk;
    private final NodeId self;
    private final SortedMap<PoolId, Path> directories;

    /// @param self        this node
    /// @param directories where each of its pools lies
    public LocalHolders(Disk disk, NodeId self, Map<PoolId, Path> directories) {
        this.disk = disk;
        this.self = self;
        this.directories = Collections.unmodifiableSortedMap(new TreeMap<>(directories));
    }

    /// A pool of this machine is asked for its files even when its disk is gone: that shows as damage, not as away,
    /// because nobody else has to come back for it.
    @Override
    public boolean isReachable(PoolId pool) {
        return directories.containsKey(pool);
    }

    @Override
    public boolean isNear(PoolId pool) {
        return directories.containsKey(pool);
    }

    @Override
    public NodeId holder(PoolId pool) {
        return self;
    }

    @Override
    public DiskFile open(PoolId pool, String file) throws IOException {
        Path directory = directories.get(pool);
        if (directory == null) {
            throw new NoSuchFileException(file, null, "pool " + pool + " is not in the settings");
        }
        return disk.openToRead(directory.resolve(file));
    }
}
