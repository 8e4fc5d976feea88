package org.lidless.control.site;

import java.util.List;
import org.lidless.domain.NodeId;

/// One entry of the site's log: facts that take effect together or not at all.
///
/// @param proposer the management server that proposes
/// @param serial   tells this proposer's entries apart, so that it recognises its own
/// @param basedOn  the version of the site on which the facts were decided; on any other site the entry is outdated and
///                 changes nothing, so a proposal of unknown fate can be decided anew without harm
/// @param facts    in the order in which they take effect
public record SiteEntry(NodeId proposer, long serial, long basedOn, List<SiteFact> facts) {

    /// Two facts for each of 5,000 cameras of one recorder: about 1 MB of JSON.
    public static final int FACTS_MAX = 10_000;

    public SiteEntry {
        facts = List.copyOf(facts);
        if (facts.isEmpty() || facts.size() > FACTS_MAX) {
            throw new IllegalArgumentException("an entry holds 1 to " + FACTS_MAX + " facts, not " + facts.size());
        }
        if (basedOn < 0) {
            throw new IllegalArgumentException("a site's version is never below 0: " + basedOn);
        }
    }
}
