/// What happens at the site, as it happens: seen by comparing how it is with how it was, kept for those who come
/// back, and told as server-sent events.
///
/// Always true: the ring and the number of readers are bounded; a reader who is too slow or was away too long is
/// told to look at everything anew, and never that nothing happened; nobody hears of a camera that they may not see.
///
/// Knows: domain, wire, world, web. Threads: one that looks; each reader waits on its request's own.
@NullMarked
package org.lidless.web.events;

import org.jspecify.annotations.NullMarked;
