package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.world.DiskFile;

/// Every kind of damage is named, with its place; and what is not damaged is still read.
final class PoolCheckTest {

    private static final int FRAGMENTS = 4;
    private static final int SAMPLES = 5;

    private SimulatedPool place;
    private Pool pool;
    private final List<String> files = new ArrayList<>();
    private List<StoredFragment> fragments;

    /// Two sealed segments of one run, and one that is open.
    @BeforeEach
    void twoSealedSegmentsAndAnOpenOne() throws IOException {
        place = new SimulatedPool();
        pool = place.open();
        Sha256 hash = Sha256.NONE;
        long next = 0;
        for (int number = 0; number < 3; number++) {
            long startUs = Footage.START_US + next * Footage.FRAME_US;
            SegmentHeader header = Footage.header(SimulatedPool.CAMERA, 7, number, startUs, hash);
            SegmentWriter writer = pool.create(header, Footage.H264);
            for (int i = 0; i < FRAGMENTS; i++) {
                writer.append(Footage.fragment(7, next, SAMPLES, Footage.START_US, 700));
                next += SAMPLES;
            }
            files.add(header.name().file());
            hash = number < 2 ? writer.seal() : Sha256.NONE;
        }
        pool.gap(new Gap(SimulatedPool.CAMERA, new TimeSpan(0, 10), GapCause.NETWORK));
        fragments = read(0);
        assertThat(check()).isEmpty();
    }

    private List<Finding> check() throws IOException {
        return PoolCheck.pool(place.disk, SimulatedPool.DIRECTORY, Optional.of(place.index), Progress.SILENT);
    }

    private List<StoredFragment> read(int segment) throws IOException {
        SegmentRow row =
                place.index.segments(SimulatedPool.CAMERA, SimulatedPool.EVER).get(segment);
        try (SegmentReader reader = SegmentReader.open(place.disk, SimulatedPool.DIRECTORY, row)) {
            return reader.rest();
        }
    }

    private long intact(int segment) throws IOException {
        SegmentRow row =
                place.index.segments(SimulatedPool.CAMERA, SimulatedPool.EVER).get(segment);
        long samples = 0;
        try (SegmentReader reader = SegmentReader.open(place.disk, SimulatedPool.DIRECTORY, row)) {
            for (StoredFragment fragment : reader.rest()) {
                if (reader.load(fragment) instanceof LoadedFragment.Intact whole) {
                    samples += whole.samples().size();
                }
            }
        }
        return samples;
    }

    private void assertNamed(List<Finding> findings, int segment, String text) {
        assertThat(findings)
                .anyMatch(finding -> finding.severity() == Finding.Severity.ERROR
                        && finding.file().equals(files.get(segment))
                        && finding.text().contains(text));
        assertThat(findings).allMatch(finding -> finding.file().equals(files.get(segment)));
    }

    @Test
    void aFlippedByteInAPictureIsNamedWithItsPlaceAndTime() throws IOException {
        StoredFragment second = fragments.get(1);
        place.flip(files.getFirst(), second.offset() + second.bytes() - 5);
        List<Finding> findings = check();
        assertNamed(findings, 0, "do not match their check sum");
        assertThat(findings)
                .anyMatch(finding -> finding.offset() == second.offset()
                        && finding.span().orElseThrow().overlaps(second.span()));
        assertThat(intact(0)).isEqualTo((FRAGMENTS - 1) * SAMPLES);
    }

    @Test
    void aFlippedByteInABoxCostsThatFragmentOnly() throws IOException {
        StoredFragment third = fragments.get(2);
        place.flip(files.getFirst(), third.offset() + 30);
        assertNamed(check(), 0, "do not match their check sum");
        assertThat(intact(0)).isEqualTo((FRAGMENTS - 1) * SAMPLES);
        StoredFragment damaged = read(0).get(2);
        assertThat(damaged.damaged()).isTrue();
        assertThat(damaged.span().fromUs()).isEqualTo(fragments.get(1).span().toUs());
        assertThat(damaged.span().toUs()).isEqualTo(fragments.get(3).span().fromUs());
    }

    @Test
    void aZeroedPageIsNamed() throws IOException {
        place.zero(files.getFirst(), 4096, 4096);
        assertNamed(check(), 0, "do not match their check sum");
        assertThat(intact(0)).isBetween(1L, (long) (FRAGMENTS - 1) * SAMPLES);
    }

    @Test
    void aFlippedByteInTheTrailerIsNamed() throws IOException {
        place.flip(files.getFirst(), length(0) - 10);
        assertNamed(check(), 0, "its trailer is missing or damaged");
        assertThat(intact(0)).isEqualTo(FRAGMENTS * SAMPLES);
    }

