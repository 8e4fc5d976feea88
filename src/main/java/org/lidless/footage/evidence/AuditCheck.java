package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;

/// Tells whether a chain is as it was written. It needs nothing but the files; heads that somebody kept elsewhere show
/// also what the chain itself cannot: a tail that was cut, and a chain that was written anew from its beginning. One
/// thread.
public final class AuditCheck {

    /// More findings than these are not kept.
    public static final int FINDINGS_MAX = 1_000;

    /// The longest single file that is checked: an exported chain is one.
    private static final int EXPORT_BYTES_MAX = 1 << 30;

    private final NavigableMap<Long, Sha256> heads = new TreeMap<>();
    private final List<AuditFinding> findings = new ArrayList<>();
    private long records;
    private long firstUs;
    private long lastUs;
    private @Nullable AuditLine before;
    /// What is no record and stands behind the newest one.
    private @Nullable String unread;

    private AuditCheck(List<AuditHead> kept) {
        for (AuditHead each : kept) {
            Sha256 other = heads.put(each.number(), each.hash());
            if (other != null && !other.equals(each.hash())) {
                tampered(each.number(), "two heads were kept of it that differ: the chain was forked");
            }
        }
    }

    /// Checks the files of a directory, or one file that has all lines of a chain.
    ///
    /// @param kept heads that were kept elsewhere
    public static AuditReport check(Disk disk, Path chain, List<AuditHead> kept) throws IOException {
        AuditCheck check = new AuditCheck(kept);
        read(disk, chain, check::line);
        return check.report();
    }

    /// Checks a chain of which the lines came from elsewhere.
    ///
    /// @param lines in order, without line feeds
    public static AuditReport check(Iterable<String> lines, List<AuditHead> kept) {
        AuditCheck check = new AuditCheck(kept);
        for (String line : lines) {
            if (!line.isEmpty()) {
                check.line(line);
            }
        }
        return check.report();
    }

    /// Reads records one by one, whether or not anybody changed them; what is none is passed over.
    public static void records(Disk disk, Path chain, Consumer<AuditRecord> each) throws IOException {
        read(disk, chain, line -> AuditLine.decode(line).map(AuditLine::record).ifPresent(each));
    }

    /// All lines as they stand in the files.
    ///
    /// @param chain a directory or a file
    public static void read(Disk disk, Path chain, Consumer<String> line) throws IOException {
        boolean isDirectory = disk.isDirectory(chain);
        List<Path> files = isDirectory ? AuditFiles.of(disk, chain) : List.of(chain);
        for (Path each : files) {
            AuditFiles.lines(disk, each, isDirectory ? AuditFiles.READ_BYTES_MAX : EXPORT_BYTES_MAX).stream()
                    .filter(text -> !text.isEmpty())
                    .forEach(line);
        }
    }

    private void line(String text) {
        Optional<AuditLine> decoded = AuditLine.decode(text);
        if (decoded.isEmpty()) {
            unreadable();
            unread = text;
            return;
        }
        AuditLine line = decoded.get();
        AuditLine last = before;
        if (last != null && last.text().equals(text)) {
            note(line.record().number(), "is there twice, the same: it was written again after the disk had failed");
            unread = null;
            return;
        }
        long number = line.record().number();
        torn(line);
        if (!line.hash().equals(line.actual())) {
            tampered(number, "was altered: its bytes do not have the hash that it was stored with");
        }
        follows(last, line);
        anchored(line);
        records++;
        firstUs = records == 1 ? line.record().atUs() : firstUs;
        lastUs = line.record().atUs();
        before = line;
    }

    /// What a crash leaves is followed by a record that says so, and what a disk that failed leaves by the whole of it.
    private void torn(AuditLine next) {
        long number = next.record().number();
        boolean isAfterACrash = AuditAct.TAIL_TORN.word().equals(next.record().act())
                || (before == null
                        && AuditAct.CHAIN_BEGUN.word().equals(next.record().act()));
        if (unread != null && isAfterACrash) {
            note(number, "stands behind a record that was never finished: the node ended while it wrote it");
            unread = null;
        } else if (unread != null && next.text().startsWith(unread)) {
            note(number, "was written again after the disk had failed in the middle of it");
            unread = null;
        }
        unreadable();
    }

    private void unreadable() {
        if (unread != null) {
            AuditLine last = before;
            tampered(last == null ? 0 : last.record().number(), "is followed by something that is no record");
            unread = null;
        }
    }

    private void follows(@Nullable AuditLine last, AuditLine line) {
        long number = line.record().number();
        long expected = last == null ? 1 : last.record().number() + 1;
        if (number > expected) {
            String which =
                    expected == number - 1 ? "record " + expected : "records " + expected + " to " + (number - 1);
            tampered(number, which + " before it was removed");
        } else if (number < expected) {
            tampered(number, "is there again with another content: the chain was forked, or a record was put in");
        } else if (!line.previous().equals(last == null ? Sha256.NONE : last.hash())) {
            tampered(number, "does not follow the one before it: one of them was replaced");
        }
    }

    private void anchored(AuditLine line) {
        Sha256 kept = heads.remove(line.record().number());
        if (kept != null && !kept.equals(line.hash())) {
            tampered(
                    line.record().number(), "is not the one whose hash was kept elsewhere: the chain was written anew");
        }
    }

    private AuditReport report() {
        unreadableAtTheEnd();
        AuditLine last = before;
        AuditHead head = last == null ? AuditHead.NONE : last.head();
        for (Map.Entry<Long, Sha256> each : heads.tailMap(head.number(), false).entrySet()) {
            tampered(each.getKey(), "was kept elsewhere and is not in the chain any more: its tail was cut");
        }
        return new AuditReport(records, new TimeSpan(firstUs, Math.max(firstUs, lastUs)), head, findings);
    }

    /// A node that has not been started since may have left half a record.
    private void unreadableAtTheEnd() {
        if (unread != null) {
            note(head(), "is followed by a record that was never finished, or by something that is none");
        }
    }

    private long head() {
        AuditLine last = before;
        return last == null ? 0 : last.record().number();
    }

    private void tampered(long number, String text) {
        add(new AuditFinding(true, number, text));
    }

    private void note(long number, String text) {
        add(new AuditFinding(false, number, text));
    }

    private void add(AuditFinding finding) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        }
    }
}
