package org.lidless.domain;

import java.util.regex.Pattern;

/// The one rule for names that end up in file names, URLs and logs: lower-case letters, digits, `-`, `_` and `.`,
/// beginning with a letter or digit, at most 63 characters. So no name can ever climb out of a pool.
final class Names {

    private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private Names() {}

    static String checked(String noun, String name) {
        if (!RULE.matcher(name).matches()) {
            throw new IllegalArgumentException(noun + " name \"" + name
                    + "\" must be 1 to 63 of a-z, 0-9, '-', '_', '.', and begin with a letter or digit");
        }
        return name;
    }
}
