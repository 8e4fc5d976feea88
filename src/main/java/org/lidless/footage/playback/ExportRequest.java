package org.lidless.footage.playback;

import java.nio.file.Path;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// One plain MP4 that somebody wants.
///
/// @param stream    whose footage
/// @param span      begins with the key sample at or before its start; µs since 1970
/// @param file      absolute
/// @param overwrite whether a file of that name may be replaced
public record ExportRequest(StreamId stream, TimeSpan span, Path file, boolean overwrite) {

    public ExportRequest {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("an export's file is named by an absolute path, not " + file);
        }
    }
}
