package org.lidless.domain;

/// What `lidless explain` says about problems of people and their rights.
final class AccessProblemWords {

    static final String SIGN_IN_NEEDED =
            "The request came without a sign-in or token, or with one that has run out, was ended, or "
                    + "belongs to an account that was switched off. Sign in again; a program needs a new token. "
                    + "Recording does not depend on anybody being signed in.";

    static final String RIGHT_MISSING =
            "Whoever asks is known, and their roles do not allow this, or not for this camera. An "
                    + "administrator can give them another role (People, or lidless person grant). The refusal "
                    + "is in the audit log.";

    static final String CROSS_SITE =
            "The request carried the console's cookie, but came from another web page, or without the "
                    + "console's own header. Browsers send cookies along with requests that other pages make; "
                    + "so such a request changes nothing here. Programs use a token instead of the cookie.";

    static final String SIGN_IN_REFUSED =
            "No account of this name has this password. The answer is the same whether the name or "
                    + "the password is wrong, and for an account that is switched off. After some attempts the "
                    + "next one has to wait. Who has forgotten a password gets a one-time code from an "
                    + "administrator (lidless person invite NAME).";

    static final String SIGN_IN_SLOWED =
            "After several wrong passwords for one account, or from one address, the next attempt has "
                    + "to wait: a second at first, then twice as long each time, a quarter of an hour at most. "
                    + "Nothing is locked for good: whoever signed in from their place lately does not wait for "
                    + "attempts made elsewhere, and lidless person on a management server's own machine never "
                    + "does.";

    static final String PERSON_CODE_WRONG =
            "A one-time code lets one person choose a password, once and within a day. This one is "
                    + "mistyped, was used, was replaced by a newer one, or is over. An administrator makes a "
                    + "new one: lidless person invite NAME. For the first administrator: lidless person "
                    + "first-code on a management server.";

    static final String PEOPLE_CHANGED =
            "Two people changed accounts, rights or layouts at the same moment, or somebody changed "
                    + "what was on the screen since it was fetched. Nothing was changed by the later one. Look "
                    + "at it again and repeat the change.";

    static final String OIDC_FAILED =
            "Signing in by another provider needs its answer: the address and client in the settings "
                    + "must be those that it knows, both clocks must be right to within a minute, and the "
                    + "person must be in one of the groups that the site gives a role. The message says what "
                    + "was missing; who has a password can still sign in by it.";

    static final String SECRETS_LOCKED =
            "Passwords of cameras, session keys and the client secret of a provider are sealed by a "
                    + "key that belongs to the site's authority. This management server has not got that key, "
                    + "or another one. Recorders go on with the passwords that they have; people who are signed "
                    + "in at other servers stay so. Give this server the authority's directory and its unlock "
                    + "file, as lidless join does.";

    static final String PASSWORD_WEAK =
            "A password has 10 to 256 letters and is not one of those that everybody tries first, nor "
                    + "the account's own name. Length counts, not special characters: four words make a good "
                    + "one.";

    private AccessProblemWords() {}
}
