/// What the site agrees on: commands are decided into facts, facts are applied to an immutable state. Pure.
///
/// Always true: every node that applies the same entries has the same [Site], byte for byte in its JSON; a camera's
/// epochs never fall and never repeat, not even when it was removed in between; an entry that was decided on an older
/// site than the one it meets changes nothing.
///
/// Knows: domain. Threads: everything here is immutable.
@NullMarked
package org.lidless.control.site;

import org.jspecify.annotations.NullMarked;
