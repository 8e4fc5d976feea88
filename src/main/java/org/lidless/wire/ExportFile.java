package org.lidless.wire;

import java.io.IOException;
import org.lidless.world.DiskFile;

/// A finished export, wherever it lies. Any thread.
public interface ExportFile {

    /// What a person's copy is called: `lidless-gate-20261122T100000Z.zip`.
    String name();

    String contentType();

    /// Bytes.
    long length();

    /// To be read at any place, and closed by the caller.
    ///
    /// @throws IOException when it cannot be had now
    DiskFile open() throws IOException;
}
