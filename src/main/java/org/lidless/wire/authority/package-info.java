/// Who belongs to the site: its own small certificate authority, the keys and certificates of its nodes, and the
/// check that a peer shows one of them.
///
/// Always true: a peer's name is the one that the site's authority signed, whatever its address; a certificate of the
/// authority is accepted whatever its dates say, with a warning, because a date must never stop recording; a foreign
/// one never is. No key is ever in a log, a URL or a message.
///
/// Knows: domain, world. Threads: none of its own; what is loaded is immutable and may be used by any.
@NullMarked
package org.lidless.wire.authority;

import org.jspecify.annotations.NullMarked;
