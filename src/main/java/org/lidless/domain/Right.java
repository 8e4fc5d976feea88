package org.lidless.domain;

import java.util.Arrays;
import java.util.Optional;

/// What somebody may do. Every request to the site needs one of these; docs/reference/people.md says which role
/// has which.
public enum Right {
    /// Needs nobody: the API's description, signing in, the console's own files.
    PUBLIC("public", false),
    /// Whoever is signed in, for what is their own.
    SIGNED_IN("signed-in", false),
    /// See how cameras and recorders are.
    STATUS("status", true),
    LIVE("live", true),
    PLAYBACK("playback", true),
    /// Take footage out.
    EXPORT("export", true),
    /// Lock footage as evidence, and lift locks.
    LOCK("lock", true),
    /// Change what the site is: cameras, recorders, pools, how they are kept safe.
    CONFIGURE("configure", false),
    /// Take recorders away and bring them back, back up, confirm deletions.
    OPERATE("operate", false),
    /// Say who may do what.
    PEOPLE("people", false),
    /// Read who did what.
    AUDIT("audit", false);

    private final String word;
    private final boolean perCamera;

    Right(String word, boolean perCamera) {
        this.word = word;
        this.perCamera = perCamera;
    }

    /// As in `x-right` of openapi.yaml, tokens and facts.
    public String word() {
        return word;
    }

    /// Whether somebody may have it for some cameras and not for others; otherwise it is for the whole site or
    /// not at all.
    public boolean isPerCamera() {
        return perCamera;
    }

    public static Optional<Right> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
