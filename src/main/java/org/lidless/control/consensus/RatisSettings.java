package org.lidless.control.consensus;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;
import org.lidless.control.consensus.ConsensusSettings.Member;
import org.lidless.control.consensus.ConsensusSettings.Tls;

/// Our settings in Ratis's words.
final class RatisSettings {

    /// One group a site, and one name for it: the members' addresses tell sites apart.
    private static final RaftGroupId GROUP =
            RaftGroupId.valueOf(UUID.fromString("6c69646c-6573-4ced-8000-000000000001"));

    private static final int SNAPSHOTS_KEPT = 2;
    private static final int GROUP_OF_ONE_MILLIS = 50;
    private static final int ASLEEP_DAYS_MAX = 3_650;

    /// How a leader calls a member that does not answer: ten times at once, then five times a second for ever.
    /// Ratis's own is once in 5 s after half a minute, and so long a member that is back would not know who leads.
    private static final String CALLING = "1ms,10, 200ms,2000000000";

    /// A newcomer that has said nothing for so long is not let in for now. Ratis's own is three times the longest
    /// election time-out: 1.8 s, in which a JVM that has just started need not have greeted anybody yet.
    private static final int NEWCOMER_MILLIS = 10_000;

    private RatisSettings() {}

    static RaftGroup group(ConsensusSettings settings) {
        return RaftGroup.valueOf(GROUP, peers(settings.members()));
    }

    static List<RaftPeer> peers(List<Member> members) {
        return members.stream()
                .map(each -> RaftPeer.newBuilder()
                        .setId(each.name())
                        .setAddress(each.address())
                        .setClientAddress(each.contact())
                        .build())
                .toList();
    }

    static Member member(RaftPeer peer) {
        return new Member(peer.getId().toString(), peer.getAddress(), peer.getClientAddress());
    }

    static RaftProperties properties(ConsensusSettings settings) {
        RaftProperties properties = new RaftProperties();
        Member self = settings.listening();
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        GrpcConfigKeys.Server.setHost(properties, self.host());
        GrpcConfigKeys.Server.setPort(properties, self.port());
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(settings.directory().toFile()));
        RaftServerConfigKeys.setStorageFreeSpaceMin(properties, SizeInBytes.ZERO);
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(
                properties, settings.pace().snapshotEntries());
        RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1);
        // A stop leaves what a crash leaves, so that both come back the same way.
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        // A machine that was asleep for a while goes on; Ratis would close the server for good after a minute.
        RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(ASLEEP_DAYS_MAX, TimeUnit.DAYS));
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, CALLING);
        RaftServerConfigKeys.setStagingTimeout(properties, millis(NEWCOMER_MILLIS));
        time(properties, settings);
        return properties;
    }

    private static void time(RaftProperties properties, ConsensusSettings settings) {
        TimeDuration min = millis(settings.pace().electionMinMillis());
        TimeDuration max = millis(settings.pace().electionMaxMillis());
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
        // A leader that lost its followers for a moment stands for election like anybody else. Ratis's own is 10 s,
        // in which nobody leads where only that one has what was agreed on last.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, max);
        boolean alone = settings.members().size() == 1;
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, alone ? millis(GROUP_OF_ONE_MILLIS) : min);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, alone ? millis(2 * GROUP_OF_ONE_MILLIS) : max);
    }

    private static TimeDuration millis(int millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }

    static Parameters parameters(ConsensusSettings settings) {
        Parameters parameters = new Parameters();
        settings.tls().ifPresent(tls -> GrpcConfigKeys.TLS.setConf(parameters, mutual(tls)));
        return parameters;
    }

    private static GrpcTlsConfig mutual(Tls tls) {
        return new GrpcTlsConfig(tls.own(), tls.trust(), true);
    }
}
