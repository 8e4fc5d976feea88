package org.lidless.wire.authority;

import java.security.cert.CertificateException;

/// Why a peer is not let in, as half a sentence: "its certificate is not signed by …".
public final class UntrustedPeerException extends CertificateException {

    private static final long serialVersionUID = 1L;

    UntrustedPeerException(String why) {
        super(why);
    }

    /// The reason.
    public String why() {
        return String.valueOf(getMessage());
    }
}
