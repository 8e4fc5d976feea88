package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RecordingHours;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;

class OffHoursTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final CameraId DOCK = new CameraId("dock");
    private static final CameraId GATE = new CameraId("gate");
    private static final long OFF_US = TimeSpan.micros(Instant.parse("2026-11-20T19:00:01.5Z"));
    private static final long SOON_US = TimeSpan.micros(Instant.parse("2026-11-21T06:59:55Z"));

    @Test
    void nothingOfACameraThatIsOffCanBeLostAtWhoeverHasIt() {
        SortedMap<CameraId, CameraReport> said = reports(OFF_US);
        assertThat(said).containsOnlyKeys(GATE);
        CameraReport report = Objects.requireNonNull(said.get(GATE));
        assertThat(report.ready()).isTrue();
        assertThat(report.epoch()).isEqualTo(Epoch.FIRST);
        assertThat(report.durableUs()).hasValue(OFF_US / 1_000_000 * 1_000_000);
    }

    @Test
    void aCameraIsCalledBeforeItsHours() {
        assertThat(reports(SOON_US - 1)).containsOnlyKeys(GATE);
        assertThat(reports(SOON_US)).isEmpty();
    }

    /// A recorder that started without management may go by a clock that is ahead.
    @Test
    void aClockThatIsSetBackHindersNobodyFromFollowingAList() {
        OffHours hours = new OffHours(_ -> Optional.empty());
        hours.look(list("07:00-19:00 UTC"), OFF_US);
        long backUs = OFF_US - 3_600_000_000L;
        assertThat(hours.look(list("07:00-19:00 UTC"), backUs)).isTrue();
        hours.tell(backUs);
        assertThat(hours.isOff(GATE)).isFalse();
    }

    private static SortedMap<CameraId, CameraReport> reports(long siteUs) {
        AssignmentList list = list("07:00-19:00 UTC");
        OffHours hours = new OffHours(_ -> Optional.empty());
        hours.look(list, siteUs);
        return hours.reports(list, siteUs);
    }

    private static AssignmentList list(String hours) {
        SortedMap<CameraId, CameraCare> care =
                new TreeMap<>(Map.of(GATE, new CameraCare(Optional.empty(), Optional.of(RecordingHours.parse(hours)))));
        return new AssignmentList(R1, 1, List.of(assignment(DOCK), assignment(GATE)), new TreeMap<>()).withCare(care);
    }

    private static Assignment assignment(CameraId camera) {
        return new Assignment(
                camera,
                Assignment.Mode.RECORD,
                Epoch.FIRST,
                R1,
                Optional.empty(),
                R1,
                OptionalLong.empty(),
                50,
                new CameraAddress(URI.create("rtsp://camera/"), Transport.TCP, Optional.empty()),
                1);
    }
}
