package org.lidless.demo.page;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.FootageReport;

/// The site that the page shows, in the page's words.
public interface Watched {

    /// One recorder.
    ///
    /// @param name    of its node
    /// @param standby whether it stands by for others
    /// @param alive   whether its process is there
    record Recorder(String name, boolean standby, boolean alive) {}

    /// In the order of their colours.
    List<Recorder> recorders();

    /// All cameras in order, each with the recorder that is its home.
    SortedMap<String, String> homes();

    /// In the order in which people count.
    List<String> cameras();

    /// What management says of each camera; empty while it does not answer.
    SortedMap<String, CameraStatus> managed();

    /// Everything that there is of a camera, as any living recorder shows it; empty while none does.
    Optional<FootageReport> footage(String camera);
}
