package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.wire.ExportReport;
import org.lidless.wire.Json;
import org.lidless.world.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// What a recorder keeps of its exports, so that a restart forgets none: a directory for each below
/// `DATA/exports`, with `order.json`, `ended.json` once it has ended, and the file itself when it goes nowhere
/// else. Whatever is there without `ended.json` is to be made again. Its owner's lock guards it.
final class ExportShelf {

    static final String FILE = "export.zip";

    private static final String ORDER = "order.json";
    private static final String ENDED = "ended.json";
    private static final int BYTES_MAX = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(ExportShelf.class);

    private final Disk disk;
    private final Path directory;

    ExportShelf(Disk disk, Path data) {
        this.disk = disk;
        this.directory = data.resolve("exports");
    }

    Path file(String id) {
        return directory.resolve(id).resolve(FILE);
    }

    Path directory() {
        return directory;
    }

    /// All that are there, as they ended or as they were ordered.
    List<ExportReport> load() throws IOException {
        List<ExportReport> known = new ArrayList<>();
        if (!disk.isDirectory(directory)) {
            return known;
        }
        for (Path each : disk.list(directory)) {
            Optional<ExportReport> report = read(each.resolve(ENDED)).or(() -> read(each.resolve(ORDER)));
            report.ifPresent(known::add);
        }
        return known;
    }

    private Optional<ExportReport> read(Path file) {
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.decode(disk.readWhole(file, BYTES_MAX), ExportReport.class));
        } catch (IOException | JacksonException unreadable) {
            LOG.warn("{} cannot be read, and is passed over", file, unreadable);
            return Optional.empty();
        }
    }

    /// Durable when it returns.
    void ordered(ExportReport report) throws IOException {
        disk.createDirectories(directory.resolve(report.id()));
        disk.forceDirectory(directory);
        write(ORDER, report);
    }

    /// Durable when it returns.
    void ended(ExportReport report) throws IOException {
        write(ENDED, report);
    }

    private void write(String name, ExportReport report) throws IOException {
        Backups.write(disk, directory.resolve(report.id()).resolve(name), Json.encode(report));
    }

    /// Deletes all of it; the order last, so that half of it is not taken for an ended one.
    void remove(String id) throws IOException {
        Path place = directory.resolve(id);
        if (!disk.isDirectory(place)) {
            return;
        }
        List<Path> files = new ArrayList<>(disk.list(place));
        if (files.remove(place.resolve(ORDER))) {
            files.add(place.resolve(ORDER));
        }
        for (Path each : files) {
            disk.delete(each);
        }
        disk.delete(place);
        disk.forceDirectory(directory);
    }
}
