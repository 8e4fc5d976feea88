package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lidless.domain.AssignmentList;
import org.lidless.wire.node.AssignmentJson;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest assignments of this recorder, in its data directory: what it does after a restart while management is
/// away. A power loss leaves either the old file or the new one.
final class AssignmentStore {

    static final String FILE = "assignments.json";
    private static final int BYTES_MAX = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentStore.class);

    private final Disk disk;
    private final Path directory;

    AssignmentStore(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /// What was saved last. A file that cannot be understood counts as none: management repeats what is to be done.
    ///
    /// @throws IOException when the disk does not answer
    Optional<AssignmentList> load() throws IOException {
        try {
            return Optional.of(AssignmentJson.decode(disk.readWhole(directory.resolve(FILE), BYTES_MAX)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException damaged) {
            LOG.warn("{} cannot be understood and is not followed: {}", directory.resolve(FILE), damaged.getMessage());
            return Optional.empty();
        }
    }

    /// Durable when it returns.
    void save(AssignmentList list) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile file = disk.create(fresh)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(AssignmentJson.encode(list))}, 0);
            file.force();
        }
        disk.rename(fresh, directory.resolve(FILE));
        disk.forceDirectory(directory);
    }
}
