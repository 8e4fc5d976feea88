package org.lidless.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What a site under test is made of: a management server `m1`, or several, primaries `r1` and so on, over which
/// the cameras `cam-1` and so on are spread in turn, and one standby `s1`, or several.
///
/// @param servers   how many management servers
/// @param primaries how many
/// @param standbys  how many
/// @param streams   most cameras that a standby records at once; 0: as many as there are. The lower a camera's
/// number,
///                  the more it matters then
/// @param cameras   how many
/// @param shared    whether all recorders write to one shared pool
/// @param kilobits  what each camera sends a second, at least; 0: as little as its clip
/// @param odd       personalities of cameras that are not like others
/// @param sessions  how many sessions such a camera is said to allow
/// @param subs      whether each camera has a sub stream: it comes from a simulated camera of its own
record SitePlan(
        int servers,
        int primaries,
        int standbys,
        int streams,
        int cameras,
        boolean shared,
        int kilobits,
        SortedMap<String, String> odd,
        SortedMap<String, Integer> sessions,
        boolean subs) {

    static final String MANAGEMENT = "m1";
    static final String STANDBY = "s1";

    private static final int SESSIONS_USUAL = 3;
    private static final int PRIORITY_MAX = 100;

    SitePlan {
        odd = new TreeMap<>(odd);
        sessions = new TreeMap<>(sessions);
    }

    static SitePlan of(int primaries, int cameras) {
        return new SitePlan(1, primaries, 1, 0, cameras, false, 0, new TreeMap<>(), new TreeMap<>(), false);
    }

    SitePlan withServers(int count) {
        return new SitePlan(count, primaries, standbys, streams, cameras, shared, kilobits, odd, sessions, subs);
    }

    /// Several standbys, each of which records only so many cameras at once.
    SitePlan withStandbys(int count, int streamsEach) {
        return new SitePlan(servers, primaries, count, streamsEach, cameras, shared, kilobits, odd, sessions, subs);
    }

    SitePlan withSharedPool() {
        return new SitePlan(servers, primaries, standbys, streams, cameras, true, kilobits, odd, sessions, subs);
    }

    SitePlan withKilobits(int each) {
        return new SitePlan(servers, primaries, standbys, streams, cameras, shared, each, odd, sessions, subs);
    }

    /// One camera is not like others.
    ///
    /// @param personality as `lidless simulate` calls it
    /// @param allowed     sessions that the site's settings say it allows
    SitePlan withOdd(String camera, String personality, int allowed) {
        var odder = new TreeMap<>(odd);
        odder.put(camera, personality);
        var said = new TreeMap<>(sessions);
        said.put(camera, allowed);
        return new SitePlan(servers, primaries, standbys, streams, cameras, shared, kilobits, odder, said, subs);
    }

    SitePlan withSubs() {
        return new SitePlan(servers, primaries, standbys, streams, cameras, shared, kilobits, odd, sessions, true);
    }

    /// Which simulated camera a camera's sub stream comes from.
    String subOf(String camera) {
        return "cam-" + (cameras + 1 + cameraNames().indexOf(camera));
    }

    /// How many cameras are simulated.
    int simulated() {
        return subs ? 2 * cameras : cameras;
    }

    List<String> cameraNames() {
        return names("cam-", cameras);
    }

    List<String> serverNames() {
        return names("m", servers);
    }

    List<String> primaryNames() {
        return names("r", primaries);
    }

    List<String> standbyNames() {
        return names("s", standbys);
    }

    /// Primaries, then the standbys.
    List<String> recorderNames() {
        var all = new ArrayList<>(primaryNames());
        all.addAll(standbyNames());
        return all;
    }

    /// Whose camera this is when all is well.
    String homeOf(String camera) {
        return primaryNames().get(cameraNames().indexOf(camera) % primaries);
    }

    List<String> camerasOf(String primary) {
        return cameraNames().stream()
                .filter(camera -> homeOf(camera).equals(primary))
                .toList();
    }

    /// From 100 down: the first camera matters most.
    int priorityOf(String camera) {
        return PRIORITY_MAX - cameraNames().indexOf(camera);
    }

    int sessionsOf(String camera) {
        return sessions.getOrDefault(camera, subs ? 2 * SESSIONS_USUAL : SESSIONS_USUAL);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> prefix + number)
                .toList();
    }
}