    @Test
    void aFlippedByteInTheFrontIsNamed() throws IOException {
        place.flip(files.get(1), 200);
        assertThat(check())
                .anyMatch(finding -> finding.severity() == Finding.Severity.ERROR
                        && finding.file().equals(files.get(1)));
    }

    @Test
    void aSegmentCutInMidFragmentIsNamedWithTheTimeThatIsMissing() throws IOException {
        StoredFragment last = fragments.getLast();
        place.cut(files.getFirst(), last.offset() + last.bytes() / 2);
        List<Finding> findings = check();
        assertNamed(findings, 0, "it ends too early: footage is missing");
        assertNamed(findings, 0, "the catalogue says");
        List<StoredFragment> left = read(0);
        assertThat(left).hasSize(FRAGMENTS);
        assertThat(left.getLast().damaged()).isTrue();
        assertThat(left.getLast().span().toUs()).isEqualTo(last.span().toUs());
        assertThat(intact(0)).isEqualTo((FRAGMENTS - 1) * SAMPLES);
    }

    @Test
    void aMissingSegmentIsNamed() throws IOException {
        place.disk.delete(SimulatedPool.DIRECTORY.resolve(files.get(1)));
        assertNamed(check(), 1, "it is not there");
    }

    @Test
    void aSegmentThatNoCatalogueKnowsIsNamedAndReindexingTakesItIn() throws IOException {
        Path catalogue = SimulatedPool.DIRECTORY.resolve("catalogue/r1/2026-11-22.cat");
        List<SegmentRow> before = place.index.segments(SimulatedPool.MAIN).subList(0, 2);
        place.disk.delete(catalogue);
        assertThat(check()).anyMatch(finding -> finding.text().contains("no catalogue knows this segment"));
        Reindex.run(place.disk, SimulatedPool.DIRECTORY, place.index, Progress.SILENT);
        assertThat(place.index.segments(SimulatedPool.MAIN).subList(0, 2)).isEqualTo(before);
        assertThat(intact(2)).isEqualTo(FRAGMENTS * SAMPLES);
    }

    @Test
    void aDamagedCatalogueEntryIsNamedAndTheOthersAreStillRead() throws IOException {
        String catalogue = "catalogue/r1/2026-11-22.cat";
        place.flip(catalogue, 40);
        assertThat(check())
                .anyMatch(finding -> finding.file().equals(catalogue)
                        && finding.severity() == Finding.Severity.ERROR
                        && finding.text().contains("what they said is lost"));
        try (SqliteIndex rebuilt = SqliteIndex.inMemory()) {
            Reindex.run(place.disk, SimulatedPool.DIRECTORY, rebuilt, Progress.SILENT);
            assertThat(rebuilt.segments(SimulatedPool.MAIN)).hasSize(3);
        }
    }

    @Test
    void anIndexThatLostARowIsNamed() throws IOException {
        SegmentName name = place.index.segments(SimulatedPool.MAIN).getFirst().name();
        place.index.applyFound(SimulatedPool.MAIN, Footage.NODE, List.of(new CatalogueRecord.SegmentDropped(name)));
        assertThat(check()).singleElement().matches(finding -> finding.text().contains("the index lacks it"));
    }

    @Test
    void aSegmentThatWasSwappedBreaksTheChain() throws IOException {
        SegmentHeader forged = Footage.header(
                SimulatedPool.CAMERA,
                7,
                1,
                Footage.START_US + (long) FRAGMENTS * SAMPLES * Footage.FRAME_US,
                Sha256.parse("ab".repeat(32)));
        byte[] before = content(files.get(1));
        ByteBuffer encoded = new HeaderBox(forged, Footage.H264.reorderDepth()).encode();
        byte[] box = new byte[encoded.remaining()];
        encoded.get(box);
        int at = indexOf(before, box);
        try (DiskFile open = place.disk.open(SimulatedPool.DIRECTORY.resolve(files.get(1)))) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(box)}, at);
        }
        List<Finding> findings = check();
        assertNamed(findings, 1, "another hash for the segment before it");
        assertNamed(findings, 1, "do not match the hash in its trailer");
    }

    private static int indexOf(byte[] content, byte[] box) {
        for (int i = 0; i + box.length <= content.length; i++) {
            if (java.util.Arrays.equals(content, i, i + 24, box, 0, 24)) {
                return i;
            }
        }
        throw new AssertionError("no segment header");
    }

    private byte[] content(String file) throws IOException {
        try (DiskFile open = place.disk.openToRead(SimulatedPool.DIRECTORY.resolve(file))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) open.size());
            open.read(bytes, 0);
            return bytes.array();
        }
    }

    private long length(int segment) throws IOException {
        return content(files.get(segment)).length;
    }
}
