package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a node is: its cameras and its pools.
///
/// @param version  version of this message
/// @param node     the node's name
/// @param program  the program's version
/// @param pid      its process
/// @param now      the node's time when it answered
/// @param started  since when it runs
/// @param cameras  in order of name
/// @param pools    in order of name
/// @param locks    evidence locks that are not lifted; of a recorder
/// @param groups   failover groups, by name; of a management server
/// @param servers  the site's management servers; of one of them
/// @param syslog   where records of the audit log are sent, of a node that sends them
/// @param bringingHome what still lies on other recorders' pools and belongs into this one's; of a recorder
public record StatusReport(
        int version,
        String node,
        String program,
        long pid,
        Instant now,
        Instant started,
        List<CameraStatus> cameras,
        List<PoolStatus> pools,
        Optional<BringingHome> bringingHome,
        Optional<List<LockReport>> locks,
        Optional<List<FailoverPlanReport.Group>> groups,
        Optional<List<ServerStatus>> servers,
        Optional<Forwarding> syslog) {

    public static final int VERSION = 1;

    public StatusReport {
        cameras = List.copyOf(cameras);
        pools = List.copyOf(pools);
        locks = locks.map(List::copyOf);
        groups = groups.map(List::copyOf);
        servers = servers.map(List::copyOf);
    }

    /// A node that has nothing to bring home.
    public StatusReport(
            int version,
            String node,
            String program,
            long pid,
            Instant now,
            Instant started,
            List<CameraStatus> cameras,
            List<PoolStatus> pools) {
        this(
                version,
                node,
                program,
                pid,
                now,
                started,
                cameras,
                pools,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same with what is still to come home.
    public StatusReport withBringingHome(BringingHome toCome) {
        return new StatusReport(
                version,
                node,
                program,
                pid,
                now,
                started,
                cameras,
                pools,
                Optional.of(toCome),
                locks,
                groups,
                servers,
                syslog);
    }

    /// The same with its evidence locks.
    public StatusReport withLocks(List<LockReport> known) {
        return new StatusReport(
                version,
                node,
                program,
                pid,
                now,
                started,
                cameras,
                pools,
                bringingHome,
                Optional.of(known),
                groups,
                servers,
                syslog);
    }

    /// The same with its failover groups.
    public StatusReport withGroups(List<FailoverPlanReport.Group> known) {
        return new StatusReport(
                version,
                node,
                program,
                pid,
                now,
                started,
                cameras,
                pools,
                bringingHome,
                locks,
                Optional.of(known),
                servers,
                syslog);
    }

    /// The same with the site's management servers.
    public StatusReport withServers(List<ServerStatus> known) {
        return new StatusReport(
                version,
                node,
                program,
                pid,
                now,
                started,
                cameras,
                pools,
                bringingHome,
                locks,
                groups,
                Optional.of(known),
                syslog);
    }

    /// The same with where records of its audit log are sent.
    public StatusReport withSyslog(Forwarding known) {
        return new StatusReport(
                version,
                node,
                program,
                pid,
                now,
                started,
                cameras,
                pools,
                bringingHome,
                locks,
                groups,
                servers,
                Optional.of(known));
    }

    /// Where records of the audit log are sent.
    ///
    /// @param to      `tls://HOST:PORT`
    /// @param behind  records that wait for it; they are on the disk
    /// @param trouble why it takes none now
    public record Forwarding(String to, long behind, Optional<String> trouble) {}

    /// Whether every camera records, or is shadowed as it should be, no pool is in trouble, no management server is
    /// missing and one leads.
    public boolean isHealthy() {
        return cameras.stream().allMatch(CameraStatus::isWell)
                && servers.filter(all -> !isLed(all)).isEmpty()
                && pools.stream().allMatch(pool -> pool.problem().isEmpty());
    }

    private static boolean isLed(List<ServerStatus> all) {
        return all.stream().noneMatch(each -> each.state().equals(ServerStatus.AWAY))
                && all.stream().anyMatch(each -> each.state().equals(ServerStatus.LEADER));
    }

    /// Footage of this recorder's cameras that other recorders hold and that comes home, as far as is known.
    ///
    /// @param segments how many are still to come; 0 when all is home
    /// @param bytes    of them
    public record BringingHome(long segments, long bytes) {}

    /// A management server, as the one that answers sees it.
    ///
    /// @param node    its name
    /// @param address where nodes reach it
    /// @param state   [#LEADER], [#FOLLOWER], or [#AWAY]
    public record ServerStatus(String node, String address, String state) {

        /// It decides.
        public static final String LEADER = "leader";
        /// It would decide if the leader were lost.
        public static final String FOLLOWER = "follower";
        /// It cannot be reached from here.
        public static final String AWAY = "away";
    }

    /// One storage pool.
    ///
    /// @param pool      its name
    /// @param path      its directory
    /// @param state     a word for people, such as `ready` or `full`
    /// @param bytesFree free for this process, when known
    /// @param bytesUsed by segments, when known
    /// @param problem   what is wrong now
    /// @param kept      how full it is and how long it lasts, once that is known
    public record PoolStatus(
            String pool,
            String path,
            String state,
            Optional<Long> bytesFree,
            Optional<Long> bytesUsed,
            Optional<ProblemReport> problem,
            Optional<Kept> kept) {}

    /// What a pool keeps.
    ///
    /// @param capacity      bytes that it may have in all
    /// @param quarantined   bytes of deleted segments that can still be had back
    /// @param expired       segments that retention deleted since the node started
    /// @param oldest        where its oldest footage begins, as far as was looked
    /// @param bytesPerDay   recorded a day, by what was recorded lately; 0 when that is not known
    /// @param daysUntilFull until room has to be made
    /// @param daysOfFootage how many days it holds when it is full
    /// @param stopped       bytes that would be deleted if a person confirmed it; 0 when nothing is stopped
    public record Kept(
            long capacity,
            long quarantined,
            long expired,
            Optional<Instant> oldest,
            long bytesPerDay,
            Optional<Double> daysUntilFull,
            Optional<Double> daysOfFootage,
            long stopped) {}
}
