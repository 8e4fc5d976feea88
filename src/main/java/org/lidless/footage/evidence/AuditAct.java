package org.lidless.footage.evidence;

import java.util.Arrays;
import java.util.Optional;

/// What somebody did, or wanted to do. The words are stable: they stand in files for years.
public enum AuditAct {
    CHAIN_BEGUN("chain-begun"),
    TAIL_TORN("tail-torn"),
    KEY_USED("key-used"),
    EXPORT_STARTED("export-started"),
    EXPORT_TAKEN("export-taken"),
    EXPORT_STOPPED("export-stopped"),
    FOOTAGE_LOCKED("footage-locked"),
    FOOTAGE_UNLOCKED("footage-unlocked"),
    DELETION_CONFIRMED("deletion-confirmed"),
    ACCESS_REFUSED("access-refused"),
    RECORDER_DRAINED("recorder-drained"),
    RECORDER_RETURNED("recorder-returned"),
    SITE_CONFIGURED("site-configured"),
    SITE_BACKED_UP("site-backed-up"),
    NODE_INVITED("node-invited"),
    NODE_JOINED("node-joined"),
    SERVER_ADMITTED("server-admitted"),
    SERVER_DISMISSED("server-dismissed"),
    SIGNED_IN("signed-in"),
    SIGNED_OUT("signed-out"),
    SIGN_IN_REFUSED("sign-in-refused"),
    LIVE_VIEWED("live-viewed"),
    FOOTAGE_VIEWED("footage-viewed"),
    EXPORT_REMOVED("export-removed"),
    EXPORT_FETCHED("export-fetched"),
    ACCOUNT_CHANGED("account-changed"),
    RIGHTS_CHANGED("rights-changed"),
    TOKEN_MADE("token-made"),
    TOKEN_REVOKED("token-revoked"),
    PASSWORD_CHANGED("password-changed");

    private final String word;

    AuditAct(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /// Empty for a word of a later version.
    public static Optional<AuditAct> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
