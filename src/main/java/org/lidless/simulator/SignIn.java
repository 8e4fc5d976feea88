package org.lidless.simulator;

import java.util.List;
import java.util.Set;

/// How a camera has its clients prove that they know the password, when one is set (RFC 7616, RFC 2617, RFC 2069).
///
/// @param offers     what its challenges offer, in this order
/// @param inOneLine  whether all of them stand in one `WWW-Authenticate` line
/// @param qop        whether it offers, wants or does not know `qop`
/// @param broken     those of the offers that it then takes from nobody
/// @param nonceUs    how long a nonce is good, µs
/// @param triesMax   wrong answers until the account is locked
/// @param lockedUs   for how long it is locked, µs
public record SignIn(
        List<Offer> offers, boolean inOneLine, Qop qop, Set<Offer> broken, long nonceUs, int triesMax, long lockedUs) {

    /// Digest with MD5 for as long as the connection lasts, and any number of tries.
    public static final SignIn USUAL =
            new SignIn(List.of(Offer.MD5), false, Qop.OFFERED, Set.of(), Long.MAX_VALUE, Integer.MAX_VALUE, 0);

    /// The ways that a challenge can name.
    public enum Offer {
        BASIC(""),
        MD5("MD5"),
        SHA_256("SHA-256"),
        /// MD5 under a name that no standard knows.
        MISNAMED("DIGEST");

        private final String word;

        Offer(String word) {
            this.word = word;
        }

        /// What stands behind `algorithm=`.
        public String word() {
            return word;
        }
    }

    /// What it knows of the quality of protection.
    public enum Qop {
        /// Nothing, as in RFC 2069.
        UNKNOWN,
        OFFERED,
        /// It takes no answer without it, and counts how often its nonce was used.
        REQUIRED
    }

    public SignIn {
        offers = List.copyOf(offers);
    }

    public SignIn offering(Offer... other) {
        return new SignIn(List.of(other), inOneLine, qop, broken, nonceUs, triesMax, lockedUs);
    }

    public SignIn with(Qop other) {
        return new SignIn(offers, inOneLine, other, broken, nonceUs, triesMax, lockedUs);
    }

    public SignIn inOne() {
        return new SignIn(offers, true, qop, broken, nonceUs, triesMax, lockedUs);
    }

    public SignIn taking(Offer only) {
        var others = new java.util.TreeSet<>(offers);
        others.remove(only);
        return new SignIn(offers, inOneLine, qop, others, nonceUs, triesMax, lockedUs);
    }

    public SignIn withNoncesFor(long us) {
        return new SignIn(offers, inOneLine, qop, broken, us, triesMax, lockedUs);
    }

    public SignIn locking(int afterTries, long forUs) {
        return new SignIn(offers, inOneLine, qop, broken, nonceUs, afterTries, forUs);
    }
}
