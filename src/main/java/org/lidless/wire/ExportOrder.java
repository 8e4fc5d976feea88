package org.lidless.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Orders plain MP4s of a span.
///
/// @param cameras   their names; more than one, or no path, makes one ZIP
/// @param stream    `main` or `sub`
/// @param from      the export begins with the key sample at or before this
/// @param to        and ends before this
/// @param note      what the person says about it, for manifest and audit
/// @param path      absolute path of the file, on the recorder's machine; without one it is kept by the recorder
/// that
///                  runs it, to be fetched
/// @param overwrite whether a file of that name may be replaced
public record ExportOrder(
        List<String> cameras,
        String stream,
        Instant from,
        Instant to,
        Optional<String> note,
        Optional<String> path,
        boolean overwrite) {

    /// The longest note.
    public static final int NOTE_MAX = 1_000;

    public ExportOrder {
        cameras = List.copyOf(cameras);
    }

    /// One camera, to a file.
    public ExportOrder(String camera, String stream, Instant from, Instant to, String path, boolean overwrite) {
        this(List.of(camera), stream, from, to, Optional.empty(), Optional.of(path), overwrite);
    }

    /// The cameras as a person reads them.
    @JsonIgnore
    public String camera() {
        return String.join(", ", cameras);
    }

    /// Where it goes, as a person reads it.
    @JsonIgnore
    public String place() {
        return path.orElse("to be fetched");
    }
}
