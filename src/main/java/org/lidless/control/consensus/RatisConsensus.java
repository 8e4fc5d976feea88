package org.lidless.control.consensus;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.lidless.control.consensus.ConsensusSettings.Member;
import org.lidless.world.World;

/// A member of a group ordered by Ratis. Proposals go straight to the server in this process: only the leader proposes,
/// so no client travels the network.
public final class RatisConsensus implements Consensus {

    /// A member that hands over is about to end.
    private static final long HAND_OVER_MILLIS = 2_000;

    private static final long SNAPSHOT_MILLIS = 5_000;

    /// A new member gets the snapshot and the log first.
    private static final long CHANGE_MILLIS = 15_000;

    private final World world;
    private final ConsensusSettings settings;
    private final EntryStateMachine machine;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftGroup group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    private RatisConsensus(
            World world, ConsensusSettings settings, EntryStateMachine machine, RaftServer server, RaftGroup group)
            throws IOException {
        this.world = world;
        this.settings = settings;
        this.machine = machine;
        this.server = server;
        this.group = group;
        this.division = server.getDivision(group.getGroupId());
    }

    /// Joins the group: reads snapshot and log from the directory, then takes part. Returns before there is a leader.
    ///
    /// @throws IOException when the directory cannot be used, or the address not be listened on
    public static RatisConsensus start(World world, ConsensusSettings settings, Replica replica) throws IOException {
        world.disk().createDirectories(settings.directory());
        EntryStateMachine machine = new EntryStateMachine(world, replica);
        RaftProperties properties = RatisSettings.properties(settings);
        Parameters parameters = RatisSettings.parameters(settings);
        RaftGroup group = RatisSettings.group(settings);
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(settings.member()))
                .setGroup(group)
                .setStateMachine(machine)
                .setProperties(properties)
                .setParameters(parameters)
                .setOption(StartupOption.RECOVER)
                .build();
        server.start();
        return new RatisConsensus(world, settings, machine, server, group);
    }

    @Override
    public CompletableFuture<Outcome> propose(byte[] entry) {
        if (!leadership().leading()) {
            return CompletableFuture.completedFuture(new Outcome.Refused("this management server does not lead"));
        }
        ByteString bytes = UnsafeByteOperations.unsafeWrap(entry.clone());
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(server.getId())
                .setGroupId(group.getGroupId())
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(bytes))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            return server.submitClientRequestAsync(request)
                    .orTimeout(settings.pace().proposalMillis(), TimeUnit.MILLISECONDS)
                    .handle(RatisConsensus::outcome);
        } catch (IOException unsent) {
            return CompletableFuture.completedFuture(new Outcome.Unknown(unsent.toString()));
        }
    }

    /// A leader that loses its place answers "not leader" also for entries that its successor may yet find agreed, so
    /// after submission only "not ready" is a sure refusal.
    private static Outcome outcome(RaftClientReply reply, Throwable failure) {
        if (failure != null) {
            return new Outcome.Unknown(failure.toString());
        }
        if (reply.isSuccess()) {
            return new Outcome.Agreed(reply.getLogIndex());
        }
        if (reply.getLeaderNotReadyException() != null) {
            return new Outcome.Refused("this management server has only just been elected");
        }
        return new Outcome.Unknown(String.valueOf(reply.getException()));
    }

    @Override
    public Leadership leadership() {
        DivisionInfo info = division.getInfo();
        long term = info.getCurrentTerm();
        boolean leading = info.isLeader() && info.isLeaderReady() && !machine.isBroken();
        return machine.leadership(leading, term, world.clock().elapsedUs());
    }

    @Override
    public Optional<String> leader() {
        return Optional.ofNullable(division.getInfo().getLeaderId()).map(RaftPeerId::toString);
    }

    @Override
    public List<Member> members() {
        return division.getRaftConf().getCurrentPeers().stream()
                .map(RatisSettings::member)
                .sorted(Comparator.comparing(Member::name))
                .toList();
    }

    @Override
    public void change(List<Member> from, List<Member> to) throws IOException {
        SetConfigurationRequest.Arguments change = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(RatisSettings.peers(from))
                .setServersInNewConf(RatisSettings.peers(to))
                .build();
        try {
            answered(server.setConfigurationAsync(new SetConfigurationRequest(
                            client, server.getId(), group.getGroupId(), calls.incrementAndGet(), change))
                    .get(CHANGE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException tooSlow) {
            throw new IOException("the members were not agreed on within " + CHANGE_MILLIS + " ms", tooSlow);
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the members were being agreed on", stopped);
        }
    }

    @Override
    public void takeSnapshot() throws IOException {
        answered(server.snapshotManagement(SnapshotManagementRequest.newCreate(
                client, server.getId(), group.getGroupId(), calls.incrementAndGet(), SNAPSHOT_MILLIS)));
    }

    @Override
    public void handOver(String member) throws IOException {
        answered(server.transferLeadership(new TransferLeadershipRequest(
                client,
                server.getId(),
                group.getGroupId(),
                calls.incrementAndGet(),
                RaftPeerId.valueOf(member),
                HAND_OVER_MILLIS)));
    }

    @Override
    public void meet(String member) {
        if (!member.equals(settings.member())
                && server.getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> calling) {
            // Closing the old connection waits for what is under way on it.
            Thread.startVirtualThread(() -> calling.getProxies().resetProxy(RaftPeerId.valueOf(member)));
        }
    }

    private static void answered(RaftClientReply reply) throws IOException {
        if (!reply.isSuccess()) {
            throw new IOException(String.valueOf(reply.getException()), reply.getException());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(
                    "the log of " + settings.directory() + " was not closed well", failed);
        }
    }
}
