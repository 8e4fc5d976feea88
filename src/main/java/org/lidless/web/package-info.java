/// What people and their programs reach over the network: the HTTP API of docs/reference/openapi.yaml, sign-in
/// and rights, live and stored media, the console's files.
///
/// Always true: nothing but what is public is answered to somebody who was not let in by
/// [org.lidless.web.access], and no operation is there without saying which right it needs; every failure is a
/// problem (RFC 9457) with a stable code; headers, bodies, waits, connections and what is remembered are bounded;
/// what a viewer does or leaves undone never keeps a sample from being stored.
///
/// Knows: control.management, control.site, domain, footage.evidence, footage.media, footage.playback,
/// footage.storage, footage.timeline, wire, world. Threads: virtual ones, one for each request; one that watches
/// connections.
@NullMarked
package org.lidless.web;

import org.jspecify.annotations.NullMarked;
