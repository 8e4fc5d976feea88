package org.lidless.node;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.ExportRequest;
import org.lidless.footage.playback.ExportStatus;
import org.lidless.footage.playback.Exports;
import org.lidless.footage.playback.Proof;
import org.lidless.footage.timeline.Timeline;
import org.lidless.node.settings.Settings;
import org.lidless.wire.Asker;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.ExportReport.State;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes export orders in the wire's words, keeps them on disk, and answers in these words. After a restart what
/// had not ended is made again from its beginning.
///
/// Any thread. What is known is guarded by this; small files are written while it is held, so that nobody sees an
/// order or an end that a restart would forget. Nothing that records ever asks here.
final class ExportDesk implements AutoCloseable {

    /// The longest span of one export: its tables of samples are kept in memory until the end.
    private static final long SPAN_MAX_US = 24L * 3600 * 1_000_000;

    /// Exports that are known at a time, ended ones too.
    static final int KNOWN_MAX = 200;

    /// So many bytes stay free where exports are kept.
    private static final long FREE_BYTES = 1L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(ExportDesk.class);

    private final World world;
    private final Settings.Recording settings;
    private final NodeId self;
    private final String signer;
    private final ExportShelf shelf;
    private final Exports exports;
    private final Map<String, ExportReport> known = new TreeMap<>();
    private final Set<String> doomed = new HashSet<>();

    /// @param signer thumbprint of the key that signs
    ExportDesk(World world, Settings.Recording settings, Path data, Timeline timeline, Proof proof, String signer)
            throws IOException {
        this.world = world;
        this.settings = settings;
        this.self = settings.node();
        this.signer = signer;
        this.shelf = new ExportShelf(world.disk(), data);
        this.exports = new Exports(world, timeline, proof, this::ended);
        shelf.load().forEach(each -> known.put(each.id(), each));
    }

    /// Goes on with what had not ended when the node ended.
    void resume() {
        List<ExportReport> open;
        synchronized (this) {
            open = known.values().stream()
                    .filter(each -> !each.state().isFinal())
                    .toList();
        }
        for (ExportReport each : open) {
            if (exports.find(each.id()).isEmpty()) {
                LOG.info("export {} begins again", each.id());
                try {
                    exports.order(each.id(), request(each, true));
                } catch (ProblemException refused) {
                    end(ExportReports.failed(each, refused.problem()));
                }
            }
        }
    }

    /// @param span what the order means by its times, already checked to be in order
    ExportReport start(ExportOrder order, Asker by, List<StreamId> streams, TimeSpan span) {
        requireSpan(span);
        if (order.path().isPresent()) {
            file(order.path().get());
        }
        return begin(nextId(), order, by, streams, 1);
    }

