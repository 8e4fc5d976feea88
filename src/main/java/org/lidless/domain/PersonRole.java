package org.lidless.domain;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a person is to the site, and with it what they may do: the table of docs/reference/people.md.
public enum PersonRole {
    ADMINISTRATOR("administrator"),
    SUPERVISOR("supervisor"),
    OPERATOR("operator"),
    VIEWER("viewer"),
    AUDITOR("auditor");

    private final String word;

    PersonRole(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /// What whoever has this role may do, as far as it reaches; [Right#SIGNED_IN] goes without saying.
    public SortedSet<Right> rights() {
        return switch (this) {
            case ADMINISTRATOR ->
                set(
                        Right.STATUS,
                        Right.LIVE,
                        Right.PLAYBACK,
                        Right.EXPORT,
                        Right.LOCK,
                        Right.CONFIGURE,
                        Right.OPERATE,
                        Right.PEOPLE,
                        Right.AUDIT);
            case SUPERVISOR -> set(Right.STATUS, Right.LIVE, Right.PLAYBACK, Right.EXPORT, Right.LOCK, Right.OPERATE);
            case OPERATOR -> set(Right.STATUS, Right.LIVE, Right.PLAYBACK, Right.EXPORT);
            case VIEWER -> set(Right.STATUS, Right.LIVE, Right.PLAYBACK);
            case AUDITOR -> set(Right.STATUS, Right.AUDIT);
        };
    }

    private static SortedSet<Right> set(Right... rights) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(rights)));
    }

    public static Optional<PersonRole> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
