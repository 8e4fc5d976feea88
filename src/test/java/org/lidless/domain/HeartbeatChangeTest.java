package org.lidless.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HeartbeatChangeTest {

    private static final NodeId R1 = new NodeId("r1");

    @Test
    void itLeadsFromAnyHeartbeatToAnyOther() {
        SplittableRandom random = new SplittableRandom(5);
        Heartbeat before = drawn(random);
        for (int each = 0; each < 500; each++) {
            Heartbeat after = drawn(random);
            assertThat(HeartbeatChange.between(before, after).after(before)).isEqualTo(after);
            before = after;
        }
    }

    @Test
    void itHasNothingThatStayedAsItWas() {
        Heartbeat before = drawn(new SplittableRandom(7));
        HeartbeatChange none = HeartbeatChange.between(before, before);
        assertThat(none.cameras()).isEmpty();
        assertThat(none.gone()).isEmpty();
        assertThat(none.after(before)).isSameAs(before);
    }

    @Test
    void aLittleMoreThatIsDurableIsToldWithTheNextSecondOrWithOtherNews() {
        CameraId camera = new CameraId("c1");
        Heartbeat told = beat(new CameraReport(camera, Epoch.FIRST, true, OptionalLong.of(5_000_000)));
        Heartbeat soon = beat(new CameraReport(camera, Epoch.FIRST, true, OptionalLong.of(5_900_000)));
        assertThat(HeartbeatChange.between(told, soon).after(told)).isSameAs(told);
        Heartbeat later = beat(new CameraReport(camera, Epoch.FIRST, true, OptionalLong.of(6_000_000)));
        assertThat(HeartbeatChange.between(told, later).after(told)).isEqualTo(later);
        Heartbeat other = beat(new CameraReport(camera, Epoch.FIRST, false, OptionalLong.of(5_900_000)));
        assertThat(HeartbeatChange.between(told, other).after(told)).isEqualTo(other);
        Heartbeat back = beat(new CameraReport(camera, Epoch.FIRST, true, OptionalLong.of(4_900_000)));
        assertThat(HeartbeatChange.between(told, back).after(told)).isEqualTo(back);
    }

    /// Else each of a recorder's cameras would come at a moment of its own, and hardly a message would have nothing.
    @Test
    void whatGrewIsToldOfAllCamerasTogetherOnceASecond() {
        Heartbeat told = beat(forced("c1", 0), forced("c2", 0), forced("c3", 0));
        int messages = 0;
        for (long us = 250_000; us <= 10_000_000; us += 250_000) {
            Heartbeat now =
                    beat(forced("c1", us / 500_000 * 500_000), forced("c2", us - 100_000), forced("c3", us - 200_000));
            HeartbeatChange change = HeartbeatChange.between(told, now);
            assertThat(change.cameras())
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            all -> assertThat(all).hasSize(3));
            messages += change.cameras().isEmpty() ? 0 : 1;
            told = change.after(told);
        }
        assertThat(messages).isBetween(8, 10);
    }

    private static CameraReport forced(String camera, long durableUs) {
        return new CameraReport(new CameraId(camera), Epoch.FIRST, true, OptionalLong.of(durableUs));
    }

    private static Heartbeat beat(CameraReport... reports) {
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        for (CameraReport report : reports) {
            cameras.put(report.camera(), report);
        }
        return new Heartbeat(R1, 1, 1, cameras);
    }

    @Test
    void whoSpeaksOfACameraThatWasNeverThereIsNotBelieved() {
        Heartbeat before = new Heartbeat(R1, 1, 1, new TreeMap<>());
        var gone = new HeartbeatChange(1, false, new TreeMap<>(), new TreeSet<>(List.of(new CameraId("c1"))));
        assertThatThrownBy(() -> gone.after(before)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Heartbeat drawn(SplittableRandom random) {
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        for (int each = 0; each < 6; each++) {
            if (random.nextInt(4) > 0) {
                var camera = new CameraId("c" + each);
                OptionalLong durable =
                        random.nextBoolean() ? OptionalLong.of(2_000_000L * random.nextInt(3)) : OptionalLong.empty();
                cameras.put(camera, new CameraReport(camera, Epoch.FIRST, random.nextBoolean(), durable));
            }
        }
        return new Heartbeat(R1, 1, random.nextInt(3), random.nextBoolean(), cameras);
    }
}
