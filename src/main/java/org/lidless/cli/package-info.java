/// The commands that a person types: `lidless NOUN VERB`.
///
/// Always true: results go to standard output and everything else to standard error; `-o json` is a promise and
/// tables are not; the exit code is 0 when all is well, 1 when something is not healthy, 2 for a wrong command, 3
/// when it was refused for safety, 4 when no node answers.
///
/// Knows: domain, world, wire, storage, evidence. Threads: one, the person's.
@NullMarked
package org.lidless.cli;

import org.jspecify.annotations.NullMarked;
