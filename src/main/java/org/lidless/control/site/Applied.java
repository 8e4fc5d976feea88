package org.lidless.control.site;

/// What became of an entry.
///
/// @param site the site after it
/// @param fate what happened
/// @param why  in words, when it did not take effect; otherwise empty
public record Applied(Site site, Fate fate, String why) {

    /// Every node finds the same fate for the same entry.
    public enum Fate {
        /// All facts took effect.
        EFFECTIVE,
        /// Decided on an older site; decide again.
        OUTDATED,
        /// A fact contradicts the site although it was decided on it: a bug of the proposer. Nothing took effect.
        CONTRADICTORY
    }
}
