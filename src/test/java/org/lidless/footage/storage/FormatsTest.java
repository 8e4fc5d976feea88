package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.mp4.ExportHash;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.footage.storage.CatalogueRecord.Unknown;
import org.lidless.sim.SimulatedDisk;
import org.lidless.world.DiskFile;

/// What is on disk is a promise: these bytes never change, and are read for ever.
final class FormatsTest {

    private static final Sha256 HASH = Sha256.parse("0123456789abcdef".repeat(4));
    private static final SegmentHeader HEADER =
            Footage.header(Footage.camera(1), 0x1122334455667788L, 3, Footage.START_US, HASH);
    private static final TimeSpan SPAN = new TimeSpan(Footage.START_US, Footage.START_US + 120_000);

    private static final List<CatalogueRecord> ENTRIES = List.of(
            new SegmentOpened(HEADER.name(), ClockQuality.ARRIVAL),
            new SegmentSealed(HEADER.name(), SPAN, 75, 3, 1234, HASH, false),
            new SegmentSuspect(HEADER.name(), "LID-POOL-005 Input/output error", SPAN, 75, 3, 1134),
            new SegmentDropped(HEADER.name()),
            new GapBegan(Footage.camera(2), Footage.START_US, GapCause.CAMERA_SILENT),
            new GapStored(new Gap(Footage.camera(2), SPAN, GapCause.CAMERA_SILENT)));

    /// Entries that came with standbys; the frames round them are the same as ever.
    private static final List<CatalogueRecord> SITE_ENTRIES = List.of(
            new CatalogueRecord.SegmentEnded(HEADER.name(), SPAN, 75, 3, 1134),
            new CatalogueRecord.Owned(Footage.camera(2), new Epoch(3), new NodeId("s1"), Footage.START_US),
            new CatalogueRecord.Released(Footage.camera(2), new Epoch(3), Footage.START_US + 5),
            new CatalogueRecord.Aligned(
                    Footage.camera(2), HEADER.run(), new RunId(-2), 123_456_789_012L, -1500, 25, "same-bytes"));

    /// Entries of retention and of evidence locks.
    private static final List<CatalogueRecord> UPKEEP_ENTRIES = List.of(
            new CatalogueRecord.SegmentExpired(
                    HEADER.name(), SPAN, 1234, "0123456789abcdef", "its time was over", Footage.START_US + 9),
            new CatalogueRecord.SegmentPurged(HEADER.name(), "0123456789abcdef"),
            new CatalogueRecord.EvidenceLocked(
                    "00000000000000ab", Footage.camera(2).camera(), SPAN, "theft at the \"gate\"", Footage.START_US),
            new CatalogueRecord.EvidenceUnlocked("00000000000000ab", "case closed", Footage.START_US + 7));

    private static final List<CatalogueRecord> PLACEMENT_ENTRIES = List.of(
            new CatalogueRecord.Placed(
                    Footage.camera(2),
                    HEADER.run(),
                    -3_600_000_000L,
                    2,
                    ClockQuality.AGREED,
                    "clock-set",
                    Footage.START_US + 5),
            new CatalogueRecord.GapMoved(new Gap(Footage.camera(2), SPAN, GapCause.CAMERA_SILENT), -3_600_000_000L));

    private static byte[] golden(String name) throws IOException {
        return golden("v1", name);
    }

    private static byte[] golden(String version, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                FormatsTest.class.getResourceAsStream("/formats/" + version + "/" + name + ".hex"), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }

    private static byte[] segment() throws IOException {
        SimulatedPool place = new SimulatedPool();
        try (Pool pool = place.open()) {
            SegmentWriter writer = pool.create(HEADER, Footage.H264);
            writer.append(Footage.fragment(HEADER.run().bits(), 75, 3, Footage.START_US - 3_000_000, 16));
            writer.append(Footage.fragment(HEADER.run().bits(), 78, 2, Footage.START_US - 3_000_000, 16));
            writer.seal();
        }
        return content(place.disk, SimulatedPool.DIRECTORY.resolve(HEADER.name().file()));
    }

