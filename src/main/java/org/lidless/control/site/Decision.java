package org.lidless.control.site;

import java.util.List;
import org.lidless.domain.Problem;

/// The answer to a command.
public sealed interface Decision {

    /// To be agreed on; no facts when what was asked is so already.
    record Accepted(List<SiteFact> facts) implements Decision {

        public Accepted {
            facts = List.copyOf(facts);
        }
    }

    /// Cannot be done, and why.
    record Refused(Problem problem) implements Decision {}
}
