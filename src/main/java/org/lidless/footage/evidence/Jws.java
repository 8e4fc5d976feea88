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
    private static final int TEXT_MAX = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    private Jws() {}

    /// `HEADER..SIGNATURE`.
    static String sign(byte[] content, PrivateKey key, ECPublicKey itsPublic) throws GeneralSecurityException {
        ObjectNode header = JSON.createObjectNode();
        header.put("alg", ALGORITHM).put("kid", thumbprint(itsPublic)).set("jwk", jwk(itsPublic));
        String first = TO_TEXT.encodeToString(header.toString().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(key);
        signature.update(signed(first, content));
        return first + ".." + TO_TEXT.encodeToString(signature.sign());
    }

    /// The thumbprint of the key that signed this content.
    ///
    /// @throws GeneralSecurityException when the signature does not fit, or is no signature of this kind
    static String signer(String jws, byte[] content) throws GeneralSecurityException {
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
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initVerify(key);
            signature.update(signed(first, content));
            if (!signature.verify(FROM_TEXT.decode(jws.substring(dots + 2).strip()))) {
                throw new SignatureException("the signature does not fit");
            }
            return thumbprint(key);
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
