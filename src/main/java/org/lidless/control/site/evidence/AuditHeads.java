package org.lidless.control.site.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Heads of one node's audit chain that were agreed on. Of old ones fewer and fewer are kept, so that they never
/// grow beyond a bound: the newest [#NEWEST_KEPT] all, before them about as many for each doubling of age.
///
/// @param kept   numbers and moments rise
/// @param breaks where the node's chain was not the one any more that was agreed on, the newest last
public record AuditHeads(List<KeptHead> kept, List<Break> breaks) {

    static final AuditHeads NONE = new AuditHeads(List.of(), List.of());

    /// Heads that are kept of one node.
    static final int KEPT_MAX = 192;

    static final int NEWEST_KEPT = 32;

    /// Breaks that are kept of one node; the first and the newest ones.
    static final int BREAKS_MAX = 16;

    /// A chain was cut, written anew or forked.
    ///
    /// @param agreed what the chain must have
    /// @param found  its head when that was seen
    public record Break(KeptHead agreed, KeptHead found) {}

    public AuditHeads {
        kept = List.copyOf(kept);
        breaks = List.copyOf(breaks);
    }

    public Optional<KeptHead> newest() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
    }

    /// @throws IllegalStateException when it is no later one
    AuditHeads with(KeptHead next) {
        if (newest().filter(last -> next.number() <= last.number()).isPresent()) {
            throw new IllegalStateException("head " + next + " does not follow " + newest());
        }
        List<KeptHead> all = new ArrayList<>(kept);
        all.add(next);
        if (all.size() > KEPT_MAX) {
            all.remove(leastMissed(all));
        }
        return new AuditHeads(all, breaks);
    }

    /// The node goes on with another chain: from here on that one counts, and the break stays.
    AuditHeads with(Break broken) {
        List<Break> all = new ArrayList<>(breaks);
        all.add(broken);
        if (all.size() > BREAKS_MAX) {
            all.remove(1);
        }
        return new AuditHeads(List.of(broken.found()), all);
    }

    /// The one between whose neighbours the least time lies, for its age. The first is never taken.
    private static int leastMissed(List<KeptHead> all) {
        long nowMillis = all.getLast().atUs() / 1000;
        int least = 1;
        long leastWeight = Long.MAX_VALUE;
        for (int at = 1; at < all.size() - NEWEST_KEPT; at++) {
            long gapMillis = (all.get(at + 1).atUs() - all.get(at - 1).atUs()) / 1000;
            long ageMillis = Math.max(1, nowMillis - all.get(at).atUs() / 1000);
            long weight = gapMillis * 1000 / ageMillis;
            if (weight < leastWeight) {
                least = at;
                leastWeight = weight;
            }
        }
        return least;
    }
}
