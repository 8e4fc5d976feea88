package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.Sample;
import org.lidless.world.World;

/// What goes with a sample into a segment comes out with it.
class CompanionsAreStoredTest {

    private static final StreamId CAMERA = Footage.camera(1);
    private static final Companion AAC =
            new Companion(CompanionCodec.AAC, 16_000, 1, List.of(new ParameterSet(new byte[] {0x14, 0x08})));
    private static final Companion METADATA = new Companion(CompanionCodec.ONVIF_METADATA, 90_000, 0, List.of());
    private static final int UNIT = 1024;

    @TempDir
    Path place;

    private static Fragment with(Fragment fragment, List<CompanionFrame> frames) {
        List<Sample> samples = new ArrayList<>(fragment.samples());
        samples.set(2, samples.get(2).with(frames));
        return new Fragment(samples, fragment.payload());
    }

    private static CompanionFrame frame(Companion of, long timeUs, int ticks, int value) {
        return new CompanionFrame(of, timeUs, ticks, ByteBuffer.wrap(new byte[] {(byte) value, 1, 2}));
    }

    @Test
    void theyComeOutWithTheirSamples() throws IOException {
        World world = World.real();
        Path pool = Files.createDirectories(place.resolve("pool"));
        Path data = Files.createDirectories(place.resolve("data"));
        try (SqliteIndex index = SqliteIndex.inMemory();
                Pool open = Pool.open(world, new PoolId("main"), Footage.NODE, pool, data, index)) {
            open.recover(Progress.SILENT);
            SegmentHeader header = Footage.header(CAMERA, 7, 0, Footage.START_US, Sha256.NONE);
            SegmentWriter writer = open.create(header, Footage.H264, List.of(AAC, METADATA));
            long unitUs = UNIT * 1_000_000L / 16_000;
            writer.append(with(
                    Footage.fragment(7, 0, 10, Footage.START_US, 500),
                    List.of(
                            frame(AAC, Footage.START_US + 80_000, UNIT, 1),
                            frame(METADATA, Footage.START_US + 90_000, 0, 9),
                            frame(AAC, Footage.START_US + 80_000 + unitUs + 3_000, UNIT, 2))));
            writer.append(Footage.fragment(7, 10, 10, Footage.START_US, 500));
            writer.seal();
            List<CompanionFrame> found = new ArrayList<>();
            try (SegmentReader reader = SegmentReader.open(world.disk(), open.path(header.name()))) {
                for (StoredFragment each : reader.rest()) {
                    if (reader.load(each) instanceof LoadedFragment.Intact intact) {
                        intact.samples().forEach(sample -> found.addAll(sample.companions()));
                    }
                }
            }
            assertThat(found).extracting(CompanionFrame::of).containsExactlyInAnyOrder(AAC, AAC, METADATA);
            assertThat(found).extracting(each -> (int) each.bytes().get(0)).containsExactlyInAnyOrder(1, 2, 9);
            List<Long> times = found.stream()
                    .filter(each -> each.of().equals(AAC))
                    .map(CompanionFrame::timeUs)
                    .toList();
            assertThat(times.get(1) - times.get(0)).isBetween(unitUs - 100, unitUs + 100);
            assertThat(PoolCheck.file(world.disk(), open.path(header.name()), Progress.SILENT))
                    .isEmpty();
        }
    }
}
