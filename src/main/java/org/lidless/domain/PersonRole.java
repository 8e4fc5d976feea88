package org.lidless.domain;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a person is to the site, and with it what they may do: the table of docs/reference/people.md.
public enum PersonRole {
    ADMINISTRATOR(
            "administrator",
            Right.STATUS,
            Right.LIVE,
            Right.PLAYBACK,
            Right.EXPORT,
            Right.LOCK,
            Right.CONFIGURE,
            Right.OPERATE,
            Right.PEOPLE,
            Right.AUDIT),
    SUPERVISOR("supervisor", Right.STATUS, Right.LIVE, Right.PLAYBACK, Right.EXPORT, Right.LOCK, Right.OPERATE),
    OPERATOR("operator", Right.STATUS, Right.LIVE, Right.PLAYBACK, Right.EXPORT),
    VIEWER("viewer", Right.STATUS, Right.LIVE, Right.PLAYBACK),
    AUDITOR("auditor", Right.STATUS, Right.AUDIT);

    private final String word;
    private final SortedSet<Right> rights;

    PersonRole(String word, Right... rights) {
        this.word = word;
        this.rights = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(rights)));
    }

    public String word() {
        return word;
    }

    /// What whoever has this role may do, as far as it reaches; [Right#SIGNED_IN] goes without saying.
    public SortedSet<Right> rights() {
        return rights;
    }

    public static Optional<PersonRole> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
