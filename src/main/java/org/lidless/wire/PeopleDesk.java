package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a management server can be asked about people, on its own machine. Any thread may call, many at a time;
/// failures travel to the caller as they are.
public interface PeopleDesk {

    /// A role, and for which cameras and camera groups; for all when neither is there.
    record GrantReport(String role, Optional<List<String>> cameras, Optional<List<String>> cameraGroups) {}

    /// An account.
    ///
    /// @param active      may sign in
    /// @param local       has a password here
    /// @param lockedUntil the next attempt to sign in has to wait until then
    /// @param version     what a change is based on
    record PersonReport(
            String name,
            Optional<String> fullName,
            List<GrantReport> grants,
            boolean active,
            boolean local,
            Optional<Instant> lockedUntil,
            long version) {

        public PersonReport {
            grants = List.copyOf(grants);
        }
    }

    /// Somebody new, or somebody as they are to be.
    ///
    /// @param active without it, as it is; somebody new is
    record PersonOrder(String name, Optional<String> fullName, List<GrantReport> grants, Optional<Boolean> active) {

        public PersonOrder {
            grants = List.copyOf(grants);
        }
    }

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
    record ChangeOrder(String change) {

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
