/// What people and their programs reach over the network: the HTTP API, sign-in and rights, live and stored media, the
/// console's files.
///
/// Always true: nothing but what is public is answered to somebody who was not let in by [org.lidless.web.access]; what
/// a viewer does or leaves undone never keeps a sample from being stored.
///
/// Knows: control.management, control.site, domain, footage.evidence, footage.media, footage.playback, footage.storage,
/// footage.timeline, wire, world. Threads: virtual ones, one for each request.
@NullMarked
package org.lidless.web;

import org.jspecify.annotations.NullMarked;
