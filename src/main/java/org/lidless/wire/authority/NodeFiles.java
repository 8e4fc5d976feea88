package org.lidless.wire.authority;

import java.nio.file.Path;

/// Where a node's three PEM files lie; Ratis takes the same ones.
///
/// @param key         the node's own private key, PKCS #8, for its owner's eyes only
/// @param certificate the node's certificate
/// @param authority   the certificates of the authority, or authorities, that it trusts
public record NodeFiles(Path key, Path certificate, Path authority) {

    /// The usual names in a directory: `key.pem`, `certificate.pem`, `authority.pem`.
    public static NodeFiles in(Path directory) {
        return new NodeFiles(
                directory.resolve("key.pem"), directory.resolve("certificate.pem"), directory.resolve("authority.pem"));
    }
}
