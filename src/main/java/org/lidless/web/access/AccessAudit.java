package org.lidless.web.access;

import org.lidless.footage.evidence.AuditAct;

/// Where it is written down who was let in, who was not, and who changed what. The node supplies it; any thread.
public interface AccessAudit {

    /// Durable when it returns.
    ///
    /// @param who     the account's name, or what was typed for one
    /// @param from    the address
    /// @param outcome `done`, or `refused` and a problem's code
    /// @throws org.lidless.domain.ProblemException `AUDIT_UNWRITABLE`: then it must not be done
    void write(String who, String from, AuditAct act, String subject, String outcome);

    /// Somebody was not let in: written down as far as the disk is not filled by it, and never a reason to fail.
    void refused(String who, String from, AuditAct act, String subject, String code);
}
