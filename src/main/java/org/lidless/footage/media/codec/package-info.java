/// Reads what recording must know out of bit streams: of H.264 and H.265 kinds of NAL units, and parameter sets with
/// the picture's size and its order of showing; of AV1 kinds of OBUs and the sequence header; of JPEG what RTP leaves
/// out of its front.
///
/// Always true: any bytes may come in; what cannot be read is absent, never an exception, and never stops
/// recording.
///
/// Knows: domain, footage.media. Threads: values are immutable; collectors belong to their caller.
@NullMarked
package org.lidless.footage.media.codec;

import org.jspecify.annotations.NullMarked;
