/// What there is of a stream and where: the timeline of *have* and *missing*, and the one reader that brings a
/// span's samples in order, exactly once, over whatever holds them.
///
/// Always true: a sample is brought at most once; what is not brought is said, with its cause; damage in one
/// fragment costs that fragment and nothing behind it.
///
/// Knows: domain, world, media, storage. Threads: a timeline may be asked by any thread; a reader belongs to one.
@NullMarked
package org.lidless.footage.timeline;

import org.jspecify.annotations.NullMarked;
