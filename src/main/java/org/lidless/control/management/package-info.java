/// Takes commands, proposes facts, hears heartbeats, hands out assignments: the loop of a management server.
///
/// Always true: nothing is handed out that was not agreed; one proposal of this server is under way at a time, and its
/// fate is learnt from the log, never assumed; what was heard is forgotten with the leadership; a stopped or leaderless
/// management changes no ownership and takes nothing from any recorder.
///
/// Knows: control.consensus, control.failover, control.site, domain, world. Threads: one loop owns [Management] and
/// calls
/// all its methods; [SiteReplica] is written by the log's thread and read by any.
@NullMarked
package org.lidless.control.management;

import org.jspecify.annotations.NullMarked;
