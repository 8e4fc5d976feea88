package org.lidless.demo.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Something that the demo did to a recorder, as a flag on the time line.
///
/// @param kind what
/// @param node to whom
/// @param atMs when, milliseconds since 1970
public record Happening(Kind kind, String node, long atMs) {

    /// What a flag can say.
    public enum Kind {
        KILLED,
        STARTED,
        MERGED;

        /// The word that the page knows.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
