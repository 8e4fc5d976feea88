/// Deterministic simulation: a disk that fails and loses power as badly as a real one may, and stories that are played
/// on it from a seed.
@org.jspecify.annotations.NullMarked
package org.lidless.sim;
