/// Follows cameras, keeps the last seconds of every stream in a ring in memory, cuts fragments and
/// segments, and writes down every gap.
///
/// Always true: no camera, pool or disk stops another's recording; what the ring must drop before it is
/// durable becomes a stored gap with its cause; a shadow forgets only what the owner evidently has on
/// disk; after a failed write or force nothing is retried on the same file; every queue is bounded.
///
/// Knows: domain, world, media, storage, timeline. Threads: an ingest loop owns its followers and writes
/// their rings; a pool's writer threads take fragments from them. Between the two stands one lock per
/// ring, held for a few table steps and never during I/O; inside it the chunk pool's lock may be taken,
/// and no other. Snapshots of status are immutable.
@NullMarked
package org.lidless.footage.recording;

import org.jspecify.annotations.NullMarked;
