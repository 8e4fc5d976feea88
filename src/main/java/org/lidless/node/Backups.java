package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteBackup;
import org.lidless.control.site.people.People;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.BackupReport;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backups of the site in a management server's data directory: one whenever what people decide has changed (cameras,
/// recorders, how they are kept safe, the document), and one on demand. The oldest of more than [#KEPT_MAX] go.
///
/// A thread of its own looks every few seconds; [#now] and [#list] may be called by any.
final class Backups implements Runnable {

    static final String DIRECTORY = "backups";

    /// Put here by `lidless backup restore`; taken up at the next start when the site is empty.
    static final String TO_RESTORE = "restore.json";

    /// Backups that are kept.
    static final int KEPT_MAX = 50;

    static final int BYTES_MAX = 64 << 20;

    private static final long LOOK_US = 5_000_000;
    private static final String ENDING = ".json";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final World world;
    private final NodeId self;
    private final Path directory;
    private final Supplier<Site> site;
    private Optional<Site> last = Optional.empty();

    Backups(World world, NodeId self, Path data, Supplier<Site> site) {
        this.world = world;
        this.self = self;
        this.directory = data.resolve(DIRECTORY);
        this.site = site;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            world.clock().pauseUs(LOOK_US);
            Site now = site.get();
            boolean isWorthwhile = !now.recorders().isEmpty()
                    && last.filter(before -> isSameDecided(before, now)).isEmpty();
            if (isWorthwhile) {
                try {
                    save(now);
                    last = Optional.of(now);
                } catch (IOException failed) {
                    LOG.warn("The site could not be backed up to {}; tried again.", directory, failed);
                }
            }
        }
    }

    /// Whether people decided nothing between the two; who records what changes all the time by itself.
    private static boolean isSameDecided(Site one, Site other) {
        boolean sameRecorders =
                one.recorders().keySet().equals(other.recorders().keySet());
        return sameRecorders
                && one.cameras().equals(other.cameras())
                && one.policy().equals(other.policy())
                && isSame(one.people(), other.people())
                && one.config().number() == other.config().number();
    }

    /// Backs the site up as it is now.
    BackupReport now() {
        try {
            return save(site.get());
        } catch (IOException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The backup could not be written to " + directory + ": " + failed + ".",
                    "Safe: nothing was changed.",
                    "Check the directory's owner and the free space.");
        }
    }

    /// Keys and sign-ins come and go by themselves, and no backup brings them back.
    private static boolean isSame(People one, People other) {
        return one.version() == other.version()
                || (one.accounts().equals(other.accounts())
                        && one.groups().equals(other.groups())
                        && one.tokens().equals(other.tokens())
                        && one.oidc().equals(other.oidc())
                        && one.logins().equals(other.logins())
                        && one.layouts().equals(other.layouts()));
    }

    private synchronized BackupReport save(Site now) throws IOException {
        Disk disk = world.disk();
        disk.createDirectories(directory);
        long atUs = world.clock().wallUs();
        String version = String.format(Locale.ROOT, "%012d", now.version());
        String name = "site-" + STAMP.format(TimeSpan.instant(atUs)) + "-v" + version + ENDING;
        Path file = directory.resolve(name);
        byte[] bytes = new SiteBackup(atUs, self, now).encode();
        if (!disk.exists(file)) {
            write(disk, file, bytes);
        }
        List<Path> all = files();
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT_MAX))) {
            disk.delete(old);
        }
        return report(file, new SiteBackup(atUs, self, now), bytes.length);
    }

    /// Whole or not there, also after a power loss.
    static void write(Disk disk, Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile out = disk.createPrivate(fresh)) {
            out.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
            out.force();
        }
        disk.rename(fresh, file);
        disk.forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory"));
    }

    /// Those that are there, the newest first; what is none is left out.
    List<BackupReport> list() {
        List<BackupReport> reports = new ArrayList<>();
        try {
            for (Path file : files().reversed()) {
                byte[] bytes = world.disk().readWhole(file, BYTES_MAX);
                reports.add(report(file, SiteBackup.decode(bytes), bytes.length));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("A backup in {} cannot be read: {}", directory, unreadable.toString());
        }
        return reports;
    }

    private List<Path> files() throws IOException {
        if (!world.disk().isDirectory(directory)) {
            return List.of();
        }
        return world.disk().list(directory).stream()
                .filter(file -> file.getFileName().toString().matches("site-\\d{8}T\\d{6}Z-v\\d+\\.json"))
                .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                .toList();
    }

    private static BackupReport report(Path file, SiteBackup backup, long bytes) {
        return new BackupReport(
                file.toString(),
                TimeSpan.instant(backup.atUs()),
                backup.by().value(),
                backup.site().recorders().size(),
                backup.site().cameras().size(),
                backup.site().config().number(),
                bytes);
    }

    /// A backup that a person put into an unused data directory to be restored.
    ///
    /// @throws ProblemException `BACKUP_UNREADABLE`
    static Optional<SiteBackup> toRestore(Disk disk, Path data) throws IOException {
        Path file = data.resolve(TO_RESTORE);
        return disk.exists(file) ? Optional.of(read(disk, file)) : Optional.empty();
    }

    /// @throws ProblemException `BACKUP_UNREADABLE`
    static SiteBackup read(Disk disk, Path file) {
        try {
            return SiteBackup.decode(disk.readWhole(file, BYTES_MAX));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw ProblemCode.BACKUP_UNREADABLE.because(
                    "The backup " + file + " cannot be used: " + unreadable.getMessage() + ".",
                    "Not touched: nothing was restored; footage does not depend on it.",
                    "Take another one, from any management server's backups directory.");
        }
    }

    /// It was restored.
    static void restored(Disk disk, Path data) throws IOException {
        disk.rename(data.resolve(TO_RESTORE), data.resolve(DIRECTORY + "-restored" + ENDING));
        disk.forceDirectory(data);
    }
}
