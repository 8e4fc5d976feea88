package org.lidless.web.access;

import java.util.List;
import java.util.function.Function;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleFact;

/// People as the site has agreed on them. The node supplies it; any thread.
public interface PeopleStore {

    /// As far as this server has heard.
    People now();

    /// Decides on the newest people and has it agreed on, again when somebody else was faster; returns when this
    /// server has heard of it.
    ///
    /// @param by       who asks for it: a person's name, or whoever it is
    /// @param decision pure; called once for each attempt; no facts: nothing is to be done
    /// @throws org.lidless.domain.ProblemException what the decision throws, `NO_LEADER`, `OUTCOME_UNKNOWN`,
    ///                                             `PEOPLE_CHANGED` when others are faster all the time
    People agree(String by, Function<People, List<PeopleFact>> decision);

    /// The same for nobody: what the site needs by itself.
    default People agree(Function<People, List<PeopleFact>> decision) {
        return agree("site", decision);
    }

    /// Names of the cameras whose `credentials` name a login.
    default List<String> camerasWith(String login) {
        return List.of();
    }
}
