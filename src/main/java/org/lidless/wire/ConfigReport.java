package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A revision of the site's document.
///
/// @param revision its number; 0 for what the management server's settings file wants, before anything was agreed
/// @param at       when it was agreed
/// @param by       who wanted it
/// @param note     why
/// @param agreed   whether it is agreed on; not after a dry run, or when there are problems
/// @param changes  what it changes against the one before, a line each; where that was asked for
/// @param text     the document, where it was asked for
/// @param problems everything that is wrong with it; then nothing was changed
public record ConfigReport(
        long revision,
        Optional<Instant> at,
        String by,
        String note,
        boolean agreed,
        List<String> changes,
        Optional<String> text,
        List<ProblemReport> problems) {

    public ConfigReport {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /// The same with other changes and another text.
    public ConfigReport with(List<String> others, Optional<String> document) {
        return new ConfigReport(revision, at, by, note, agreed, others, document, problems);
    }
}
