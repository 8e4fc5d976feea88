/// Starts a throw-away site of real processes, breaks it on purpose, and counts every frame. Knows the site only from
/// outside: its command line, its settings files, its control addresses and the files that it exports.
///
/// Always true: it ends well only when no frame is lost, none is there twice, and everything is home again; no process
/// that it started outlives it.
///
/// Knows: domain, world, wire, simulator, checker. Threads: the caller's, and one for the page; each child process
/// writes to a file of its own.
@NullMarked
package org.lidless.demo;

import org.jspecify.annotations.NullMarked;
