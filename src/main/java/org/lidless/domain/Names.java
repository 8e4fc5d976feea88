package org.lidless.domain;

import java.util.regex.Pattern;

/// The one rule for names that end up in file names, URLs and logs: lower-case letters, digits, `-`, `_` and `.`,
/// beginning with a letter or digit, at most 63 characters. So no name can ever climb out of a pool.
final class Names {

    static final int LENGTH_MAX = 63;

    private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private Names() {}

    static String checked(String noun, String name) {
        return checked(noun, name, LENGTH_MAX);
    }

    static String checked(String noun, String name, int lengthMax) {
        if (name.length() > lengthMax || !RULE.matcher(name).matches()) {
            throw new IllegalArgumentException(noun + " name \"" + name + "\" must be 1 to " + lengthMax
                    + " of a-z, 0-9, '-', '_', '.', and begin with a letter or digit");
        }
        return name;
    }
}
