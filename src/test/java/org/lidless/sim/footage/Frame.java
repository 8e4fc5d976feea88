package org.lidless.sim.footage;

/// A frame that a camera filmed; what only the simulation knows.
///
/// @param index        its number at the camera, in order of decoding; names it for the oracles
/// @param atUs         true time at which the camera sends it
/// @param decode       on the camera's clock, 1/90000 s
/// @param presentation on the camera's clock, 1/90000 s
/// @param picture      what its coded bytes are made from
record Frame(int index, long atUs, long decode, long presentation, boolean key, long picture) {}
