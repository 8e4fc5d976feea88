package org.lidless.web.access;

import java.util.Optional;

/// Says who asks where there is no HTTP: players that speak RTSP. Any thread; may take as long as a password does.
@FunctionalInterface
public interface PlayerGuard {

    /// @param authorization what the player says of itself: `Basic` with an account's name and password or, as the
    ///                      password, an API token; `Bearer` with a sign-in's or an API token
    /// @param ticket        of the address
    /// @param from          the address that it came from
    /// @param what          is asked for, for the audit chain
    /// @throws ProblemException `SIGN_IN_NEEDED`, `SIGN_IN_REFUSED`, `SIGN_IN_SLOWED`
    Caller identify(Optional<String> authorization, Optional<String> ticket, String from, String what);
}
