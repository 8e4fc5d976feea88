package org.lidless.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.world.Clock;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.Uptime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site's time, kept over a restart of the process, so that a wall clock that was set meanwhile moves no footage
/// while management cannot yet be asked. A file of one line in the data directory: which run of the machine, and how
/// far the site's time was ahead of the machine's uptime. After a restart of the machine it says nothing.
final class KeptTime {

    static final String FILE = "site-time";
    private static final int BYTES_MAX = 1024;
    private static final int TRIES_MAX = 10;
    private static final long READ_US_MAX = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(KeptTime.class);

    private final Disk disk;
    private final Path directory;
    private final Clock machine;

    KeptTime(Disk disk, Path directory, Clock machine) {
        this.disk = disk;
        this.directory = directory;
        this.machine = machine;
    }

    /// The site's time less the machine's [Clock#elapsedUs], µs; empty when nothing is kept that holds for this run of
    /// the
    /// machine.
    OptionalLong load() {
        Optional<Uptime> up = uptimeLessElapsed();
        try {
            String[] words = new String(disk.readWhole(directory.resolve(FILE), BYTES_MAX), US_ASCII)
                    .strip()
                    .split(" ", 2);
            return up.isPresent()
                            && words.length == 2
                            && words[0].equals(up.get().boot())
                    ? OptionalLong.of(Long.parseLong(words[1]) + up.get().us())
                    : OptionalLong.empty();
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        } catch (IOException | NumberFormatException damaged) {
            LOG.warn("{} cannot be understood: {}", directory.resolve(FILE), damaged.toString());
            return OptionalLong.empty();
        }
    }

    /// Keeps the site's time. When that fails it is said, and a restart begins with the wall clock.
    ///
    /// @param aheadUs the site's time less the machine's [Clock#elapsedUs], µs
    void save(long aheadUs) {
        Optional<Uptime> up = uptimeLessElapsed();
        if (up.isEmpty()) {
            return;
        }
        String line = up.get().boot() + " " + (aheadUs - up.get().us()) + "\n";
        Path fresh = directory.resolve(FILE + ".new");
        try {
            if (disk.exists(fresh)) {
                disk.delete(fresh);
            }
            try (DiskFile file = disk.create(fresh)) {
                file.write(new ByteBuffer[] {ByteBuffer.wrap(line.getBytes(US_ASCII))}, 0);
                file.force();
            }
            disk.rename(fresh, directory.resolve(FILE));
            disk.forceDirectory(directory);
        } catch (IOException failed) {
            LOG.warn("The site's time could not be kept on disk: {}", failed.toString());
        }
    }

    /// As of one moment: read again when the thread was kept waiting in between.
    private Optional<Uptime> uptimeLessElapsed() {
        Optional<Uptime> best = Optional.empty();
        long closestUs = Long.MAX_VALUE;
        for (int tries = 0; tries < TRIES_MAX && closestUs > READ_US_MAX; tries++) {
            long beforeUs = machine.elapsedUs();
            Optional<Uptime> up = machine.uptime();
            long tookUs = machine.elapsedUs() - beforeUs;
            if (up.isPresent() && tookUs < closestUs) {
                closestUs = tookUs;
                best = Optional.of(new Uptime(up.get().boot(), up.get().us() - beforeUs));
            }
        }
        return best;
    }
}
