package org.lidless.control.site.people;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.domain.CameraId;
import org.lidless.domain.Right;
import org.lidless.domain.Sha256;

/// A token by which a program asks in somebody's name. Who reads it cannot use it: it holds a hash of the secret.
///
/// @param id      names it: 12 hexadecimal digits
/// @param owner   in whose name; it may never do more than they may
/// @param label   what it is for, in its owner's words
/// @param proof   the hash of its secret
/// @param scopes  what it may do at most
/// @param cameras for which cameras at most; none named: for all that its owner has
/// @param madeUs  site time in µs
/// @param untilUs until when it is valid
public record ApiToken(
        String id,
        PersonName owner,
        String label,
        Sha256 proof,
        SortedSet<Right> scopes,
        SortedSet<CameraId> cameras,
        long madeUs,
        long untilUs) {

    public static final int LABEL_CHARS_MAX = 100;

    public ApiToken {
        if (!id.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("a token is named by 12 hexadecimal digits");
        }
        if (label.isBlank() || label.length() > LABEL_CHARS_MAX) {
            throw new IllegalArgumentException("a token's label has 1 to " + LABEL_CHARS_MAX + " characters");
        }
        cameras = Collections.unmodifiableSortedSet(new TreeSet<>(cameras));
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    public boolean isOver(long nowUs) {
        return nowUs >= untilUs;
    }
}
