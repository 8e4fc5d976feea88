package org.lidless.control.consensus;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands Ratis's agreed entries to a [Replica], and keeps its snapshots.
///
/// Its life cycle: NEW → STARTING → RUNNING at `initialize`; RUNNING → PAUSING → PAUSED at `pause`, which Ratis calls
/// before it installs a snapshot; PAUSED → STARTING → RUNNING at `reinitialize`; closed from anywhere.
/// Ratis calls `applyTransaction`, `takeSnapshot` and `reinitialize` on one thread.
final class EntryStateMachine extends BaseStateMachine {

    private static final Logger LOG = LoggerFactory.getLogger(EntryStateMachine.class);

    private final World world;
    private final Replica replica;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private volatile @Nullable Throwable broken;
    private Leadership last = Leadership.none(0);

    EntryStateMachine(World world, Replica replica) {
        this.world = world;
        this.replica = replica;
    }

    boolean isBroken() {
        return broken != null;
    }

    /// Leadership with the moment at which it was first seen.
    synchronized Leadership leadership(boolean leading, long term, long nowUs) {
        if (!leading) {
            last = Leadership.none(term);
        } else if (!last.leading() || last.term() != term) {
            last = new Leadership(true, term, nowUs);
        }
        return last;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        getLifeCycle().transition(LifeCycle.State.STARTING);
        super.initialize(server, group, raftStorage);
        storage.init(raftStorage);
        restore(storage.getLatestSnapshot());
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        restore(storage.loadLatestSnapshot());
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    private void restore(@Nullable SingleFileSnapshotInfo snapshot) throws IOException {
        if (snapshot == null) {
            return;
        }
        FileInfo file = snapshot.getFile();
        if (file.getFileDigest() != null) {
            MD5FileUtil.verifySavedMD5(file.getPath().toFile(), file.getFileDigest());
        }
        replica.restore(snapshot.getIndex(), SnapshotFile.read(world.disk(), file.getPath()));
        setLastAppliedTermIndex(snapshot.getTermIndex());
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        if (broken != null) {
            return CompletableFuture.failedFuture(new IllegalStateException("stopped at an earlier entry", broken));
        }
        var entry = transaction.getLogEntry();
        try {
            replica.apply(
                    entry.getIndex(),
                    entry.getStateMachineLogEntry().getLogData().toByteArray());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        } catch (RuntimeException notUnderstood) {
            broken = notUnderstood;
            LOG.error(
                    "Entry {} cannot be applied; this management server stops applying entries.",
                    entry.getIndex(),
                    notUnderstood);
            return CompletableFuture.failedFuture(notUnderstood);
        }
    }

    @Override
    public long takeSnapshot() throws IOException {
        TermIndex at = getLastAppliedTermIndex();
        if (at == null || at.getIndex() < 0 || isBroken()) {
            return -1;
        }
        var file = storage.getSnapshotFile(at.getTerm(), at.getIndex());
        SnapshotFile.write(world.disk(), file.toPath(), replica.snapshot());
        var digest = MD5FileUtil.computeAndSaveMd5ForFile(file);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file.toPath(), digest), at));
        return at.getIndex();
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }
}
