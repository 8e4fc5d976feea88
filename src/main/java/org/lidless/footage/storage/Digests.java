package org.lidless.footage.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 as the JDK has it; every JDK must (java.security.MessageDigest).
final class Digests {

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JDK has no SHA-256", impossible);
        }
    }
}
