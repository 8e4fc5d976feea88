package org.lidless.footage.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.EvidenceLocked;
import org.lidless.footage.storage.CatalogueRecord.EvidenceUnlocked;
import org.lidless.world.World;

/// Footage that retention must not delete. A lock is an entry in a catalogue; every recorder reads every other's
/// catalogues, heeds each lock that it sees from that moment on, and repeats it in its own pools: that is its
/// confirmation. So nobody has to be asked, and a lock outlives the pool in which it was said first. Any thread.
public final class EvidenceLocks {

    /// Locks that are not lifted, at most: each deletion looks at all of them.
    public static final int LOCKS_MAX = 10_000;

    private final World world;
    private final SqliteIndex index;

    public EvidenceLocks(World world, SqliteIndex index) {
        this.world = world;
        this.index = index;
    }

    /// Those that nobody has lifted, by the time at which they were said.
    public List<EvidenceLock> all() {
        return index.read(UpkeepRows::locks);
    }

    public Optional<EvidenceLock> find(String id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /// Locks footage, in these pools at once and in all others that follow.
    ///
    /// @param pools this node's own, at least one
    /// @throws IOException when none of them could store it; then nothing is locked
    public EvidenceLock lock(List<Pool> pools, CameraId camera, TimeSpan span, String reason) throws IOException {
        String id = String.format(Locale.ROOT, "%016x", world.chance().bits());
        EvidenceLocked entry =
                new EvidenceLocked(id, camera, span, reason, world.clock().wallUs());
        List<PoolId> stored = store(pools, entry);
        return new EvidenceLock(id, camera, span, reason, entry.atUs(), stored);
    }

    /// Lifts a lock.
    ///
    /// @throws IOException when no pool could store it; then it is as it was
    public void unlock(List<Pool> pools, String id, String reason) throws IOException {
        store(pools, new EvidenceUnlocked(id, reason, world.clock().wallUs()));
    }

    private static List<PoolId> store(List<Pool> pools, CatalogueRecord entry) throws IOException {
        List<PoolId> stored = new ArrayList<>();
        IOException last = new IOException("no pool is open");
        for (Pool pool : pools) {
            try {
                pool.requireIdentity();
                pool.store(List.of(entry));
                stored.add(pool.id());
            } catch (IOException failed) {
                last = failed;
            }
        }
        if (stored.isEmpty()) {
            throw last;
        }
        return stored;
    }

    /// Confirms in a pool of this node what others have locked, and what they have lifted.
    void adopt(Pool pool) throws IOException {
        List<CatalogueRecord> entries = new ArrayList<>();
        for (EvidenceLock lock : all()) {
            if (!lock.pools().contains(pool.id())) {
                entries.add(new EvidenceLocked(lock.id(), lock.camera(), lock.span(), lock.reason(), lock.atUs()));
            }
        }
        Map<String, String> lifted = index.read(handle -> UpkeepRows.liftedElsewhere(handle, pool.id()));
        lifted.forEach((id, reason) ->
                entries.add(new EvidenceUnlocked(id, reason, world.clock().wallUs())));
        if (!entries.isEmpty()) {
            pool.store(entries);
        }
    }

    /// The pools that hold footage of a lock's span and whose catalogues do not have the lock, sorted.
    public List<PoolId> waitingFor(EvidenceLock lock) {
        Set<PoolId> waiting = new TreeSet<>();
        for (StreamKind kind : StreamKind.values()) {
            for (SegmentRow row : index.segments(new StreamId(lock.camera(), kind), lock.span())) {
                if (!lock.pools().contains(row.pool())) {
                    waiting.add(row.pool());
                }
            }
        }
        return List.copyOf(waiting);
    }

    /// Whether a node may be left to keep a segment: nothing of it is locked, or that node has confirmed the lock.
    public boolean mayLeaveTo(NodeId node, PoolId pool, SegmentName name) {
        Optional<SegmentRow> row = index.segment(pool, name);
        return row.isEmpty()
                || all().stream()
                        .filter(lock -> lock.covers(name.stream(), row.get().span()))
                        .allMatch(lock -> lock.pools().stream()
                                .anyMatch(each -> each.value().startsWith(node + ".")));
    }
}
