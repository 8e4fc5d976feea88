/// Brings footage home: whatever another node recorded of this node's cameras is copied into their own pool, verified,
/// and only then given up by its holder.
///
/// Always true: a copy is released only after the same bytes are durable and in the catalogue at home; what is copied
/// never takes more than its share of disk and network; nothing is lost, and nothing is copied twice, wherever a crash
/// comes between.
///
/// Knows: domain, world, media, storage, timeline. Threads: one of its own, which does one segment after the other; its
/// status may be asked by any.
@NullMarked
package org.lidless.footage.backfill;

import org.jspecify.annotations.NullMarked;
