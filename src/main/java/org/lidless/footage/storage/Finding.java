package org.lidless.footage.storage;

import java.util.Optional;
import org.lidless.domain.TimeSpan;

/// Something that checking found.
///
/// @param severity how bad it is
/// @param file     the file, relative to the pool; or as it was asked for
/// @param offset   the first byte concerned; -1 when it is about the whole file
/// @param span     site time concerned, µs, when it is about footage
/// @param text     what is wrong, in plain words
public record Finding(Severity severity, String file, long offset, Optional<TimeSpan> span, String text) {

    /// How bad a finding is.
    public enum Severity {
        /// Worth knowing, and as it should be.
        NOTE,
        /// Not as it should be; no footage is missing by it.
        WARNING,
        /// Footage is damaged, missing or altered.
        ERROR
    }

    static Finding note(String file, String text) {
        return new Finding(Severity.NOTE, file, -1, Optional.empty(), text);
    }

    static Finding warning(String file, String text) {
        return new Finding(Severity.WARNING, file, -1, Optional.empty(), text);
    }

    static Finding error(String file, String text) {
        return new Finding(Severity.ERROR, file, -1, Optional.empty(), text);
    }

    Finding at(long place) {
        return new Finding(severity, file, place, span, text);
    }

    Finding during(TimeSpan when) {
        return new Finding(severity, file, offset, Optional.of(when), text);
    }

    /// As one line: severity, file, place, time, text.
    @Override
    public String toString() {
        return severity.name().toLowerCase(java.util.Locale.ROOT) + " " + file
                + (offset < 0 ? "" : " at byte " + offset)
                + span.map(when -> " (" + when + ")").orElse("")
                + ": " + text;
    }
}
