/// Who records a camera, when, and under which epoch: decisions only, as functions of what was agreed and what was
/// heard.
/// Pure: time comes in as µs of the asking node's monotonic clock.
///
/// Always true: one observation never takes a camera away, it takes two kinds or a long silence; a detector that was
/// itself late, has no quorum, or sees many fall silent at once takes nothing away in that pass; a camera goes home
/// only
/// to a recorder that already holds its stream; whatever is decided wrongly costs disk, never a sample.
///
/// Knows: control.site, domain. Threads: everything here is immutable.
@NullMarked
package org.lidless.control.failover;

import org.jspecify.annotations.NullMarked;
