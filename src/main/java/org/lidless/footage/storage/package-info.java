/// Storage pools: opens them safely, writes, forces and seals segments, keeps the catalogue and the index, recovers
/// after a crash, reads segments back whatever state they are in, takes in segments of other nodes and gives up copies,
/// follows others' catalogues, and checks all of it.
///
/// Always true: what `append` or a catalogue entry reported durable survives any crash; a sealed segment never
/// changes; a failed force is never repeated on the same file; nothing is written to a directory without the pool's
/// identity; the index is a fold of the catalogues and can be deleted at any time; a node deletes only segments that it
/// wrote itself.
///
/// Knows: domain, world, media. Threads: none of its own. A writer belongs to one thread, a reader to one thread;
/// [Pool] and the index may be used by any. Locks, in this order: the catalogue's (hands the file from one writer to
/// the next, never held during I/O), the index's (SQLite has one writer; held during a transaction, which waits for no
/// force).
@NullMarked
package org.lidless.footage.storage;

import org.jspecify.annotations.NullMarked;