    /// One with sound and metadata: its fragments are of version 2.
    private static byte[] segmentWithCompanions() throws IOException {
        var sound = new Companion(CompanionCodec.G711_A, 8_000, 1, List.of());
        var metadata = new Companion(CompanionCodec.ONVIF_METADATA, 90_000, 0, List.of());
        var aac = new Companion(CompanionCodec.AAC, 16_000, 1, List.of(new ParameterSet(new byte[] {0x14, 0x08})));
        SimulatedPool place = new SimulatedPool();
        try (Pool pool = place.open()) {
            SegmentWriter writer = pool.create(HEADER, Footage.H264, List.of(sound, metadata, aac));
            Fragment fragment = Footage.fragment(HEADER.run().bits(), 75, 3, Footage.START_US - 3_000_000, 16);
            List<Sample> samples = new ArrayList<>(fragment.samples());
            long at = samples.getFirst().timeUs();
            samples.set(
                    1,
                    samples.get(1)
                            .with(List.of(
                                    new CompanionFrame(sound, at, 4, ByteBuffer.wrap(new byte[] {1, 2, 3, 4})),
                                    new CompanionFrame(metadata, at, 0, ByteBuffer.wrap(new byte[] {'<', 'a', '>'})),
                                    new CompanionFrame(sound, at + 500, 3, ByteBuffer.wrap(new byte[] {5, 6, 7})))));
            writer.append(new Fragment(samples, fragment.payload()));
            writer.append(Footage.fragment(HEADER.run().bits(), 78, 2, Footage.START_US - 3_000_000, 16));
            writer.seal();
        }
        return content(place.disk, SimulatedPool.DIRECTORY.resolve(HEADER.name().file()));
    }

    private static byte[] content(SimulatedDisk disk, Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    private static byte[] catalogue(List<CatalogueRecord> entries) {
        ByteBuffer frame = CatalogueScan.frames(entries).getFirst().bytes();
        ByteBuffer whole = ByteBuffer.allocate(CatalogueScan.MAGIC_BYTES + frame.remaining());
        return whole.putLong(CatalogueScan.MAGIC).put(frame).array();
    }

    private static byte[] identity(boolean shared) {
        return PoolIdentity.fresh(
                        new PoolPlace(SimulatedPool.MAIN, SimulatedPool.DIRECTORY, shared),
                        Footage.NODE,
                        0x0102030405060708L,
                        Footage.START_US)
                .json();
    }

    @Test
    void theBytesOfASegmentNeverChange() throws IOException {
        assertThat(segment()).asHexString().isEqualTo(hex(golden("segment")));
    }

    @Test
    void theBytesOfASegmentWithCompanionsNeverChange() throws IOException {
        assertThat(segmentWithCompanions()).asHexString().isEqualTo(hex(golden("v2", "segment")));
    }

    @Test
    void theBytesOfACatalogueNeverChange() throws IOException {
        assertThat(catalogue(ENTRIES)).asHexString().isEqualTo(hex(golden("catalogue")));
        assertThat(catalogue(SITE_ENTRIES)).asHexString().isEqualTo(hex(golden("catalogue-site")));
        assertThat(catalogue(UPKEEP_ENTRIES)).asHexString().isEqualTo(hex(golden("catalogue-upkeep")));
        assertThat(catalogue(PLACEMENT_ENTRIES)).asHexString().isEqualTo(hex(golden("catalogue-placement")));
    }

    @Test
    void theBytesOfAnIdentityFileNeverChange() throws IOException {
        assertThat(identity(false)).asHexString().isEqualTo(hex(golden("identity")));
        assertThat(identity(true)).asHexString().isEqualTo(hex(golden("v2", "identity")));
    }

    @Test
    void theBytesOfAnExportsHashNeverChange() throws IOException {
        assertThat(ExportHash.write(HASH).array()).asHexString().isEqualTo(hex(golden("export-hash")));
    }

    @Test
    void aSegmentOfVersionOneIsRead() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        Path path = Path.of("/segment.mp4");
        put(disk, path, golden("segment"));
        try (SegmentReader reader = SegmentReader.open(disk, path)) {
            assertThat(reader.header()).isEqualTo(HEADER);
            assertThat(reader.parameters()).isEqualTo(Footage.H264);
            assertThat(reader.isSealed()).isTrue();
            List<StoredFragment> fragments = reader.rest();
            assertThat(fragments).hasSize(2).allMatch(fragment -> !fragment.damaged());
            assertThat(reader.load(fragments.getFirst())).isInstanceOf(LoadedFragment.Intact.class);
        }
        assertThat(PoolCheck.file(disk, path, Progress.SILENT)).isEmpty();
    }

