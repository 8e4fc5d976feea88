/// The ways in which simulated cameras misbehave, one small class each, found by name.
///
/// Always true: a personality is stateless, and every one can be named on the command line.
///
/// Knows: domain, and its own room. Threads: everything here is immutable.
@NullMarked
package org.lidless.simulator.personality;

import org.jspecify.annotations.NullMarked;
