package org.lidless.footage.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.lidless.domain.Sha256;

/// Time stamps of somebody else (RFC 3161): that a content was there at a moment, whoever's clocks and keys are
/// doubted later. Pure: bytes in, bytes out.
///
/// @param at        when the authority saw it, by its own clock
/// @param authority the subject of the certificate that signed the stamp. Whether that one is to be believed is
/// for the
///                  reader to say
public record TimeStamp(Instant at, String authority) {

    /// What is sent and what is expected.
    public static final String REQUEST_TYPE = "application/timestamp-query";

    public static final String ANSWER_TYPE = "application/timestamp-reply";

    /// Longest answer that is read.
    public static final int ANSWER_BYTES_MAX = 64 << 10;

    /// A question for an authority (section 2.4.1), which asks for its certificate, too.
    ///
    /// @param nonce 64 random bits
    public static byte[] request(byte[] content, long nonce) throws IOException {
        return ask(content, nonce).getEncoded();
    }

    private static TimeStampRequest ask(byte[] content, long nonce) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(NISTObjectIdentifiers.id_sha256, sha256(content), unsigned(nonce));
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /// The stamp out of an authority's answer (section 2.4.2), checked against the question.
    ///
    /// @throws IOException when the authority refused, or answered something else
    public static byte[] token(byte[] answer, byte[] content, long nonce) throws IOException {
        try {
            TimeStampResponse response = new TimeStampResponse(answer);
            response.validate(ask(content, nonce));
            TimeStampToken token = response.getTimeStampToken();
            if (token == null) {
                throw new IOException("the time stamp authority refused: " + response.getStatusString());
            }
            byte[] bytes = token.getEncoded();
            read(bytes, content);
            return bytes;
        } catch (TSPException unfit) {
            throw new IOException("the time stamp authority's answer does not fit: " + unfit.getMessage(), unfit);
        }
    }

    /// What a stamp says; its signature fits and it is of this content.
    ///
    /// @throws IOException when not
    public static TimeStamp read(byte[] token, byte[] content) throws IOException {
        try {
            TimeStampToken stamp = new TimeStampToken(new CMSSignedData(token));
            if (!Arrays.equals(stamp.getTimeStampInfo().getMessageImprintDigest(), sha256(content))
                    || !NISTObjectIdentifiers.id_sha256.equals(
                            stamp.getTimeStampInfo().getMessageImprintAlgOID())) {
                throw new IOException("it is of another manifest");
            }
            List<X509CertificateHolder> signers = stamp.getCertificates().getMatches(null).stream()
                    .filter(each -> stamp.getSID().match(each))
                    .toList();
            if (signers.isEmpty()) {
                throw new IOException("it does not carry its authority's certificate");
            }
            X509CertificateHolder signer = signers.getFirst();
            stamp.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            return new TimeStamp(
                    stamp.getTimeStampInfo().getGenTime().toInstant(),
                    signer.getSubject().toString());
        } catch (TSPException | CMSException | OperatorCreationException unfit) {
            throw new IOException("it is no time stamp that fits: " + unfit.getMessage(), unfit);
        } catch (java.security.cert.CertificateException unreadable) {
            throw new IOException("its authority's certificate cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static byte[] sha256(byte[] content) {
        return Sha256.of(content).bytes();
    }

    @Override
    public String toString() {
        return at + " by " + authority;
    }
}
