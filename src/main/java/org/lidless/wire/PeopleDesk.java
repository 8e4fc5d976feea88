package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a management server can be asked about people, on its own machine. Any thread may call, many at a time;
/// failures travel to the caller as they are.
public interface PeopleDesk {

    /// A role, and for which cameras and camera groups; for all when neither is there.
    record GrantReport(String role, Optional<List<String>> cameras, Optional<List<String>> groups) {}

    /// An account.
    ///
    /// @param roles       and how far they reach
    /// @param active      may sign in
    /// @param oidc        the identity provider lets them in
    /// @param invited     has a code and no password yet
    /// @param lockedUntil the next attempt to sign in from a new place has to wait until then
    /// @param version     what a change is based on
    record PersonReport(
            String name,
            Optional<String> fullName,
            List<GrantReport> roles,
            boolean active,
            boolean oidc,
            boolean invited,
            Optional<Instant> lockedUntil,
            long version) {

        public PersonReport {
            roles = List.copyOf(roles);
        }
    }

    /// Somebody new, or somebody as they are to be.
    ///
    /// @param active without it, as it is; somebody new is
    record PersonOrder(
            String name, Optional<String> fullName, Optional<List<GrantReport>> roles, Optional<Boolean> active) {}

    /// A code by which somebody chooses a password, once.
    ///
    /// @param name whose; nobody's for the first administrator, who chooses a name too
    /// @param code shown once, and kept by nobody
    record CodeReport(Optional<String> name, String code, Instant until) {

        /// Without the code.
        @Override
        public String toString() {
            return "code for " + name.orElse("the first administrator");
        }
    }

    /// What another management server has decided about people.
    ///
    /// @param change in the words of the site's log
    /// @param by     who asked for it
    record ChangeOrder(String change, Optional<String> by) {

        /// Without what it says.
        @Override
        public String toString() {
            return "change of people";
        }
    }

    /// What came of it.
    ///
    /// @param version of people, from now on
    record ChangeReport(long version) {}

    /// Everybody, by name.
    List<PersonReport> people();

    /// Lets somebody in: the code is for them.
    CodeReport add(PersonOrder order);

    PersonReport change(PersonOrder order);

    void remove(String name);

    /// A code by which somebody chooses another password.
    CodeReport invite(String name);

    /// A code for the first administrator.
    CodeReport firstCode();

    /// Ends all sign-ins of somebody.
    void signOut(String name);

    /// Has something agreed on that another management server has decided; only while this one leads.
    ChangeReport agree(ChangeOrder order);
}
