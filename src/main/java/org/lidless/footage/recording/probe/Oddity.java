package org.lidless.footage.recording.probe;

/// Something that a camera gets wrong.
///
/// @param wrong what it does, beginning with "It"
/// @param then  what the recorder does about it
record Oddity(String wrong, String then) {}
