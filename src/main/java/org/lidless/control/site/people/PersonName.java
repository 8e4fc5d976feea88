package org.lidless.control.site.people;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a person is called where they sign in: lower-case letters, digits and `.`, `_`, `@`, `+`, `-`, at most
/// 100, so that a mail address is one.
public record PersonName(String value) implements Comparable<PersonName> {

    public static final int LENGTH_MAX = 100;

    private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._@+-]*");

    private static final Set<String> RESERVED = Set.of("local", "unknown", "site");

    public PersonName {
        if (value.length() > LENGTH_MAX || !RULE.matcher(value).matches()) {
            throw new IllegalArgumentException("a person's name has 1 to " + LENGTH_MAX
                    + " of a-z, 0-9, '.', '_', '@', '+', '-', and begins with a letter or digit");
        }
    }

    /// As somebody typed it: blanks around it and capitals do not count.
    ///
    /// @throws IllegalArgumentException when it is no name all the same
    public static PersonName typed(String text) {
        return new PersonName(text.strip().toLowerCase(Locale.ROOT));
    }

    /// Whether the audit chain calls somebody so who is no account: nobody new may be.
    public boolean isReserved() {
        return RESERVED.contains(value);
    }

    @Override
    public int compareTo(PersonName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
