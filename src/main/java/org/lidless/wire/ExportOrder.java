package org.lidless.wire;

import java.time.Instant;

/// Orders one plain MP4 of a span.
///
/// @param camera    its name
/// @param stream    `main` or `sub`
/// @param from      the export begins with the key sample at or before this
/// @param to        and ends before this
/// @param path      absolute path of the file, on the node's machine
/// @param overwrite whether a file of that name may be replaced
public record ExportOrder(String camera, String stream, Instant from, Instant to, String path, boolean overwrite) {}
