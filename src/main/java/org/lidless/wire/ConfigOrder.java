package org.lidless.wire;

import java.util.Optional;

/// The whole site, as somebody wants it to be from now on.
///
/// @param file    what the document is called, for complaints
/// @param text    the document, YAML
/// @param basedOn the revision that it was written from; without one, whatever is the newest now
/// @param by      who wants it
/// @param note    why
/// @param dryRun  only says what would change
public record ConfigOrder(String file, String text, Optional<Long> basedOn, String by, String note, boolean dryRun) {}
