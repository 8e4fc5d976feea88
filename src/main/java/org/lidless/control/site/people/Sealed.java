package org.lidless.control.site.people;

import java.util.regex.Pattern;

/// A secret that only the management servers' vault can open. Everybody else carries it about unread.
///
/// @param text the vault's own words, without blanks
public record Sealed(String text) {

    /// The longest one.
    public static final int CHARS_MAX = 4_096;

    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9._-]+");

    public Sealed {
        if (text.length() > CHARS_MAX || !RULE.matcher(text).matches()) {
            throw new IllegalArgumentException("this is nothing that the vault has sealed");
        }
    }

    @Override
    public String toString() {
        return "(sealed)";
    }
}
