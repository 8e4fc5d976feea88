/// Tells a syslog server what happens here: RFC 5424 by UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425).
///
/// Always true: a message is whole or not sent; whoever hands one over waits for the network, so nobody who
/// records does; bytes that do not leave within a bound end the connection.
///
/// Knows: domain, world. Threads: a line belongs to one thread, and may be closed by any.
@NullMarked
package org.lidless.wire.syslog;

import org.jspecify.annotations.NullMarked;
