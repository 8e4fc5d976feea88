/// Pictures for browsers and players: live and stored over one WebSocket, movies by ranges, stills, timelines.
///
/// Always true: nothing is shown without the right for that camera, and it ends when the right ends; what waits
/// for a slow client is bounded, live goes on without it and tells it so; nothing here is asked by recording or
/// makes it wait.
///
/// Knows: domain, footage.media, footage.playback, footage.timeline, wire, world. Threads: a virtual one for each
/// socket and each replay.
@NullMarked
package org.lidless.web.media;

import org.jspecify.annotations.NullMarked;
