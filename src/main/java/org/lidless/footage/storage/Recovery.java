package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lidless.domain.Gap;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.world.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts in order what a process of this node left behind in a pool, in two steps. Both can be repeated after a crash
/// in their middle. One thread at a time.
///
/// [#survey] is quick: it puts what only the journal has into the segments, finds how far each stream is durable, and
/// stores the gaps. Then recording may begin.
/// [#repair] reads every unsealed segment from front to end, marks damage, cuts the torn tail and seals.
public final class Recovery {

    /// What was done.
    ///
    /// @param sealed  segments that got their trailer
    /// @param dropped segments without a single whole fragment, removed
    /// @param damage  stretches in the middle of a segment that could not be saved
    /// @param unread  segments that could not be read or sealed now; [#repair] once more tries these
    public record Outcome(int sealed, int dropped, List<Gap> damage, List<SegmentName> unread) {}

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Disk disk;
    private final Pool pool;
    private final List<SegmentRow> unsealed;

    Recovery(Disk disk, Pool pool, List<SegmentRow> unsealed) {
        this.disk = disk;
        this.pool = pool;
        this.unsealed = new ArrayList<>(unsealed);
    }

    /// Segments that [#repair] will look at.
    public List<SegmentRow> unsealed() {
        return List.copyOf(unsealed);
    }

    /// Finds each stream's last durable sample, and stores what is known of the time since.
    public void survey(Progress progress) throws IOException {
        pool.clearDropped();
        pool.forcing().putBack(unsealed, progress);
        Map<StreamId, Long> firstSince = new TreeMap<>();
        Map<StreamId, GapBegan> begun = pool.book().gaps().all();
        for (int i = 0; i < unsealed.size(); i++) {
            SegmentRow row = unsealed.get(i);
            progress.at(row.file(), i, unsealed.size());
            StreamId stream = row.stream();
            Optional<GapBegan> running = Optional.ofNullable(begun.get(stream));
            SegmentSurvey found = survey(row, running.map(GapBegan::fromUs));
            found.endUs().ifPresent(end -> pool.book().reached(stream, end));
            found.firstSinceUs().ifPresent(since -> firstSince.merge(stream, since, Math::min));
        }
        begun.forEach((stream, gap) ->
                pool.sealedSince(stream, gap.fromUs()).ifPresent(since -> firstSince.merge(stream, since, Math::min)));
        pool.store(entries(begun, firstSince));
    }

    /// One segment that cannot be read must not keep a pool closed: what it holds is not known until it is repaired.
    private SegmentSurvey survey(SegmentRow row, Optional<Long> sinceUs) {
        try {
            return SegmentSurvey.of(disk, pool.path(row.name()), row, sinceUs);
        } catch (IOException unreadable) {
            LOG.warn("how far {} goes cannot be read now", row.file(), unreadable);
            return SegmentSurvey.NOTHING;
        }
    }

    private List<CatalogueRecord> entries(Map<StreamId, GapBegan> begun, Map<StreamId, Long> firstSince) {
        Map<StreamId, Long> ends = pool.book().ends();
        OptionalLong moment = ends.values().stream().mapToLong(Long::longValue).max();
        List<CatalogueRecord> entries = new ArrayList<>();
        TreeSet<StreamId> streams = new TreeSet<>(ends.keySet());
        streams.addAll(begun.keySet());
        // Who was writing what somebody else owned may have been the only one that had it.
        Set<StreamId> written = unsealed.stream().map(SegmentRow::stream).collect(Collectors.toSet());
        for (StreamId stream : streams) {
            Optional<GapBegan> running = Optional.ofNullable(begun.get(stream));
            Long since = firstSince.get(stream);
            if (running.isPresent() && since != null) {
                GapBegan gap = running.get();
                entries.add(new GapStored(new Gap(stream, new TimeSpan(gap.fromUs(), since), gap.cause())));
                running = Optional.empty();
            }
            long end = ends.getOrDefault(stream, running.map(GapBegan::fromUs).orElse(0L));
            long lastMoment = moment.orElse(end);
            if (pool.book().isMissed(stream) || written.contains(stream)) {
                entries.addAll(RecorderDown.entries(stream, running, end, lastMoment));
            } else {
                running.map(gap -> ended(gap, lastMoment)).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private static CatalogueRecord ended(GapBegan gap, long toUs) {
        TimeSpan span = new TimeSpan(gap.fromUs(), Math.max(gap.fromUs(), toUs));
        return new GapStored(new Gap(gap.stream(), span, gap.cause()));
    }

    /// The survey, and then the repair.
    Outcome both(Progress progress) throws IOException {
        survey(progress);
        return repair(progress);
    }

    /// Seals every unsealed segment at the end of its last whole fragment. What recording began since is not touched,
    /// and what cannot be read holds up none of the others.
    public Outcome repair(Progress progress) {
        int sealed = 0;
        int dropped = 0;
        List<Gap> damage = new ArrayList<>();
        List<SegmentName> unread = new ArrayList<>();
        for (SegmentRow row : List.copyOf(unsealed)) {
            SegmentRepair repair = new SegmentRepair(disk, pool, row, progress);
            try {
                switch (repaired(row, repair)) {
                    case SEALED -> sealed++;
                    case REMOVED -> dropped++;
                    case LEFT -> {
                        // Its front cannot be read: it stays suspect, for a person to look at.
                    }
                }
                damage.addAll(repair.damage());
                unsealed.remove(row);
            } catch (IOException failed) {
                LOG.warn("{} cannot be repaired now", row.file(), failed);
                unread.add(row.name());
            }
        }
        return new Outcome(sealed, dropped, List.copyOf(damage), List.copyOf(unread));
    }

    private SegmentRepair.Result repaired(SegmentRow row, SegmentRepair repair) throws IOException {
        try {
            return repair.run();
        } catch (NoSuchFileException gone) {
            pool.store(List.of(new CatalogueRecord.SegmentDropped(row.name())));
            return SegmentRepair.Result.REMOVED;
        }
    }
}
