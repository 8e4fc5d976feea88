package org.lidless.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.Chance;

/// Hashes passwords by Argon2id (RFC 9106) with 19 MiB, 2 passes, 1 lane (OWASP's least), and checks them by
/// whatever parameters a hash names, within bounds. As text in PHC's form:
/// `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`.
///
/// At most [#AT_ONCE_MAX] are made at once, so that people who sign in take no memory from recording; others wait
/// for a while, then are asked to come again. Any thread.
final class PasswordHash {

    /// Shortest and longest password, characters.
    static final int CHARS_MIN = 10;

    static final int CHARS_MAX = 256;
    static final int AT_ONCE_MAX = 2;

    private static final long WAIT_MILLIS = 3_000;
    private static final int MEMORY_KIB = 19_456;
    private static final int MEMORY_KIB_MAX = 262_144;
    private static final int PASSES = 2;
    private static final int PASSES_MAX = 10;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern TEXT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=1\\$([A-Za-z0-9+/]{8,88})\\$([A-Za-z0-9+/]{8,88})");

    /// Takes as long as a real one: what is checked for a name that nobody has.
    private static final String NOBODYS = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES
            + ",p=1$bm9ib2R5IG5vYm9keSE$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Chance chance;
    private final Semaphore turns = new Semaphore(AT_ONCE_MAX);

    PasswordHash(Chance chance) {
        this.chance = chance;
    }

    String of(String password) {
        byte[] salt = SecretText.random(chance, SALT_BYTES);
        byte[] hash = inTurn(password, salt, MEMORY_KIB, PASSES, HASH_BYTES);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + text.encodeToString(salt) + "$"
                + text.encodeToString(hash);
    }

    /// The same; without a hash it takes as long, and never does.
    boolean fits(String password, Optional<String> hash) {
        return fits(password, hash.orElse(NOBODYS)) && hash.isPresent();
    }

    /// Whether it is the password of this hash.
    boolean fits(String password, String hash) {
        Matcher parts = TEXT.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        if (memory > MEMORY_KIB_MAX || passes > PASSES_MAX || memory < 8 || passes < 1) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] wanted = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(inTurn(password, salt, memory, passes, wanted.length), wanted);
    }

    private byte[] inTurn(String password, byte[] salt, int memory, int passes, int length) {
        try {
            if (!turns.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            Argon2BytesGenerator argon = new Argon2BytesGenerator();
            argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(passes)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            argon.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            turns.release();
        }
    }

    private static ProblemException busy() {
        return ProblemCode.SIGN_IN_SLOWED.because(
                "Many people sign in just now.",
                "Safe: recording does not depend on it.",
                "Try again in a few seconds.");
    }
}
