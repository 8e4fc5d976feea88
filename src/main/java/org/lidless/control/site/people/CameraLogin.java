package org.lidless.control.site.people;

/// User and password by which recorders ask cameras.
///
/// @param user     what cameras call the site
/// @param password sealed
public record CameraLogin(String user, Sealed password) {

    public static final int USER_CHARS_MAX = 200;

    public CameraLogin {
        if (user.isEmpty() || user.length() > USER_CHARS_MAX) {
            throw new IllegalArgumentException("a camera's user has 1 to " + USER_CHARS_MAX + " characters");
        }
    }
}
