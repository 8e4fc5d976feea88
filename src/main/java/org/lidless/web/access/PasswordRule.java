package org.lidless.web.access;

import java.util.List;
import java.util.Locale;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.ProblemCode;

/// What may be a password: long enough, and not what everybody tries first (NIST SP 800-63B section 5.1.1.2).
final class PasswordRule {

    private static final List<String> TRIED_FIRST = List.of(
            "1234567890",
            "0123456789",
            "1234567891",
            "9876543210",
            "0987654321",
            "password12",
            "password123",
            "password1234",
            "passwordpassword",
            "qwertyuiop",
            "qwertzuiop",
            "qwerty12345",
            "qwerty123456",
            "administrator",
            "adminadmin",
            "admin12345",
            "admin123456",
            "changemeplease",
            "letmeinletmein",
            "iloveyou12",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "abcdefghij",
            "welcome123",
            "welcome1234",
            "lidlesslidless",
            "surveillance",
            "hikvision123",
            "passw0rd123",
            "p@ssw0rd123");

    private PasswordRule() {}

    /// @throws org.lidless.domain.ProblemException `PASSWORD_WEAK`
    static void check(PersonName name, String password) {
        String plain = password.toLowerCase(Locale.ROOT);
        if (password.length() < PasswordHash.CHARS_MIN || password.length() > PasswordHash.CHARS_MAX) {
            throw weak("It has " + password.length() + " letters.");
        }
        boolean isOneLetter = plain.chars().distinct().count() < 4;
        if (isOneLetter || TRIED_FIRST.contains(plain) || plain.equals(name.value())) {
            throw weak("It is one of those that everybody tries first.");
        }
    }

    private static org.lidless.domain.ProblemException weak(String why) {
        return ProblemCode.PASSWORD_WEAK.because(
                "The password cannot be taken. " + why,
                "Not concerned: nothing was changed.",
                "Choose one of " + PasswordHash.CHARS_MIN + " to " + PasswordHash.CHARS_MAX
                        + " letters; four words make a good one.");
    }
}
