package org.lidless.control.site.people;

import java.util.List;

/// Facts about people that take effect together, or not at all when somebody else was faster.
///
/// @param basedOn the version of [People] on which they were decided
public record PeopleChange(long basedOn, List<PeopleFact> facts) {

    public static final int FACTS_MAX = 20_000;

    public PeopleChange {
        facts = List.copyOf(facts);
        if (facts.isEmpty() || facts.size() > FACTS_MAX) {
            throw new IllegalArgumentException("a change holds 1 to " + FACTS_MAX + " facts, not " + facts.size());
        }
        if (basedOn < 0) {
            throw new IllegalArgumentException("a version is never below 0: " + basedOn);
        }
    }
}
