/// The door for players that speak RTSP (docs/reference/rtsp.md): live and stored pictures of every camera, within the
/// players' own connections, with TLS or, where the settings allow it, without.
///
/// Always true: nothing is described or sent without the right for that camera, and it ends when the right ends;
/// connections, sessions, waits and what waits for a slow player are bounded: it is brought to the newest key sample,
/// or its connection ends; nothing here is asked by recording or makes it wait.
///
/// Knows: domain, footage.media, footage.playback, footage.timeline, wire, world. Threads: for each connection a
/// virtual one that reads and, while it plays, one that sends; one that takes connections, one that watches them.
@NullMarked
package org.lidless.web.rtsp;

import org.jspecify.annotations.NullMarked;
