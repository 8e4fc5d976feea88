package org.lidless.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.Gap;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.EvidenceLock;
import org.lidless.footage.storage.EvidenceLocks;
import org.lidless.footage.storage.Finding;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.Reindex;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.StoredFragment;

/// What must be true of a pool after any fault and a restart.
final class StorageOracle {

    static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

    /// Reordered samples overlap their neighbours by this much.
    private static final long SLACK_US = 3 * Footage.FRAME_US;

    private StorageOracle() {}

    static void judge(SimulatedDisk disk, SqliteIndex index, StorageStory.Account account, String story)
            throws IOException {
        Map<StreamId, Map<String, RawPool.Found>> raw = RawPool.samples(disk, StorageStory.POOL_DIRECTORY);
        nothingLostOrAltered(raw, account, story);
        readerSeesTheSame(disk, index, account, story);
        gapsAreKept(index, account, story);
        nothingIsMissingWithoutAGap(raw, index, story);
        locksAreKept(disk, index, account, story);
        indexEqualsRebuild(disk, index, story);
        verifyFindsNothing(disk, index, story);
    }

    private static void nothingLostOrAltered(
            Map<StreamId, Map<String, RawPool.Found>> raw, StorageStory.Account account, String story) {
        Map<String, String> found = new TreeMap<>();
        raw.values().forEach(samples -> samples.forEach((key, each) -> found.put(key, each.value())));
        assertThat(found).as("%s: reported durable, on the disk", story).containsAllEntriesOf(account.samples);
        assertThat(account.offered).as("%s: on the disk, once offered", story).containsAllEntriesOf(found);
    }

    private static void readerSeesTheSame(
            SimulatedDisk disk, SqliteIndex index, StorageStory.Account account, String story) throws IOException {
        Map<String, String> read = new TreeMap<>();
        for (StreamId stream : index.streams()) {
            for (SegmentRow row : index.segments(stream, EVER)) {
                try (SegmentReader reader = SegmentReader.open(disk, StorageStory.POOL_DIRECTORY, row)) {
                    for (StoredFragment fragment : reader.rest()) {
                        LoadedFragment.Intact intact = (LoadedFragment.Intact) reader.load(fragment);
                        for (int i = 0; i < intact.samples().size(); i++) {
                            Sample sample = intact.samples().get(i);
                            read.put(
                                    StorageStory.key(stream, fragment.run().bits(), sample.number()),
                                    StorageStory.value(
                                            sample.timeUs(),
                                            sample.key(),
                                            intact.payload().get(i)));
                        }
                    }
                }
            }
        }
        assertThat(read)
                .as("%s: reported durable, read through the index", story)
                .containsAllEntriesOf(account.samples);
    }

    private static void gapsAreKept(SqliteIndex index, StorageStory.Account account, String story) {
        for (Gap gap : account.gaps) {
            if (!gap.span().isEmpty()) {
                assertThat(index.gaps(gap.stream(), EVER))
                        .as("%s: stored gap", story)
                        .contains(gap);
            }
        }
        List<Gap> begun = new ArrayList<>(account.begun);
        begun.addAll(account.begunEarlier);
        for (Gap gap : begun) {
            assertThat(index.gaps(gap.stream(), EVER))
                    .as("%s: begun gap %s", story, gap)
                    .anyMatch(stored -> stored.span().fromUs() == gap.span().fromUs());
        }
    }

    /// From a stream's first sample on, every moment is recorded or inside a stored gap.
    private static void nothingIsMissingWithoutAGap(
            Map<StreamId, Map<String, RawPool.Found>> raw, SqliteIndex index, String story) {
        raw.forEach((stream, samples) -> {
            if (samples.isEmpty()) {
                return;
            }
            List<TimeSpan> known = new ArrayList<>();
            samples.values().forEach(found -> known.add(new TimeSpan(found.fromUs(), found.toUs())));
            index.gaps(stream, EVER).forEach(gap -> known.add(gap.span()));
            known.sort(null);
            long reached = known.getFirst().toUs();
            for (TimeSpan span : known) {
                assertThat(span.fromUs() - reached)
                        .as(
                                "%s: %s has neither samples nor a gap from %s on",
                                story, stream, TimeSpan.instant(Math.min(reached, span.fromUs())))
                        .isLessThanOrEqualTo(SLACK_US);
                reached = Math.max(reached, span.toUs());
            }
        });
    }

    private static void locksAreKept(
            SimulatedDisk disk, SqliteIndex index, StorageStory.Account account, String story) {
        var locks = new EvidenceLocks(SimulatedWorld.of(disk, new SimulatedWorld.SimulatedClock(0), 1), index);
        assertThat(locks.all().stream().map(EvidenceLock::id))
                .as("%s: locks", story)
                .containsAll(account.locks);
    }

    private static void indexEqualsRebuild(SimulatedDisk disk, SqliteIndex index, String story) throws IOException {
        try (SqliteIndex rebuilt = SqliteIndex.inMemory()) {
            Reindex.Outcome outcome = Reindex.run(disk, StorageStory.POOL_DIRECTORY, rebuilt, Progress.SILENT);
            assertThat(outcome.findings()).as("%s: reindexing", story).isEmpty();
            assertThat(index.segments(StorageStory.POOL))
                    .as("%s: index equals rebuild", story)
                    .isEqualTo(rebuilt.segments(StorageStory.POOL));
            assertThat(index.streams()).as("%s: streams", story).isEqualTo(rebuilt.streams());
            for (StreamId stream : index.streams()) {
                assertThat(index.gaps(stream, EVER))
                        .as("%s: gaps of the index equal those of a rebuild", story)
                        .isEqualTo(rebuilt.gaps(stream, EVER));
            }
        }
    }

    /// A segment that was given up is worth a warning, and nothing else is.
    private static void verifyFindsNothing(SimulatedDisk disk, SqliteIndex index, String story) throws IOException {
        List<Finding> findings = PoolCheck.pool(disk, StorageStory.POOL_DIRECTORY, Optional.of(index), Progress.SILENT);
        assertThat(findings)
                .as("%s: verify", story)
                .allMatch(finding -> finding.severity() == Finding.Severity.NOTE
                        || finding.text().startsWith("given up by its writer"));
    }
}
