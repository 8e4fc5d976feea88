/// How the nodes of a site talk with each other: HTTPS and WebSocket with mutual TLS over one port a node.
///
/// Always true: who a peer is comes from its certificate, and a message that claims another name closes the
/// connection; messages, queues, answers and waits are bounded, and a reader that is too slow is disconnected, never
/// waited for; a link that broke is dialled again by itself, without end. Bytes: docs/formats/node-protocol.md.
///
/// Knows: domain, world, media, timeline. Threads: a server has a bounded pool, and one thread that tells marks; each
/// link has one, on which it calls its hearer. A [org.lidless.wire.node.PeerClient] works on its callers' threads.
@NullMarked
package org.lidless.wire.node;

import org.jspecify.annotations.NullMarked;
