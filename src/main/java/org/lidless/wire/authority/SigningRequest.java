package org.lidless.wire.authority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.lidless.domain.ProblemCode;

/// A node's wish for a certificate (PKCS #10, RFC 2986), as text: a public key, and the proof that the node has the
/// private one. Whom the certificate is for is decided by who signs, never by what is written in the wish.
final class SigningRequest {

    private static final String LABEL = "CERTIFICATE REQUEST";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN " + LABEL + "-----([A-Za-z0-9+/=\\s]+)-----END " + LABEL + "-----");
    private static final int CURVE_BITS = 256;

    private SigningRequest() {}

    static String write(PublicKey key, PrivateKey privateKey) throws OperatorCreationException, IOException {
        byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=lidless"), key)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey))
                .getEncoded();
        return new String(PemFile.text(LABEL, request), StandardCharsets.US_ASCII);
    }

    /// The key, when its owner has proved to have the private one.
    ///
    /// @throws org.lidless.domain.ProblemException `REQUEST_REFUSED`
    static PublicKey read(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw refused("there is no request in it");
        }
        try {
            var request =
                    new JcaPKCS10CertificationRequest(Base64.getMimeDecoder().decode(block.group(1)));
            PublicKey key = request.getPublicKey();
            boolean isOurs = key instanceof ECPublicKey curve
                    && curve.getParams().getCurve().getField().getFieldSize() == CURVE_BITS;
            if (!isOurs || !request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw refused("its signature is not by the key in it, or that is no key on P-256");
            }
            return key;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException unreadable) {
            throw refused(String.valueOf(unreadable.getMessage()));
        }
    }

    private static org.lidless.domain.ProblemException refused(String why) {
        return ProblemCode.REQUEST_REFUSED.because(
                "This is no wish for a certificate: " + why + ".", "Not concerned.", "Use lidless join.");
    }
}
