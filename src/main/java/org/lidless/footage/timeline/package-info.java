/// What there is of a stream and where: the timeline of *have*, *away* and *gap*, and the one reader that brings a
/// span's samples, or those at the tail, in order and exactly once, over whatever recorders and copies hold them.
///
/// Always true: a sample that any copy in reach has is brought, and only once; what is not brought is said, with its
/// cause, or with who has to come back for it; damage in one fragment costs that fragment and nothing behind it, and
/// nothing at all where another copy has it; memory is bounded by a window for each copy.
///
/// Knows: domain, world, media, storage. Threads: a timeline may be asked by any thread; a reader belongs to one.
/// What is remembered of alignments and fragments is guarded by itself, and no I/O is done meanwhile.
@NullMarked
package org.lidless.footage.timeline;

import org.jspecify.annotations.NullMarked;
