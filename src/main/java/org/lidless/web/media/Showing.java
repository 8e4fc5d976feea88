package org.lidless.web.media;

import org.lidless.domain.StreamId;
import org.lidless.web.access.Caller;

/// Opens pictures for pages.
interface Showing {

    /// This server's name.
    String server();

    /// @param news told from any thread when there is something new
    /// @throws org.lidless.domain.ProblemException when there is no such camera, or too much is watched
    ShownPicture live(Caller caller, Said order, StreamId stream, Runnable news);

    /// @param news told from any thread when there is something new
    /// @throws org.lidless.domain.ProblemException when nothing of it is known, or too much is watched
    ShownPicture replay(Caller caller, Said order, StreamId stream, Runnable news);
}
