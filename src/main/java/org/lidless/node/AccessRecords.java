package org.lidless.node;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.web.access.AccessAudit;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down who was let in and who was not. Refusals cost whoever makes them nothing, so only some of them a
/// minute get a record of their own; the rest is counted. One lock for that count; records are made outside of
/// it. Any thread.
final class AccessRecords implements AccessAudit {

    /// Refusals that get a record of their own, a minute.
    static final int REFUSALS_A_MINUTE = 120;

    private static final long MINUTE_US = 60_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(AccessRecords.class);

    private final AuditTrail trail;
    private final Clock clock;
    private final ReentrantLock counting = new ReentrantLock();
    private long minuteUs = Long.MIN_VALUE;
    private int told;
    private long untold;

    AccessRecords(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void write(String who, String from, AuditAct act, String subject, String outcome) {
        try {
            trail.record(who, from, act, subject, outcome);
        } catch (IOException failed) {
            LOG.error("{}: {} of {} is not in the audit log yet", ProblemCode.AUDIT_UNWRITABLE.code(), act, who);
            throw ProblemCode.AUDIT_UNWRITABLE.because(
                    "The audit log cannot be written (" + failed.getMessage()
                            + "). Its record is written as soon as that is possible.",
                    "Safe: recording does not depend on the audit log.",
                    "Look at the disk of the node's data directory: is it full, read-only or failing?");
        }
    }

    @Override
    public void refused(String who, String from, AuditAct act, String subject, String code) {
        long others = turn();
        if (others < 0) {
            return;
        }
        String more = others == 0 ? "" : " (and " + others + " more before it)";
        try {
            trail.record(who, from, act, subject + more, "refused " + code);
        } catch (IOException failed) {
            LOG.error("{}: a refusal is not in the audit log yet", ProblemCode.AUDIT_UNWRITABLE.code(), failed);
        }
    }

    /// How many were only counted since the last record; -1 when this one is, too.
    private long turn() {
        counting.lock();
        try {
            long nowUs = clock.elapsedUs();
            if (minuteUs == Long.MIN_VALUE || nowUs - minuteUs >= MINUTE_US) {
                minuteUs = nowUs;
                told = 0;
            }
            if (told >= REFUSALS_A_MINUTE) {
                untold++;
                return -1;
            }
            told++;
            long others = untold;
            untold = 0;
            return others;
        } finally {
            counting.unlock();
        }
    }
}