    private synchronized String nextId() {
        long last = known.keySet().stream()
                .filter(id -> id.matches("[0-9]{1,9}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        return Long.toString(last + 1);
    }

    /// What the leader of the site has given to this recorder; the same twice does no harm.
    ExportReport take(String id, ExportOrder order, Asker by, long orderedUs, int attempt) {
        ExportReport before;
        synchronized (this) {
            before = known.get(id);
        }
        if (before == null) {
            return begin(id, order, by, orderedUs, attempt);
        }
        if (before.attempt() != attempt) {
            throw ProblemCode.EXPORT_BUSY.because(
                    "An earlier attempt at export " + id + " is still here.",
                    "Safe: nothing was begun.",
                    "Nothing: it is asked for again.");
        }
        return find(id);
    }

    private ExportReport begin(String id, ExportOrder order, Asker by, List<StreamId> streams, int attempt) {
        if (streams.isEmpty()) {
            throw refused("An export names at least one camera.", "Name cameras.");
        }
        return begin(id, order, by, world.clock().wallUs(), attempt);
    }

    private ExportReport begin(String id, ExportOrder order, Asker by, long orderedUs, int attempt) {
        ExportReport report = ExportReports.ordered(id, order, by, orderedUs, self, attempt);
        ExportRequest request = request(report, order.overwrite());
        synchronized (this) {
            makeRoom();
            try {
                shelf.ordered(report);
            } catch (IOException failed) {
                throw unwritable(failed);
            }
            known.put(id, report);
        }
        boolean taken = false;
        try {
            exports.order(id, request);
            taken = true;
        } finally {
            if (!taken) {
                forget(id);
            }
        }
        return find(id);
    }

    /// Ended ones that went to a path are forgotten, the oldest first; files that are kept here are a person's to
    /// remove.
    private void makeRoom() {
        List<ExportReport> old = known.values().stream()
                .filter(each -> each.state().isFinal() && each.order().path().isPresent())
                .sorted(Comparator.comparing(ExportReport::ordered))
                .toList();
        for (int i = 0; known.size() >= KNOWN_MAX && i < old.size(); i++) {
            forget(old.get(i).id());
        }
        if (known.size() >= KNOWN_MAX) {
            throw ProblemCode.EXPORT_BUSY.because(
                    KNOWN_MAX + " exports are kept.",
                    "Safe: nothing was begun.",
                    "Remove some that nobody needs: lidless export list, lidless export remove ID.");
        }
    }

    private ExportRequest request(ExportReport report, boolean overwrite) {
        ExportOrder order = report.order();
        TimeSpan span = new TimeSpan(TimeSpan.micros(order.from()), TimeSpan.micros(order.to()));
        requireSpan(span);
        var asked = new ExportRequest.Asked(
                report.by().name(),
                report.by().address(),
                TimeSpan.micros(report.ordered()),
                order.note().orElse(""));
        Optional<Path> file = order.path().map(this::file);
        return new ExportRequest(
                ExportReports.streams(order),
                span,
                file.orElseGet(() -> shelf.file(report.id()).toAbsolutePath()),
                overwrite || file.isEmpty(),
                asked,
                file.isEmpty() ? FREE_BYTES : 0);
    }

    private static void requireSpan(TimeSpan span) {
        if (span.isEmpty() || span.durationUs() > SPAN_MAX_US) {
            throw refused(
                    "An export is longer than nothing and at most 24 hours.", "Choose --from and --to accordingly.");
        }
    }

    private Path file(String text) {
        Path file;
        try {
            file = Path.of(text).normalize();
        } catch (InvalidPathException wrong) {
            throw refused("\"" + text + "\" is not a file's name.", "Name a file, such as /tmp/out.mp4.");
        }
        if (!file.isAbsolute() || file.getFileName() == null) {
            throw refused("\"" + text + "\" is not an absolute path of a file.", "Name it from the root directory on.");
        }
        if (settings.pools().stream().anyMatch(pool -> file.startsWith(pool.path()))
                || file.startsWith(shelf.directory().toAbsolutePath())) {
            throw refused(
                    "The file " + file + " would lie inside a storage pool.",
                    "Choose a directory outside of all pools.");
        }
        return file;
    }

    List<ExportReport> all() {
        List<String> ids;
        synchronized (this) {
            ids = known.values().stream()
                    .filter(each -> !doomed.contains(each.id()))
                    .sorted(Comparator.comparing(ExportReport::ordered).thenComparing(ExportReport::id))
                    .map(ExportReport::id)
                    .toList();
        }
        List<ExportReport> reports = new ArrayList<>();
        ids.forEach(id -> reports.add(find(id)));
        return reports;
    }

    ExportReport find(String id) {
        ExportReport kept;
        synchronized (this) {
            kept = known.get(id);
            if (kept == null || doomed.contains(id)) {
                throw unknown(id);
            }
        }
        Optional<ExportStatus> live = kept.state().isFinal() ? Optional.empty() : exports.find(id);
        return live.map(status -> ExportReports.of(status, kept, signer)).orElse(kept);
    }

    ExportReport stop(String id) {
        ExportReport now = find(id);
        if (!now.state().isFinal() && exports.stop(id).isEmpty()) {
            end(ExportReports.stopped(now));
        }
        return find(id);
    }

    ExportReport remove(String id) {
        ExportReport now = find(id);
        synchronized (this) {
            doomed.add(id);
        }
        if (now.state().isFinal() || exports.stop(id).isEmpty()) {
            forget(id);
        }
        return now.state().isFinal() ? now : ExportReports.stopped(now);
    }

    ExportFile fileOf(String id) {
        ExportReport report = find(id);
        if (report.state() != State.DONE || report.order().path().isPresent()) {
            throw ExportReports.nothingToFetch(report);
        }
        return new Kept(report, shelf.file(id));
    }

    /// On the export's thread.
    private void ended(ExportStatus status) {
        ExportReport kept;
        synchronized (this) {
            kept = known.get(status.id());
        }
        if (kept != null) {
            end(ExportReports.of(status, kept, signer));
        }
    }

    private void end(ExportReport report) {
        boolean isDoomed;
        synchronized (this) {
            isDoomed = doomed.contains(report.id());
            if (!isDoomed) {
                known.put(report.id(), report);
                try {
                    shelf.ended(report);
                } catch (IOException failed) {
                    LOG.warn("the end of export {} could not be kept: a restart makes it again", report.id(), failed);
                }
            }
        }
        if (isDoomed) {
            forget(report.id());
        }
    }

    private synchronized void forget(String id) {
        try {
            shelf.remove(id);
        } catch (IOException failed) {
            LOG.warn("export {} could not be removed from {}", id, shelf.directory(), failed);
        }
        known.remove(id);
        doomed.remove(id);
        exports.forget(id);
    }

    private static ProblemException unknown(String id) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is no export \"" + id + "\".", "Not concerned.", "lidless export list shows those there are.");
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was written.", remedy);
    }

    private static ProblemException unwritable(IOException why) {
        return ProblemCode.DATA_UNUSABLE.because(
                "The order could not be kept: " + why.getMessage() + ".",
                "Safe: nothing was begun.",
                "Look at the disk of the recorder's data directory: is it full, read-only or failing?");
    }

    /// Lets go of what runs: the next start begins it again.
    @Override
    public void close() {
        exports.close();
    }

    /// A file on the shelf.
    private final class Kept implements ExportFile {

        private final ExportReport report;
        private final Path file;

        Kept(ExportReport report, Path file) {
            this.report = report;
            this.file = file;
        }

        @Override
        public String name() {
            return report.fileName().orElse(ExportShelf.FILE);
        }

        @Override
        public String contentType() {
            return "application/zip";
        }

        @Override
        public long length() {
            return report.result().map(ExportReport.Result::bytes).orElse(0L);
        }

        @Override
        public DiskFile open() throws IOException {
            return world.disk().openToRead(file);
        }
    }
}
