package org.lidless.footage.recording;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Sha256;

/// Makes the client's side of TLS for a camera. A camera whose certificate's fingerprint is in the settings is trusted
/// for that and nothing else, whatever name and dates are in it; any other must have a certificate for its address from
/// an authority that this machine's Java trusts.
final class CameraTrust {

    private static final String PROTOCOL = "TLS";

    private CameraTrust() {}

    /// An engine that has begun its handshake; empty for a camera that is not called over TLS. Takes a while: not on a
    /// loop.
    ///
    /// @throws IllegalStateException when this Java speaks no TLS
    static Optional<SSLEngine> engine(CameraSource camera) {
        if (!camera.isSecure()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            var witness = new Witness(camera.certificate(), usual());
            context.init(null, new TrustManager[] {witness}, null);
            SSLEngine engine = context.createSSLEngine(camera.address().getHost(), camera.port());
            engine.setUseClientMode(true);
            if (camera.certificate().isEmpty()) {
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                engine.setSSLParameters(parameters);
            }
            engine.beginHandshake();
            return Optional.of(engine);
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static X509TrustManager usual() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// What a certificate is known by: the SHA-256 of its DER.
    static Sha256 fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return new Sha256(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate has no fingerprint", e);
        }
    }

    /// The camera's certificate is not trusted; says which one it showed.
    static final class Untrusted extends CertificateException {

        private static final long serialVersionUID = 1;

        private final transient Sha256 shown;

        Untrusted(Sha256 shown, String why) {
            super(why);
            this.shown = shown;
        }

        Sha256 shown() {
            return shown;
        }
    }

    private static final class Witness implements X509TrustManager {

        private final Optional<Sha256> known;
        private final X509TrustManager usual;

        Witness(Optional<Sha256> known, X509TrustManager usual) {
            this.known = known;
            this.usual = usual;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            Sha256 shown = fingerprint(chain[0]);
            if (known.isPresent()) {
                if (!known.get().equals(shown)) {
                    throw new Untrusted(shown, "it is not the one from the settings");
                }
                return;
            }
            try {
                usual.checkServerTrusted(chain, authType);
            } catch (CertificateException unknown) {
                throw new Untrusted(shown, "no authority that this machine knows has issued it");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("nobody connects to a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return usual.getAcceptedIssuers();
        }
    }
}
