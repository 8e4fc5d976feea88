/// Several copies of the same samples, read as one: the merge of one log's copies by place on the camera's clock, the
/// splice of different encodings at key samples, and the holes in a copy with what can fill them. Pure: marks in,
/// marks out; no I/O, no clock.
///
/// Always true: a sample that any copy of a log has is brought once and only once, in the order of decoding; who owned
/// a range decides whose copy is taken and never whether it is; what no copy has is told as a hole; the order in which
/// copies are given changes nothing; memory is bounded by a window for each copy.
///
/// Knows: domain, media. Threads: a splicer and a finder belong to one thread; everything else is immutable.
@NullMarked
package org.lidless.footage.timeline.splice;

import org.jspecify.annotations.NullMarked;
