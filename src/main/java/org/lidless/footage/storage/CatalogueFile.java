package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// One file of a pool's catalogue, as others may ask for it.
///
/// @param writer whose it is
/// @param file   its path inside the pool, `catalogue/NODE/…`
/// @param bytes  its length now; it only grows, as long as no power is lost
public record CatalogueFile(NodeId writer, String file, long bytes) {

    /// All of a pool, node by node, in the order in which they were written.
    ///
    /// @param pool its directory
    public static List<CatalogueFile> of(Disk disk, Path pool) throws IOException {
        List<CatalogueFile> files = new ArrayList<>();
        for (CatalogueName name : IndexFeed.catalogues(disk, pool)) {
            try (DiskFile open = disk.openToRead(pool.resolve(name.file()))) {
                files.add(new CatalogueFile(name.node(), name.file(), open.size()));
            }
        }
        return files;
    }

    /// The path inside a pool of a node's file; nothing else is ever opened.
    ///
    /// @param fileName as in its directory
    /// @throws IllegalArgumentException when it is no catalogue's name
    public static String path(NodeId writer, String fileName) {
        return CatalogueName.parse(writer, fileName)
                .filter(name -> name.fileName().equals(fileName))
                .orElseThrow(() -> new IllegalArgumentException("\"" + fileName + "\" is no catalogue's name"))
                .file();
    }
}
