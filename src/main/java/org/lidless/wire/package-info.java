/// Carries questions and answers between a person's commands and a node: JSON over HTTP on the loopback interface,
/// with a bearer token that only this machine's user can read.
///
/// Always true: nobody without the token learns or changes anything; a failure travels as
/// `application/problem+json` (RFC 9457) with the stable code that logs and documents use.
///
/// Knows: domain, world, media, timeline. Threads: requests come on virtual threads, any number at a time; what
/// answers them ([org.lidless.wire.Control]) must be safe for that.
@NullMarked
package org.lidless.wire;

import org.jspecify.annotations.NullMarked;
