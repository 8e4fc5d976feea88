package org.lidless.wire;

import java.time.Instant;

/// A backup of the site.
///
/// @param file      where it lies, on the management server's machine
/// @param at        when it was made
/// @param by        the management server that made it
/// @param recorders how many it knows
/// @param cameras   how many it knows
/// @param revision  the newest revision of the document in it; 0 for none
/// @param bytes     of the file
public record BackupReport(String file, Instant at, String by, int recorders, int cameras, long revision, long bytes) {}
