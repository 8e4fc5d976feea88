package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.SegmentAudit.Damage;
import org.lidless.footage.storage.SegmentAudit.Step;
import org.lidless.footage.storage.SegmentWalk.Broken;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Checks one segment, by itself and against what the catalogue says of it. Reads it once, writes nothing.
final class SegmentCheck {

    private final String name;
    private final Optional<SegmentRow> row;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<SegmentHeader> header = Optional.empty();

    private SegmentCheck(String name, Optional<SegmentRow> row) {
        this.name = name;
        this.row = row;
    }

    /// What was found, and the header for checking the chain.
    record Result(List<Finding> findings, Optional<SegmentHeader> header) {}

    /// @param name how findings call the file
    /// @param row  what the catalogue says; empty when only the file is there to ask
    static Result of(Disk disk, Path path, String name, Optional<SegmentRow> row, Progress progress)
            throws IOException {
        SegmentCheck check = new SegmentCheck(name, row);
        try (DiskFile file = disk.openToRead(path)) {
            check.run(file, progress);
        }
        return new Result(List.copyOf(check.findings), check.header);
    }

    private void run(DiskFile file, Progress progress) throws IOException {
        SegmentFront front;
        try {
            front = SegmentFront.read(file);
        } catch (BadSegmentException damaged) {
            boolean neverDurable = row.filter(each -> each.state() == SegmentState.SUSPECT && each.bytes() == 0)
                    .isPresent();
            report(
                    neverDurable
                            ? Finding.warning(name, "given up by its writer before anything in it was durable")
                            : Finding.error(name, String.valueOf(damaged.getMessage())),
                    row.map(SegmentRow::span));
            return;
        }
        header = Optional.of(front.header());
        long size = file.size();
        SegmentEnd end = row.isPresent() ? SegmentRepair.end(file, row.get()) : SegmentEnd.read(file);
        SegmentAudit audit = SegmentAudit.of(file, front, end, name, progress);
        boolean sealed = row.map(each -> each.state() == SegmentState.SEALED)
                .orElse(end.trailer().isPresent());
        fragments(audit, sealed);
        if (row.isPresent()) {
            againstRow(row.get(), front, end, audit, size);
        } else if (!sealed) {
            findings.add(Finding.note(name, "open: it has no trailer yet").during(audit.span()));
        }
        end.trailer().ifPresent(trailer -> trailer(trailer, audit, end));
    }

    private void fragments(SegmentAudit audit, boolean sealed) {
        for (Damage damage : audit.damages()) {
            String bytes = (damage.end() - damage.at()) + " bytes";
            Finding finding = damage.marked()
                    ? Finding.warning(name, bytes + " were damaged before it was sealed; their gap is stored")
                    : Finding.error(name, bytes + " do not match their check sum");
            findings.add(finding.at(damage.at()).during(damage.span()));
        }
        for (Broken broken : audit.tail()) {
            Finding finding = sealed
                    ? Finding.error(name, (broken.end() - broken.at()) + " bytes do not match their check sum")
                    : Finding.note(name, "the last fragment is not whole (yet)");
            findings.add(finding.at(broken.at()));
        }
        for (Step step : audit.steps()) {
            boolean back = step.found() < step.expected();
            String text = "sample " + step.found() + " follows where " + step.expected() + " should";
            Finding finding = back ? Finding.error(name, text) : Finding.warning(name, text);
            findings.add(finding.at(step.at()).during(new TimeSpan(step.timeUs(), step.timeUs())));
        }
    }

    private void againstRow(SegmentRow known, SegmentFront front, SegmentEnd end, SegmentAudit audit, long size) {
        if (!front.header().name().equals(known.name())) {
            findings.add(Finding.error(
                    name, "its header says it is " + front.header().name()));
        }
        switch (known.state()) {
            case OPEN -> {
                // Its end is wherever it is.
            }
            case ENDED ->
                findings.add(Finding.note(name, "left open by its writer; its heir ended it at byte " + known.bytes())
                        .during(known.span()));
            case SUSPECT ->
                findings.add(Finding.warning(
                                name, "given up by its writer after a failure; good up to byte " + known.bytes())
                        .during(known.span()));
            case SEALED -> sealed(known, end, audit, size);
        }
        boolean tooShort = known.state() != SegmentState.OPEN
                && audit.span().toUs() < known.span().toUs();
        if (tooShort && audit.tail().isEmpty() && end.trailer().isEmpty()) {
            long from = Math.max(audit.span().toUs(), known.span().fromUs());
            findings.add(Finding.error(name, "it ends too early: footage is missing")
                    .at(audit.end())
                    .during(new TimeSpan(from, known.span().toUs())));
        }
    }

    private void sealed(SegmentRow known, SegmentEnd end, SegmentAudit audit, long size) {
        if (size != known.bytes()) {
            findings.add(Finding.error(name, "it has " + size + " bytes; the catalogue says " + known.bytes()));
        }
        if (end.trailer().isEmpty()) {
            findings.add(Finding.error(name, "it was sealed, and its trailer is missing or damaged")
                    .at(audit.end()));
        }
        Optional<Sha256> trailerHash = end.trailer().map(TrailerBox::sha256);
        if (trailerHash.isPresent() && !trailerHash.equals(known.sha256())) {
            findings.add(Finding.error(name, "its trailer has another hash than the catalogue"));
        }
    }

    private void trailer(TrailerBox trailer, SegmentAudit audit, SegmentEnd end) {
        boolean whole = audit.end() == end.limit();
        if (!whole || !trailer.sha256().equals(audit.sha256())) {
            findings.add(Finding.error(name, "its bytes do not match the hash in its trailer")
                    .during(trailer.span()));
        } else if (trailer.samples() != audit.samples()
                || trailer.fragments() != audit.fragments()
                || trailer.firstNumber() != audit.firstNumber()
                || !trailer.span().equals(audit.span())) {
            findings.add(Finding.error(name, "its trailer's totals do not match its fragments")
                    .at(end.limit()));
        }
    }

    private void report(Finding finding, Optional<TimeSpan> span) {
        findings.add(span.map(finding::during).orElse(finding));
    }
}
