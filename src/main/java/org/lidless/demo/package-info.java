/// Starts a throw-away site of real processes, breaks it on purpose, and counts every frame. Knows the site only from
/// outside: its command line, its control address and the files that it exports.
///
/// Always true: it ends well only when every missing frame lies in a stored gap and no frame is there twice; no process
/// that it started outlives it.
///
/// Knows: domain, world, wire, simulator, checker. Threads: the caller's; each child process writes to a file of its
/// own.
@NullMarked
package org.lidless.demo;

import org.jspecify.annotations.NullMarked;
