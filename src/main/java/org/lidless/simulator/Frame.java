package org.lidless.simulator;

import java.util.List;

/// One frame as a camera sends it.
///
/// @param sequence   from 0, in order of decoding and sending
/// @param ticks      time of showing since the camera's start, 1/90000 s
/// @param capturedUs when it was taken, wall clock, µs since 1970
/// @param key        whether decoding can begin here
/// @param nals       its NAL units
/// @param size       bytes of all NAL units, each with four bytes of length
/// @param digest     first 16 bytes of the SHA-256 over the NAL units in that form, as 32 hexadecimal digits
record Frame(long sequence, long ticks, long capturedUs, boolean key, List<byte[]> nals, int size, String digest) {}
