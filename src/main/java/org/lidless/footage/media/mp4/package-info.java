/// MP4 (ISO/IEC 14496-12, -14, -15) as bytes: the front of a fragmented movie, one movie fragment, and a plain movie
/// for exports; and reading each of them back.
///
/// Always true: no method reads beyond the buffer it was given, and none allocates more than a small multiple of it;
/// bytes that are no MP4 end in a [org.lidless.footage.media.mp4.BadMovieException].
///
/// Knows: domain, media. Threads: none of its own; a writer belongs to one thread, values are immutable.
@NullMarked
package org.lidless.footage.media.mp4;

import org.jspecify.annotations.NullMarked;
