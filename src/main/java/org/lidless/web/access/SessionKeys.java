package org.lidless.web.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.Sealed;
import org.lidless.control.site.people.SessionKey;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.authority.Vault;
import org.lidless.world.Chance;

/// The site's keys for sign-ins, opened. Any thread; what was opened is remembered as long as it is among the
/// site's.
final class SessionKeys {

    /// How long a key signs, µs; it goes on checking until two younger ones have signed.
    static final long SIGNS_US = 7L * 86_400 * 1_000_000;

    private static final String PURPOSE = "session key";
    private static final int BYTES = 32;

    private final Vault vault;
    private final Map<String, byte[]> opened = new ConcurrentHashMap<>();

    SessionKeys(Vault vault) {
        this.vault = vault;
    }

    /// A new one, sealed.
    static SessionKey make(Vault vault, Chance chance, long nowUs) {
        String sealed = vault.seal(SecretText.random(chance, BYTES), PURPOSE);
        return new SessionKey(SecretText.hex(chance, 4), new Sealed(sealed), nowUs);
    }

    /// Whether the site needs a new one.
    static boolean isDue(People people, long nowUs) {
        return people.newestKey().map(key -> nowUs - key.madeUs() >= SIGNS_US).orElse(true);
    }

    Optional<byte[]> find(People people, String id) {
        for (SessionKey key : people.keys()) {
            if (key.id().equals(id)) {
                return open(key);
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> open(SessionKey key) {
        byte[] known = opened.get(key.secret().text());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> secret = vault.open(key.secret().text(), PURPOSE);
        secret.ifPresent(bytes -> {
            if (opened.size() > SessionKey.KEYS_MAX) {
                opened.clear();
            }
            opened.put(key.secret().text(), bytes);
        });
        return secret;
    }

    /// Signs with the newest.
    ///
    /// @throws org.lidless.domain.ProblemException `SECRETS_LOCKED`
    String sign(People people, SessionToken token) {
        SessionKey newest = people.newestKey()
                .orElseThrow(() -> ProblemCode.SECRETS_LOCKED.because(
                        "The site has no key for sign-ins yet.",
                        "Safe: recording does not depend on it.",
                        "Wait a few seconds: the management server that leads makes one."));
        byte[] secret = open(newest)
                .orElseThrow(() -> ProblemCode.SECRETS_LOCKED.because(
                        "This management server cannot open the site's key for sign-ins.",
                        "Safe: recording does not depend on it.",
                        "Sign in at another management server; give this one the key of the site's authority."));
        return token.signed(newest.id(), secret);
    }
}
