package org.lidless.control.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The desired states that were agreed on, the newest last. Older ones are forgotten when there are too many.
///
/// @param revisions numbers rise by one
public record ConfigHistory(List<ConfigRevision> revisions) {

    /// Nothing was agreed on: the site is as the management server's settings file wants it.
    public static final ConfigHistory EMPTY = new ConfigHistory(List.of());

    /// Most revisions that are kept.
    static final int REVISIONS_MAX = 50;

    /// Most characters that all of them have together, the newest apart.
    static final int TEXTS_CHARS_MAX = 4 << 20;

    public ConfigHistory {
        revisions = List.copyOf(revisions);
    }

    public Optional<ConfigRevision> newest() {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
    }

    /// Number of the newest revision, 0 when there is none.
    public long number() {
        return newest().map(ConfigRevision::number).orElse(0L);
    }

    public Optional<ConfigRevision> find(long number) {
        return revisions.stream().filter(each -> each.number() == number).findFirst();
    }

    /// With one more.
    ///
    /// @throws IllegalStateException when its number is not the next
    ConfigHistory with(ConfigRevision next) {
        if (next.number() != number() + 1) {
            throw new IllegalStateException("revision " + next.number() + " cannot follow " + number());
        }
        List<ConfigRevision> kept = new ArrayList<>();
        long chars = 0;
        for (ConfigRevision each : revisions.reversed()) {
            chars += each.text().length();
            if (kept.size() + 1 >= REVISIONS_MAX || chars > TEXTS_CHARS_MAX) {
                break;
            }
            kept.addFirst(each);
        }
        kept.add(next);
        return new ConfigHistory(kept);
    }
}
