package org.lidless.footage.evidence;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Signatures beside what they sign: JWS with detached content (RFC 7515 appendix F), ES256 only (RFC 7518 section
/// 3.4), with the public key in the header (`jwk`) and its thumbprint (RFC 7638) as `kid`. Pure.
final class Jws {

    private static final String ALGORITHM = "ES256";
    private static final String SIGNATURE = "SHA256withECDSAinP1363Format";
    private static final String CURVE = "P-256";
    private static final int COORDINATE_BYTES = 32;
    private static final int TEXT_MAX = 100_000;
    private static final String STAMP = "tst";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    private Jws() {}

    /// What a signature says.
    record Signed(String signer, Optional<byte[]> stamp) {}

    /// `HEADER..SIGNATURE`.
    ///
    /// @param stamp a time stamp of the content (RFC 3161), which the signature then covers, too
    static String sign(byte[] content, PrivateKey key, ECPublicKey itsPublic, Optional<byte[]> stamp)
            throws GeneralSecurityException {
        ObjectNode header = JSON.createObjectNode();
        header.put("alg", ALGORITHM).put("kid", thumbprint(itsPublic)).set("jwk", jwk(itsPublic));
        stamp.ifPresent(token -> header.put(STAMP, Base64.getEncoder().encodeToString(token)));
        String first = TO_TEXT.encodeToString(header.toString().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(key);
        signature.update(signed(first, content));
        return first + ".." + TO_TEXT.encodeToString(signature.sign());
    }

    /// Reads the signature of this content. Text that means the same but is written otherwise does not fit: no
    /// letter of it may be another.
    ///
    /// @param text with a line feed or without
    /// @throws GeneralSecurityException when the signature does not fit, or is no signature of this kind
    static Signed read(String text, byte[] content) throws GeneralSecurityException {
        String jws = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int dots = jws.indexOf("..");
        if (jws.length() > TEXT_MAX || dots < 1) {
            throw new SignatureException("it is no signature beside a file (RFC 7515 appendix F)");
        }
        try {
            String first = jws.substring(0, dots);
            JsonNode header = JSON.readTree(FROM_TEXT.decode(first));
            if (!ALGORITHM.equals(header.path("alg").asString(""))) {
                throw new SignatureException(
                        "it is signed by \"" + header.path("alg").asString("") + "\", not by ES256");
            }
            ECPublicKey key = key(header.path("jwk"));
            byte[] signed = FROM_TEXT.decode(jws.substring(dots + 2));
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initVerify(key);
            signature.update(signed(first, content));
            boolean isWrittenSo = TO_TEXT.encodeToString(signed).equals(jws.substring(dots + 2));
            if (!signature.verify(signed) || !isWrittenSo) {
                throw new SignatureException("the signature does not fit");
            }
            return new Signed(
                    thumbprint(key),
                    header.has(STAMP)
                            ? Optional.of(Base64.getDecoder()
                                    .decode(header.path(STAMP).asString("")))
                            : Optional.empty());
        } catch (JacksonException | IllegalArgumentException garbled) {
            throw new SignatureException("it is no signature: " + garbled.getMessage(), garbled);
        }
    }

    private static byte[] signed(String header, byte[] content) {
        return (header + "." + TO_TEXT.encodeToString(content)).getBytes(StandardCharsets.US_ASCII);
    }

    /// RFC 7638: base64url of the SHA-256 of the key's required members in alphabetical order.
    static String thumbprint(ECPublicKey key) throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(jwk(key).toString().getBytes(StandardCharsets.UTF_8));
        return TO_TEXT.encodeToString(digest);
    }

    private static ObjectNode jwk(ECPublicKey key) {
        return JSON.createObjectNode()
                .put("crv", CURVE)
                .put("kty", "EC")
                .put("x", coordinate(key.getW().getAffineX()))
                .put("y", coordinate(key.getW().getAffineY()));
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return TO_TEXT.encodeToString(fixed);
    }

    private static ECPublicKey key(JsonNode jwk) throws GeneralSecurityException {
        if (!"EC".equals(jwk.path("kty").asString(""))
                || !CURVE.equals(jwk.path("crv").asString(""))) {
            throw new SignatureException("its key is none of P-256");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(number(jwk.path("x")), number(jwk.path("y")));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
        if (key instanceof ECPublicKey ec) {
            return ec;
        }
        throw new SignatureException("its key is none of P-256");
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, FROM_TEXT.decode(text.asString("")));
    }
}
