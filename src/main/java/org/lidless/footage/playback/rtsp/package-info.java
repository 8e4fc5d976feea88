/// Pictures for players that speak RTSP 1.0 (RFC 2326): what an address and a request mean, how a session is
/// described, and RTP made of what a viewer is brought. Bytes and values only; sockets are elsewhere.
///
/// Always true: a sample goes out byte for byte as the camera sent it; a track that the player did not set up costs
/// nothing; no more than one packet more than [InterleavedRoom#BYTES_KEPT] waits here.
///
/// Knows: domain, footage.media, footage.timeline and the live pictures of footage.playback. Threads: everything
/// that changes belongs to one thread.
@NullMarked
package org.lidless.footage.playback.rtsp;

import org.jspecify.annotations.NullMarked;
