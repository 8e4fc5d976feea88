package org.lidless.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditChain;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.wire.StatusReport;
import org.lidless.wire.syslog.SyslogLine;
import org.lidless.wire.syslog.SyslogMessage;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends every record of the audit chain to a syslog server, in order. It reads the chain's files: what the
/// server does not take now waits there and nowhere else, however long it is away, also across a restart; nobody
/// who writes a record ever waits for it. A thread of its own; any may ask how far it is.
///
/// CONNECTING → SENDING → (a failure) → CONNECTING, after a pause that doubles up to [#PAUSE_US_MAX]. After a
/// failure the last records are sent again, because nobody knows which of them arrived: the numbers tell.
final class AuditForwarding implements Runnable {

    /// How many records are sent again after a failure.
    static final int AGAIN = 32;

    private static final int BATCH = 500;
    private static final long LOOK_US = 250_000;
    private static final long PAUSE_US = 500_000;
    private static final long PAUSE_US_MAX = 30_000_000;
    private static final String PLACE = "syslog-sent";
    private static final int PLACE_BYTES_MAX = 64;
    private static final Logger LOG = LoggerFactory.getLogger(AuditForwarding.class);

    private final World world;
    private final Path data;
    private final NodeId node;
    private final AuditTrail trail;
    private final Opening opening;
    private final String to;
    private volatile long sent;
    private volatile Optional<String> trouble = Optional.empty();

    /// Opens a line to the server.
    interface Opening {
        SyslogLine open() throws IOException;
    }

    /// @param to how the server is called in status and log
    AuditForwarding(World world, Path data, NodeId node, AuditTrail trail, String to, Opening opening)
            throws IOException {
        this.world = world;
        this.data = data;
        this.node = node;
        this.trail = trail;
        this.to = to;
        this.opening = opening;
        this.sent = place();
    }

    private long place() throws IOException {
        Path file = data.resolve(PLACE);
        if (!world.disk().exists(file)) {
            return 0;
        }
        String text = new String(world.disk().readWhole(file, PLACE_BYTES_MAX), StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    StatusReport.Forwarding status() {
        return new StatusReport.Forwarding(to, Math.max(0, trail.head().number() - sent), trouble);
    }

    @Override
    public void run() {
        long pauseUs = PAUSE_US;
        while (!Thread.currentThread().isInterrupted()) {
            long before = sent;
            try (SyslogLine line = opening.open()) {
                follow(line);
            } catch (IOException | UncheckedIOException away) {
                if (trouble.isEmpty()) {
                    LOG.warn("Audit records cannot be sent to {} and wait: {}", to, away.getMessage());
                }
                trouble = Optional.of(String.valueOf(away.getMessage()));
                boolean hasSent = sent > before;
                pauseUs = hasSent ? PAUSE_US : Math.min(pauseUs * 2, PAUSE_US_MAX);
                sent = hasSent ? Math.max(0, sent - AGAIN) : sent;
                world.clock().pauseUs(pauseUs);
            }
        }
    }

    private void follow(SyslogLine line) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            if (trail.head().number() <= sent) {
                world.clock().pauseUs(LOOK_US);
                continue;
            }
            List<AuditChain.Stored> next = AuditChain.after(world.disk(), data.resolve("audit"), sent, BATCH);
            for (AuditChain.Stored each : next) {
                line.send(message(each).encode());
                sent = each.record().number();
            }
            if (next.isEmpty()) {
                world.clock().pauseUs(LOOK_US);
                continue;
            }
            trouble = Optional.empty();
            Backups.write(world.disk(), data.resolve(PLACE), Long.toString(sent).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private SyslogMessage message(AuditChain.Stored stored) {
        AuditRecord record = stored.record();
        boolean isRefusal =
                !record.outcome().equals(AuditRecord.DONE) || record.act().equals(AuditAct.ACCESS_REFUSED.word());
        return new SyslogMessage(
                isRefusal ? SyslogMessage.WARNING : SyslogMessage.NOTICE,
                TimeSpan.instant(record.atUs()),
                node.value(),
                ProcessHandle.current().pid(),
                record.act(),
                record.number(),
                stored.line());
    }
}
