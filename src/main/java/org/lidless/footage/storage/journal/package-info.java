/// The journal of a pool: makes what many streams write durable by one write and one force, and puts it into the
/// segments again after a power loss.
///
/// Always true: what a force reported durable is in a forced segment or in a forced commit of a slot that is not used
/// again before; a slot or segment whose force failed is not forced again, but what is only in the journal is written
/// once more from there; putting back writes the bytes that the writer wrote, to the places where it wrote them, so it
/// may be done at any time, by anyone, and twice.
///
/// Knows: domain, world. Threads: none of its own; any. Lock: the journal's, held during its I/O, because whoever
/// waits for it waits for that I/O; it is taken last.
@NullMarked
package org.lidless.footage.storage.journal;

import org.jspecify.annotations.NullMarked;
