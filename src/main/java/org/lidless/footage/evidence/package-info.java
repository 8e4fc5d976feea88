/// What stands up in court: who asked for what, in chains that cannot be changed unnoticed, and their offline check.
///
/// Always true: a record is durable before the one who asked gets an answer; each record names the hash of the one
/// before, so none can be edited, removed or put in without all that follow changing; a file is never written again
/// after a failure or a crash, and nothing is ever taken out of one.
///
/// Knows: domain, world. Threads: any; writers take turns.
@NullMarked
package org.lidless.footage.evidence;

import org.jspecify.annotations.NullMarked;
