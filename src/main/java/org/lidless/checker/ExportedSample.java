package org.lidless.checker;

/// One video sample of an export.
///
/// @param offset place in the file, bytes
/// @param size   length in bytes
/// @param showUs when it is shown, µs since the movie's beginning; edit lists applied
/// @param coding as its sample entry says
record ExportedSample(long offset, int size, long showUs, Coding coding) {}
