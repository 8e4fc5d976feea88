package org.lidless.wire;

import java.time.Instant;

/// An export that the leader of a site gives to a recorder.
///
/// @param order   what somebody ordered of the site
/// @param by      who
/// @param ordered when
/// @param attempt counts the recorders that it was given to
public record SiteExport(ExportOrder order, Asker by, Instant ordered, int attempt) {}
