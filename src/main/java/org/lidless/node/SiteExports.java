package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.control.management.Answer;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.evidence.EvidenceCommand;
import org.lidless.control.site.evidence.ExportJob;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.Asker;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.ExportReport.State;
import org.lidless.wire.Json;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import tools.jackson.core.JacksonException;

/// Exports that are ordered of a site: the order and its end are agreed on by all management servers; how far it
/// is is what the leader last heard. Any thread.
final class SiteExports {

    /// The longest span of one export, µs.
    private static final long SPAN_MAX_US = 24L * 3600 * 1_000_000;

    private static final long ANSWER_SECONDS_MAX = 5;
    private static final int PART_BYTES_MAX = 1 << 20;

    private final World world;
    private final ManagementLoop management;
    private final AskedNodes nodes;
    private final ConcurrentMap<String, ExportReport> heard = new ConcurrentHashMap<>();

    SiteExports(World world, ManagementLoop management, AskedNodes nodes) {
        this.world = world;
        this.management = management;
        this.nodes = nodes;
    }

    ExportReport start(ExportOrder order, Asker by) {
        if (order.path().isPresent()) {
            throw refused(
                    "A management server writes no files.",
                    "Leave the file away; lidless export get ID OUT.zip fetches it when it is done.");
        }
        long spanUs = TimeSpan.micros(order.to()) - TimeSpan.micros(order.from());
        if (spanUs <= 0 || spanUs > SPAN_MAX_US) {
            throw refused(
                    "An export is longer than nothing and at most 24 hours.", "Choose --from and --to accordingly.");
        }
        List<StreamId> streams = ExportReports.streams(order);
        Site site = management.site();
        streams.stream()
                .map(StreamId::camera)
                .filter(camera -> !site.cameras().containsKey(camera))
                .findFirst()
                .ifPresent(camera -> {
                    throw ProblemCode.NOTHING_FOUND.because(
                            "There is no camera " + camera + ".", "Not concerned.", "lidless status lists them.");
                });
        String id = String.format(
                Locale.ROOT, "x%012x", world.chance().fork("export").bits() & 0xffff_ffff_ffffL);
        submit(new EvidenceCommand.OrderExport(
                id,
                new ExportJob.Wish(
                        streams.stream().map(StreamId::camera).toList(),
                        streams.getFirst().kind(),
                        new TimeSpan(TimeSpan.micros(order.from()), TimeSpan.micros(order.to())),
                        order.note().orElse(""),
                        by.name(),
                        by.address(),
                        world.clock().wallUs())));
        return find(id);
    }

    List<ExportReport> all() {
        List<ExportReport> reports = new ArrayList<>();
        management.site().evidence().exports().values().forEach(job -> reports.add(report(job)));
        reports.sort(Comparator.comparing(ExportReport::ordered).thenComparing(ExportReport::id));
        return reports;
    }

    ExportReport find(String id) {
        return report(need(id));
    }

    ExportReport stop(String id) {
        submit(new EvidenceCommand.StopExport(id, world.clock().wallUs()));
        return find(id);
    }

    ExportReport remove(String id) {
        ExportReport last = find(id);
        submit(new EvidenceCommand.ForgetExport(id));
        heard.remove(id);
        return last;
    }

    /// @param by in whose name the recorder is asked for it
    ExportFile fileOf(String id, Asker by) {
        ExportJob job = need(id);
        ExportReport report = report(job);
        if (report.state() != State.DONE) {
            throw ExportReports.nothingToFetch(report);
        }
        return new Away(report, job.runner().orElseThrow(), by);
    }

    private ExportJob need(String id) {
        ExportJob job = management.site().evidence().exports().get(id);
        if (job == null) {
            throw ProblemCode.NOTHING_FOUND.because(
                    "There is no export \"" + id + "\".",
                    "Not concerned.",
                    "lidless export list shows those there are.");
        }
        return job;
    }

    /// What a recorder says of one that it was given.
    void heard(ExportReport report) {
        heard.put(report.id(), report);
    }

    /// What was heard of exports that are not known any more is forgotten.
    void tidy() {
        heard.keySet().retainAll(management.site().evidence().exports().keySet());
    }

    /// As it was agreed on: the recorder's last word, without what would be too long.
    static String kept(ExportReport report) {
        String whole = text(report);
        return whole.length() <= ExportJob.REPORT_CHARS_MAX ? whole : text(ExportReports.shortened(report));
    }

    private static String text(ExportReport report) {
        return new String(Json.encode(report), StandardCharsets.UTF_8);
    }

    private ExportReport report(ExportJob job) {
        ExportReport bare = ExportReports.of(job);
        Optional<ExportReport> said = job.end()
                .filter(end -> !end.report().isEmpty())
                .flatMap(end -> parsed(end.report()))
                .or(() -> Optional.ofNullable(heard.get(job.id()))
                        .filter(each -> job.isOpen() && each.attempt() == job.attempt()));
        return said.map(each -> each.of(bare)).orElse(bare);
    }

    private static Optional<ExportReport> parsed(String report) {
        try {
            return Optional.of(Json.decode(report.getBytes(StandardCharsets.UTF_8), ExportReport.class));
        } catch (JacksonException garbled) {
            return Optional.empty();
        }
    }

    /// Has the site agree.
    void submit(EvidenceCommand command) {
        Answer answer;
        try {
            answer = management.submit(new SiteCommand.NoteEvidence(command)).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw overloaded(stopped);
        } catch (ExecutionException | TimeoutException late) {
            throw overloaded(late);
        }
        switch (answer) {
            case Answer.Done done -> {}
            case Answer.NotDone not -> throw new ProblemException(not.problem());
            case Answer.Uncertain unclear -> throw new ProblemException(unclear.problem());
        }
    }

    private static ProblemException overloaded(Exception why) {
        return new ProblemException(
                ProblemCode.NO_LEADER.problem(
                        "This management server does not answer now.",
                        "Safe: every recorder goes on with what it does.",
                        "Look at lidless export list, and ask again."),
                why);
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was begun.", remedy);
    }

    /// A file that its recorder keeps.
    private final class Away implements ExportFile, DiskFile {

        private final ExportReport report;
        private final NodeId runner;
        private final Asker by;

        Away(ExportReport report, NodeId runner, Asker by) {
            this.report = report;
            this.runner = runner;
            this.by = by;
        }

        @Override
        public String name() {
            return report.fileName().orElse(report.id() + ".zip");
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
        public long size() {
            return length();
        }

        @Override
        public DiskFile open() {
            return this;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            long count = Math.min(Math.min(into.remaining(), PART_BYTES_MAX), length() - position);
            if (count <= 0) {
                return -1;
            }
            String address = management
                    .site()
                    .recorder(runner)
                    .orElseThrow(() -> new IOException("recorder " + runner + ", which keeps it, is not known"))
                    .address();
            Answered answered = nodes.ask(
                    runner,
                    address,
                    new Asked(
                                    "GET",
                                    "/api/exports/" + report.id() + "/part?from=" + position + "&count=" + count,
                                    new byte[0])
                            .by(by));
            if (answered.status() != 200) {
                throw new IOException("recorder " + runner + " does not have it any more");
            }
            byte[] part = answered.body();
            into.put(part, 0, (int) Math.min(part.length, count));
            return part.length == 0 ? -1 : part.length;
        }

        @Override
        public void write(ByteBuffer[] parts, long position) throws IOException {
            throw new IOException("an export is read only");
        }

        @Override
        public void truncate(long length) throws IOException {
            throw new IOException("an export is read only");
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
