package org.lidless.footage.media.rtp;

import org.lidless.footage.media.Companion;

/// What a session description tells of a track that goes with the video.
///
/// @param track       what it is
/// @param payloadType RTP's number for it
/// @param sizeBits    of AAC: bits of an access unit's length
/// @param indexBits   of AAC: bits of its place
/// @param ownRate     of AAC: samples a second by its configuration; 0 of all others
public record CompanionOffer(Companion track, int payloadType, int sizeBits, int indexBits, int ownRate) {}
