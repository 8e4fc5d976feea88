/// The nouns of the site as records, each guarding its own invariant. Pure: no clock, no chance, no I/O.
///
/// Always true: a record that exists is valid; times are whole microseconds; collections have one order.
///
/// Knows: nothing. Threads: everything here is immutable.
@NullMarked
package org.lidless.domain;

import org.jspecify.annotations.NullMarked;
