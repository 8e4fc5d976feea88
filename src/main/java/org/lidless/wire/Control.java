package org.lidless.wire;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;

/// What a node can be asked. The node supplies it; any thread may call, many at a time.
///
/// Every method may throw [org.lidless.domain.ProblemException], which travels to the caller as it is.
public interface Control extends Upkeep, Membership {

    StatusReport status();

    /// What it has counted beside that, for metrics.
    default Tally tally() {
        return Tally.NONE;
    }

    /// What there is of a stream in a span, in order of time.
    FootageReport footage(FootageQuestion question);

    /// Takes the order and begins; ask [#export] how far it is.
    ExportReport startExport(ExportOrder order, Asker by);

    /// The same for whoever is on the node's own machine.
    default ExportReport startExport(ExportOrder order) {
        return startExport(order, Asker.LOCAL);
    }

    /// Running, waiting and lately finished ones, oldest first.
    List<ExportReport> exports();

    ExportReport export(String id);

    /// Stops a running or waiting export and removes what it has written. A finished one is left as it is.
    ExportReport cancelExport(String id);

    /// Forgets an export, whatever its state: a running one is stopped, a file that the recorder keeps is
    /// deleted. A file at a path that was named is the person's own, and stays.
    ExportReport removeExport(String id);

    /// The file of a finished export that the recorder keeps.
    ExportFile exportFile(String id);

    /// The leader of the site gives this recorder an export to make, or another attempt at one; the same twice
    /// does no harm.
    default ExportReport takeExport(String id, SiteExport given) {
        throw noRecorder();
    }

    /// The site wants nothing more of an export that it gave to this recorder.
    default void dropExport(String id) {
        throw noRecorder();
    }

    private static ProblemException noRecorder() {
        return ProblemCode.REQUEST_REFUSED.because(
                "This node is no recorder.", "Safe: nothing was changed.", "Ask a recorder.");
    }

    /// The same, asked by somebody else: what has to be written down is written down in that name.
    default Control by(Asker asker) {
        return this;
    }

    /// What people have asked for; empty for a node that keeps no such log.
    default Optional<AuditDesk> audit() {
        return Optional.empty();
    }

    /// What only a management server can be asked; empty for any other node.
    default Optional<SiteDesk> site() {
        return Optional.empty();
    }

    /// Where browsers reach this node; empty for one that answers none.
    default Optional<String> webAddress() {
        return Optional.empty();
    }

    /// Who may do what; only a management server knows.
    default Optional<PeopleDesk> people() {
        return Optional.empty();
    }
}
