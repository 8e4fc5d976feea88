package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Whoever says beside an export what it is, so that it can be shown later that nobody has changed it. The node
/// supplies
/// it; the export's thread calls.
public interface Proof {

    /// Nothing is said.
    Proof NONE = (request, result, files) -> {};

    /// The movies are whole and have their names; when this returns the proof is durable, too.
    ///
    /// @param files in order, the first under the name that was asked for
    void of(ExportRequest request, ExportResult result, List<Path> files) throws IOException;
}
