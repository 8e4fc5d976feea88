package org.lidless.wire.authority;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.lidless.domain.NodeId;

/// How a newcomer, who has nothing but a code, recognises a management server of the site: it shows its certificate and
/// that of the authority which the code names. Any other node of the site is refused, too: the code is not for it.
public final class NewcomerTrust extends X509ExtendedTrustManager {

    private final String fingerprint;

    private NewcomerTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /// For dialling without a certificate of one's own.
    public static SSLContext context(JoinCode code) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new NewcomerTrust(code.authority())}, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("this Java has no TLS 1.3", noTls);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length < 2 || !JoinCode.fingerprint(chain[1]).equals(fingerprint)) {
            throw new UntrustedPeerException("it belongs to another site than the code");
        }
        X509Certificate leaf = chain[0];
        try {
            leaf.verify(chain[1].getPublicKey());
        } catch (GeneralSecurityException forged) {
            throw new UntrustedPeerException("its certificate is not signed by the authority that it shows ("
                    + forged.getClass().getSimpleName() + ")");
        }
        NodeId node = NodeName.of(leaf);
        if (leaf.getBasicConstraints() >= 0 || !NodeName.isManagement(leaf)) {
            throw new UntrustedPeerException("it is " + node + ", which is no management server");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new UntrustedPeerException("nobody dials a newcomer");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new UntrustedPeerException("nobody dials a newcomer");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new UntrustedPeerException("nobody dials a newcomer");
    }
}
