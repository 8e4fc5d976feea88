/// Clock, chance, disk and network as interfaces, and the only real ones: the one door to everything that a
/// simulation must be able to replace.
///
/// Always true: no other room reads a clock, draws a random number, opens a file or a socket by itself.
///
/// Knows: domain. Threads: every real implementation here may be used by any thread.
@NullMarked
package org.lidless.world;

import org.jspecify.annotations.NullMarked;
