package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// What a pool's directory has to say to another recorder: which pool it is, and how far its catalogues reach.
///
/// @param identity the digits of the identity file
/// @param files    the files of all writers' catalogues, in the order in which they were written
public record CatalogueListing(String identity, List<File> files) {

    /// A file of a catalogue; it only grows.
    ///
    /// @param writer who writes it
    /// @param name   its name in the writer's directory
    /// @param bytes  its length now
    public record File(NodeId writer, String name, long bytes) {}

    public CatalogueListing {
        files = List.copyOf(files);
    }

    /// Looks at a pool's directory.
    ///
    /// @throws IOException when it is no pool, or cannot be read now
    public static CatalogueListing of(Disk disk, Path pool) throws IOException {
        PoolIdentity identity = PoolIdentity.read(disk, pool)
                .orElseThrow(() ->
                        new NoSuchFileException(pool.resolve(PoolIdentity.FILE).toString()));
        List<File> files = new ArrayList<>();
        for (CatalogueName each : IndexFeed.catalogues(disk, pool)) {
            try (DiskFile open = disk.openToRead(pool.resolve(each.file()))) {
                files.add(new File(each.node(), each.fileName(), open.size()));
            }
        }
        return new CatalogueListing(identity.id(), files);
    }

    /// Opens one of the files to read.
    ///
    /// @throws NoSuchFileException when there is none of that name, or it is no name of a catalogue's file
    public static DiskFile open(Disk disk, Path pool, NodeId writer, String name) throws IOException {
        CatalogueName parsed = CatalogueName.parse(writer, name).orElseThrow(() -> new NoSuchFileException(name));
        return disk.openToRead(pool.resolve(parsed.file()));
    }
}
