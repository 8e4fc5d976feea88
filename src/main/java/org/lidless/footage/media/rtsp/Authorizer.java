package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.footage.media.rtsp.Challenge.Strength;

/// Signs requests, as the camera's last challenge asks.
///
/// No challenge yet → none is sent. First 401 → the strongest challenge that we speak. Refused → a weaker digest
/// that was offered beside it, once each; never basic after digest, which would give the password away. A fresh
/// nonce after the old one was declared stale, or had worked before, is no refusal: signed again. In all at most
/// [#ATTEMPTS_MAX] without success, so that no account gets locked.
final class Authorizer {

    static final int ATTEMPTS_MAX = 3;

    /// What a 401 means.
    enum Verdict {
        /// Send the same request again.
        RETRY,
        /// The user or the password is wrong.
        WRONG,
        /// None is configured.
        MISSING,
        /// No offered way is spoken here.
        UNSPOKEN
    }

    private final Optional<Credentials> credentials;
    private final LongSupplier chance;
    private @Nullable Challenge current;
    private boolean proved;
    private int attempts;
    private int count;

    Authorizer(Optional<Credentials> credentials, LongSupplier chance) {
        this.credentials = credentials;
        this.chance = chance;
    }

    /// The camera answered 401.
    Verdict challenged(List<String> authenticateLines) {
        if (credentials.isEmpty()) {
            return Verdict.MISSING;
        }
        List<Challenge> offered = Challenge.parse(authenticateLines);
        Challenge before = current;
        Optional<Challenge> next = before == null ? strongest(offered, null) : another(offered, before);
        if (next.isEmpty()) {
            return before == null ? Verdict.UNSPOKEN : Verdict.WRONG;
        }
        if (attempts >= ATTEMPTS_MAX) {
            return Verdict.WRONG;
        }
        attempts++;
        count = 0;
        current = next.get();
        return Verdict.RETRY;
    }

    /// After a refusal: the same way with a fresh nonce, or else a weaker digest.
    private Optional<Challenge> another(List<Challenge> offered, Challenge before) {
        Strength strength = before.strength().orElse(Strength.BASIC);
        for (Challenge each : offered) {
            boolean same = each.strength().filter(strength::equals).isPresent();
            boolean fresh = !each.nonce().equals(before.nonce());
            if (same && strength != Strength.BASIC && fresh && (each.isStale() || proved)) {
                return Optional.of(each);
            }
        }
        return proved ? Optional.empty() : strongest(offered, strength);
    }

    /// The strongest that is weaker than the bound, if one is given; basic only without a bound.
    private static Optional<Challenge> strongest(List<Challenge> offered, @Nullable Strength below) {
        Challenge best = null;
        Strength bestStrength = null;
        for (Challenge each : offered) {
            Strength strength = each.strength().orElse(null);
            if (strength == null || (below != null && (strength == Strength.BASIC || strength.compareTo(below) >= 0))) {
                continue;
            }
            if (bestStrength == null || strength.compareTo(bestStrength) > 0) {
                best = each;
                bestStrength = strength;
            }
        }
        return Optional.ofNullable(best);
    }

    /// The camera took a request.
    void accepted() {
        if (current != null) {
            proved = true;
        }
        attempts = 0;
    }

    /// The `Authorization` value for a request; empty while nothing is asked.
    Optional<String> header(String method, String uri) {
        Challenge challenge = current;
        if (challenge == null || credentials.isEmpty()) {
            return Optional.empty();
        }
        Credentials secret = credentials.get();
        if (challenge.scheme().equals("basic")) {
            byte[] pair = (secret.user() + ":" + secret.password()).getBytes(UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        count++;
        var once = new Digest.Once(HexFormat.of().toHexDigits(chance.getAsLong()), count);
        String response = Digest.response(challenge, secret.user(), secret.password(), method, uri, once);
        var text = new StringBuilder("Digest username=\"").append(escaped(secret.user()));
        text.append("\", realm=\"").append(challenge.realm());
        text.append("\", nonce=\"").append(challenge.nonce());
        text.append("\", uri=\"").append(uri);
        text.append("\", response=\"").append(response).append('"');
        challenge
                .opaque()
                .ifPresent(opaque -> text.append(", opaque=\"").append(opaque).append('"'));
        if (!challenge.algorithm().isEmpty()) {
            text.append(", algorithm=").append(challenge.algorithm());
        }
        if (challenge.offersQop()) {
            text.append(", qop=auth, nc=").append(once.countInHex());
        }
        if (challenge.offersQop()
                || challenge.algorithm().toLowerCase(java.util.Locale.ROOT).endsWith("-sess")) {
            text.append(", cnonce=\"").append(once.cnonce()).append('"');
        }
        return Optional.of(text.toString());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
