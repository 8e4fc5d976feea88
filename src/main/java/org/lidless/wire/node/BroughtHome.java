package org.lidless.wire.node;

import org.lidless.domain.Sha256;

/// A segment that is at home now.
///
/// @param file   the path inside the holder's pool, `segments/…`
/// @param sha256 hash of all before its trailer, as the home verified it
public record BroughtHome(String file, Sha256 sha256) {}