    @Test
    void identityFilesOfBothVersionsAreRead() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        put(disk, Path.of("/identity.json"), golden("identity"));
        assertThat(PoolIdentity.read(disk, Path.of("/"))).isPresent().get().matches(each -> !each.shared());
        disk.delete(Path.of("/identity.json"));
        put(disk, Path.of("/identity.json"), golden("v2", "identity"));
        assertThat(PoolIdentity.read(disk, Path.of("/"))).isPresent().get().matches(PoolIdentity::shared);
    }

    @Test
    void aCatalogueOfVersionOneIsRead() throws IOException {
        assertThat(read(golden("catalogue"))).isEqualTo(ENTRIES);
        assertThat(read(golden("catalogue-site"))).isEqualTo(SITE_ENTRIES);
        assertThat(read(golden("catalogue-upkeep"))).isEqualTo(UPKEEP_ENTRIES);
        assertThat(read(golden("catalogue-placement"))).isEqualTo(PLACEMENT_ENTRIES);
    }

    private static List<CatalogueRecord> read(byte[] catalogue) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        Path path = Path.of("/day.cat");
        put(disk, path, catalogue);
        List<CatalogueRecord> read = new ArrayList<>();
        try (DiskFile file = disk.openToRead(path)) {
            assertThat(CatalogueScan.front(file)).isEqualTo(CatalogueScan.Front.KNOWN);
            CatalogueScan.walk(file, CatalogueScan.MAGIC_BYTES, new CatalogueScan.Visitor() {
                @Override
                public void frame(long from, long to, List<CatalogueRecord> entries) {
                    read.addAll(entries);
                }

                @Override
                public void damaged(long from, long to) {
                    throw new AssertionError("damaged from " + from + " to " + to);
                }
            });
        }
        return read;
    }

    @Test
    void anEntryOfALaterVersionIsKeptAndLeftAlone() throws BadSegmentException {
        String later = "{\"type\":\"tombstone\",\"file\":\"x\"}\n{\"type\":\"gap-began\",\"camera\":\"cam-2\","
                + "\"stream\":\"main\",\"fromUs\":5,\"cause\":\"a-word-of-tomorrow\",\"more\":1}\n";
        assertThat(CatalogueJson.decodeLines(later.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new Unknown("tombstone"), new GapBegan(Footage.camera(2), 5, GapCause.UNKNOWN));
    }

    private static void put(SimulatedDisk disk, Path path, byte[] content) throws IOException {
        try (DiskFile file = disk.create(path)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(content)}, 0);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /// Prints what a format's golden file would hold; for a new version's new file only.
    public static void main(String[] arguments) throws IOException {
        for (byte[] each : List.of(
                segment(),
                catalogue(ENTRIES),
                identity(false),
                catalogue(SITE_ENTRIES),
                catalogue(UPKEEP_ENTRIES),
                catalogue(PLACEMENT_ENTRIES),
                identity(true),
                ExportHash.write(HASH).array())) {
            String text = HexFormat.of().formatHex(each);
            for (int at = 0; at < text.length(); at += 64) {
                System.out.println(text.substring(at, Math.min(text.length(), at + 64)));
            }
            System.out.println();
        }
    }
}
