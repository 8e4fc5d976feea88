package org.lidless.control.site;

import java.util.Objects;

/// One desired state of the whole site, as somebody wrote it down. Agreed on as a fact; what follows from it (cameras,
/// recorders, profiles) is brought about afterwards, command by command.
///
/// @param number counts from 1
/// @param atUs   when it was agreed, µs since 1970 of the proposing server's clock: for people only
/// @param by     who asked for it
/// @param note   why, in the words of whoever asked; may be empty
/// @param text   the document, in YAML (docs/reference/settings.md)
public record ConfigRevision(long number, long atUs, String by, String note, String text) {

    /// The longest document: some 5,000 cameras.
    public static final int TEXT_CHARS_MAX = 1 << 20;

    /// The longest name and note.
    public static final int WORDS_CHARS_MAX = 500;

    public ConfigRevision {
        Objects.requireNonNull(text);
        if (number < 1) {
            throw new IllegalArgumentException("revisions count from 1, not " + number);
        }
        if (text.length() > TEXT_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a site's document has at most " + TEXT_CHARS_MAX + " characters, not " + text.length());
        }
        if (by.length() > WORDS_CHARS_MAX || note.length() > WORDS_CHARS_MAX) {
            throw new IllegalArgumentException("a name or note has at most " + WORDS_CHARS_MAX + " characters");
        }
    }
}
