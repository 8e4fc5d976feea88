package org.lidless.web.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.PersonRole;
import org.lidless.domain.Right;
import org.lidless.domain.TimeSpan;
import org.lidless.web.access.Sessions.Made;

/// Who somebody is and what they may do, as they are told.
///
/// @param rights     for the site and every camera
/// @param cameras    further rights for single cameras
/// @param csrf       what the header of a change must be that comes with the cookie
/// @param token      the same sign-in for `Authorization: Bearer`, at every server
/// @param tokenUntil until when that is valid
/// @param until      until when the sign-in or token is valid
/// @param servers    where a browser reaches the management servers
record SessionReport(
        String name,
        List<String> roles,
        List<String> rights,
        Optional<Map<String, List<String>>> cameras,
        Optional<String> csrf,
        Optional<String> token,
        Optional<Instant> tokenUntil,
        Instant until,
        List<String> servers) {

    static SessionReport of(Caller caller, long untilUs, Optional<Made> bearer, List<String> servers) {
        Map<String, List<String>> cameras = new TreeMap<>();
        caller.entitlement()
                .cameras()
                .forEach((camera, rights) -> cameras.put(
                        camera.value(), rights.stream().map(Right::word).toList()));
        return new SessionReport(
                caller.name(),
                caller.roles().stream().map(PersonRole::word).toList(),
                caller.entitlement().everywhere().stream().map(Right::word).toList(),
                cameras.isEmpty() ? Optional.empty() : Optional.of(cameras),
                bearer.map(made -> Sessions.csrf(made.token())),
                bearer.map(Made::text),
                bearer.map(made -> TimeSpan.instant(made.token().untilUs())),
                TimeSpan.instant(untilUs),
                servers);
    }

    /// Without what lets anybody in.
    @Override
    public String toString() {
        return "session of " + name;
    }
}
