/// What the site agrees on so that it can be proven later: how far each node's audit chain had got, and exports
/// that somebody has ordered. Pure.
///
/// Always true: a head that was agreed on is followed by later ones only, and a chain that contradicts one stays
/// named for good; an order is given to one recorder at a time, and what an earlier one says of it does not count.
///
/// Knows: domain. Threads: everything here is immutable.
@NullMarked
package org.lidless.control.site.evidence;

import org.jspecify.annotations.NullMarked;
