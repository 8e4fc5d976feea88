package org.lidless.wire;

import java.util.List;
import java.util.Optional;

/// What a node can be asked. The node supplies it; any thread may call, many at a time.
///
/// Every method may throw [org.lidless.domain.ProblemException], which travels to the caller as it is.
public interface Control extends Upkeep, Membership {

    StatusReport status();

    /// What there is of a stream in a span, in order of time.
    FootageReport footage(FootageQuestion question);

    /// Takes the order and begins; ask [#export] how far it is.
    ExportReport startExport(ExportOrder order);

    /// Running, waiting and lately finished ones, oldest first.
    List<ExportReport> exports();

    ExportReport export(String id);

    /// Stops a running or waiting export and removes what it has written. A finished one is left as it is.
    ExportReport cancelExport(String id);

    /// What only a management server can be asked; empty for any other node.
    default Optional<SiteDesk> site() {
        return Optional.empty();
    }

    /// Who may do what; only a management server knows.
    default Optional<PeopleDesk> people() {
        return Optional.empty();
    }
}
