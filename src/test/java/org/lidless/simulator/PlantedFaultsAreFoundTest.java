package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.checker.CheckOrder;
import org.lidless.checker.CheckResult;
import org.lidless.checker.ExportCheck;
import org.lidless.checker.LedgerFrame;
import org.lidless.domain.CameraId;
import org.lidless.domain.TimeSpan;
import org.lidless.world.World;

/// The checker finds exactly what was planted in an export: cameras 1 to 4 are stamped, 13 to 16 (the same clips) are
/// not; each sent 600 frames, so that every frame of its clip came twice or more.
class PlantedFaultsAreFoundTest {

    private static final long START_US = 1_790_000_000_000_000L;
    private static final int FRAMES = 600;

    /// The recorder's clock is this far from the camera's.
    private static final long SKEW_US = 33_000;

    @TempDir
    Path directory;

    private final List<TinyMovie.Sample> samples = new ArrayList<>();
    private final List<TinyMovie.Sample> others = new ArrayList<>();
    private boolean h265;
    private boolean perSession;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void wholeExportIsFaultless(int camera) throws IOException {
        send(camera);
        for (boolean times : new boolean[] {true, false}) {
            CheckResult result = check(times);
            assertThat(result.isFaultless()).isTrue();
            assertThat(result.sent()).isEqualTo(FRAMES);
            assertThat(result.archived()).isEqualTo(FRAMES);
            assertThat(result.timeErrorMaxUs()).isEqualTo(times ? OptionalLong.of(SKEW_US) : OptionalLong.empty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void lossIsFound(int camera) throws IOException {
        send(camera);
        samples.subList(300, 303).clear();
        samples.remove(77);
        CheckResult result = check(true);
        assertThat(result.lost()).hasSize(2);
        assertThat(result.lostCount()).isEqualTo(4);
        assertThat(result.lost().get(0).first().sequence()).isEqualTo(77);
        assertThat(result.lost().get(1).first().sequence()).isEqualTo(300);
        assertThat(result.lost().get(1).last().sequence()).isEqualTo(302);
        assertThat(result.archived()).isEqualTo(FRAMES - 4);
        assertNothingElse(result, true, false, false, false, 0);
        assertNothingElse(check(false), true, false, false, false, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void lossOfAWholeTurnOfTheClipIsFoundByItsTimes(int camera) throws IOException {
        send(camera);
        samples.subList(200, 450).clear();
        CheckResult result = check(true);
        assertThat(result.lostCount()).isEqualTo(250);
        assertNothingElse(result, true, false, false, false, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void copyIsFound(int camera) throws IOException {
        send(camera);
        samples.add(401, samples.get(400));
        for (boolean times : new boolean[] {true, false}) {
            CheckResult result = check(times);
            assertThat(sequences(result.twice())).containsExactly(400L);
            assertNothingElse(result, false, true, false, false, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void swapIsFound(int camera) throws IOException {
        send(camera);
        samples.add(260, samples.remove(261));
        for (boolean times : new boolean[] {true, false}) {
            CheckResult result = check(times);
            assertThat(result.outOfOrder()).hasSize(1);
            assertThat(result.outOfOrder().getFirst().sequence()).isBetween(260L, 261L);
            assertNothingElse(result, false, false, true, false, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void flippedBitIsFoundWhereverItIs(int camera) throws IOException {
        send(camera);
        byte[] atTheEnd = samples.get(500).bytes();
        atTheEnd[atTheEnd.length - 1] ^= 0x10;
        // In a stamped frame that is no key frame this is in the stamp itself.
        samples.get(130).bytes()[12] ^= 0x01;
        samples.getFirst().bytes()[30] ^= 0x01;
        samples.getLast().bytes()[30] ^= 0x01;
        for (boolean times : new boolean[] {true, false}) {
            CheckResult result = check(times);
            assertThat(sequences(result.damaged())).containsExactly(0L, 130L, 500L, FRAMES - 1L);
            assertNothingElse(result, false, false, false, true, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 13, 14, 15, 16})
    void frameThatNobodySentIsFound(int camera) throws IOException {
        send(camera);
        byte[] strange = samples.get(222).bytes().clone();
        strange[strange.length - 1] ^= 0x40;
        strange[20] ^= 0x40;
        samples.add(223, new TinyMovie.Sample(strange, 222 * 40));
        for (boolean times : new boolean[] {true, false}) {
            assertNothingElse(check(times), false, false, false, false, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 16})
    void whatIsMissingInsideAStoredGapIsCountedApart(int camera) throws IOException {
        send(camera);
        samples.subList(300, 350).clear();
        // In site time, as a recorder would store it; and one frame too short at its end.
        var gap = new TimeSpan(START_US + SKEW_US + 300 * 40_000, START_US + SKEW_US + 349 * 40_000 - 20_000);
        CheckResult result = check(true, List.of(gap), 0);
        assertThat(result.inGapCount()).isBetween(46L, 49L);
        assertThat(result.lostCount()).isBetween(1L, 4L);
        assertThat(result.lostCount() + result.inGapCount()).isEqualTo(50);
        CheckResult generous = check(true, List.of(gap), 150_000);
        assertThat(generous.isFaultless()).isTrue();
        assertThat(generous.inGapCount()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 16})
    void framesOfACameraThatEncodesPerSessionAreKnownWhoeverGotThem(int camera) throws IOException {
        perSession = true;
        send(camera);
        // The first half was recorded in one session, the rest in the other, but for some that both recorded.
        samples.subList(FRAMES / 2, FRAMES).clear();
        samples.addAll(others.subList(FRAMES / 2 + 10, FRAMES));
        samples.add(others.get(FRAMES - 1));
        CheckResult result = check(true);
        assertThat(result.lostCount()).isEqualTo(10);
        assertThat(sequences(result.twice())).containsExactly(FRAMES - 1L);
        assertThat(result.damaged()).isEmpty();
        assertThat(result.phantom()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 16})
    void exportOfALaterWindowIsFaultlessWithoutTimesToo(int camera) throws IOException {
        send(camera);
        samples.subList(0, 325).clear();
        TinyMovie.write(directory.resolve("export.mp4"), h265, samples);
        CheckResult result = ExportCheck.check(
                World.real().disk(),
                new CheckOrder(
                        directory.resolve("export.mp4"),
                        directory.resolve("cam-x.ledger"),
                        new TimeSpan(START_US + 325 * 40_000, START_US + 575 * 40_000),
                        List.of(),
                        OptionalLong.empty(),
                        0));
        assertThat(result.isFaultless()).isTrue();
        assertThat(result.archived()).isEqualTo(250);
    }

    private static List<Long> sequences(List<LedgerFrame> frames) {
        return frames.stream().map(LedgerFrame::sequence).sorted().toList();
    }

    private static void assertNothingElse(
            CheckResult result, boolean lost, boolean twice, boolean outOfOrder, boolean damaged, long phantom) {
        assertThat(result.lost().isEmpty()).as("lost %s", result.lost()).isNotEqualTo(lost);
        assertThat(result.twice().isEmpty()).as("twice %s", result.twice()).isNotEqualTo(twice);
        assertThat(result.outOfOrder().isEmpty())
                .as("order %s", result.outOfOrder())
                .isNotEqualTo(outOfOrder);
        assertThat(result.damaged().isEmpty())
                .as("damaged %s", result.damaged())
                .isNotEqualTo(damaged);
        assertThat(result.phantom()).isEqualTo(phantom);
        assertThat(result.isFaultless()).isFalse();
    }

    private CheckResult check(boolean times) throws IOException {
        return check(times, List.of(), 0);
    }

    private CheckResult check(boolean times, List<TimeSpan> gaps, long slackUs) throws IOException {
        TinyMovie.write(directory.resolve("export.mp4"), h265, samples);
        return ExportCheck.check(
                World.real().disk(),
                new CheckOrder(
                        directory.resolve("export.mp4"),
                        directory.resolve("cam-x.ledger"),
                        new TimeSpan(0, Long.MAX_VALUE),
                        gaps,
                        times ? OptionalLong.of(START_US + SKEW_US) : OptionalLong.empty(),
                        slackUs));
    }

    /// Writes a ledger as the camera would, and keeps the samples for the export.
    private void send(int number) throws IOException {
        Clip clip = ClipShelf.open().forCamera(number);
        boolean stamped = number < 10;
        h265 = clip.codec() == org.lidless.footage.media.VideoCodec.H265;
        var id = new CameraId("cam-x");
        var run = new UUID(number, 77);
        try (Ledger ledger = Ledger.open(World.real().disk(), directory, id, run, stamped, clip.codec())) {
            for (int sequence = 0; sequence < FRAMES; sequence++) {
                Clip.ClipFrame from = clip.frames().get(sequence % 250);
                int slot = sequence / 250 * 250 + from.shown();
                long capturedUs = START_US + slot * 40_000L;
                List<byte[]> nals = new ArrayList<>(from.nals());
                if (stamped) {
                    nals.add(nals.size() - 1, new Stamp(run, id, sequence, capturedUs).nal(clip.codec()));
                }
                var frame =
                        new Frame(sequence, capturedUs, slot * 40_000L, slot * 3600L, from.key(), clip.codec(), nals);
                ledger.frame(frame, List.of("aa"), List.of());
                if (perSession) {
                    Frame one = SessionEncoding.of(frame, clip.codec(), 1);
                    Frame other = SessionEncoding.of(frame, clip.codec(), 2);
                    ledger.encoded(one, "aa");
                    ledger.encoded(other, "bb");
                    nals = one.nals();
                    others.add(new TinyMovie.Sample(lengthPrefixed(other.nals()), slot * 40));
                }
                samples.add(new TinyMovie.Sample(lengthPrefixed(nals), slot * 40));
            }
        }
    }

    private static byte[] lengthPrefixed(List<byte[]> nals) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (byte[] nal : nals) {
            out.writeInt(nal.length);
            out.write(nal);
        }
        return bytes.toByteArray();
    }
}
