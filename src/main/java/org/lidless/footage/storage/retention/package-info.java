/// Decides what a pool gives up: which segments, in which order, and when deleting has to stop and ask a person.
///
/// Always true: what a lock covers never goes; the guaranteed minimum goes last of all, and it is said; nothing is
/// decided from an empty listing, from a clock that leapt, or at once for a large share of a pool. Pure.
///
/// Knows: domain, and the names of segments. Threads: none; each object belongs to whoever made it.
@NullMarked
package org.lidless.footage.storage.retention;

import org.jspecify.annotations.NullMarked;
