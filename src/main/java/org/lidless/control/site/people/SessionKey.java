package org.lidless.control.site.people;

/// A key by which all management servers sign and check sign-ins.
///
/// @param id     names it in each sign-in
/// @param secret 32 bytes, sealed
/// @param madeUs when it was made, site time in µs: the newest signs
public record SessionKey(String id, Sealed secret, long madeUs) {

    /// How many are kept: the newest, and those by which older sign-ins are checked.
    public static final int KEYS_MAX = 3;

    public SessionKey {
        if (!id.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("a session key is named by 8 hexadecimal digits");
        }
    }
}
