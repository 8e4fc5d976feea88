package org.lidless.wire.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Epoch;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;

/// What the tests of this room send each other.
final class Given {

    static final NodeId R1 = new NodeId("r1");
    static final NodeId S1 = new NodeId("s1");
    static final NodeId M1 = new NodeId("m1");
    static final StreamId LOBBY = StreamId.main(new CameraId("lobby"));
    static final StreamId DOCK = StreamId.main(new CameraId("dock"));

    private Given() {}

    static Heartbeat heartbeat(NodeId node, long boot) {
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        cameras.put(
                DOCK.camera(),
                new CameraReport(DOCK.camera(), new Epoch(3), true, OptionalLong.of(1_700_000_000_000_000L)));
        cameras.put(LOBBY.camera(), new CameraReport(LOBBY.camera(), Epoch.FIRST, false, OptionalLong.empty()));
        return new Heartbeat(node, boot, 7, cameras);
    }

    static AssignmentList assignments(NodeId recorder) {
        CameraAddress open = new CameraAddress(URI.create("rtsp://10.0.0.5/live"), Transport.TCP, Optional.empty());
        CameraAddress locked =
                new CameraAddress(URI.create("rtsp://10.0.0.6:8554/a?b=c"), Transport.UDP, Optional.of("yard"));
        NodeId other = recorder.equals(S1) ? R1 : S1;
        Assignment shadowed = new Assignment(
                DOCK.camera(),
                Assignment.Mode.SHADOW,
                new Epoch(2),
                other,
                Optional.of(recorder),
                other,
                OptionalLong.of(1_700_000_000_000_000L),
                90,
                locked,
                8);
        Assignment recorded = new Assignment(
                LOBBY.camera(),
                Assignment.Mode.RECORD,
                Epoch.FIRST,
                recorder,
                Optional.empty(),
                recorder,
                OptionalLong.empty(),
                50,
                open,
                3);
        SortedMap<NodeId, String> peers = new TreeMap<>();
        peers.put(other, "10.0.0.2:7301");
        return new AssignmentList(recorder, 9, List.of(shadowed, recorded), peers);
    }

    /// A long list of cameras to record.
    static AssignmentList manyAssignments(NodeId recorder, int count) {
        List<Assignment> all = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            all.add(new Assignment(
                    new CameraId(String.format("camera-%05d", each)),
                    Assignment.Mode.RECORD,
                    Epoch.FIRST,
                    recorder,
                    Optional.empty(),
                    recorder,
                    OptionalLong.empty(),
                    50,
                    new CameraAddress(URI.create("rtsp://10.0.0.5/live/" + each), Transport.TCP, Optional.empty()),
                    1));
        }
        return new AssignmentList(recorder, 1, all, new TreeMap<>());
    }

    /// Marks of a camera with 25 pictures a second and reordered ones.
    static List<SampleMark> marks(long run, long first, int count) {
        List<SampleMark> marks = new ArrayList<>();
        for (long number = first; number < first + count; number++) {
            marks.add(new SampleMark(
                    new RunId(run),
                    number,
                    number * 3_600,
                    number * 3_600 + number % 3 * 3_600,
                    1_700_000_000_000_000L + number * 40_000 + number % 3 * 40_000,
                    (int) (5_000 + number * 7 % 900),
                    number % 50 == 0,
                    number * 0x9E37_79B9_7F4A_7C15L));
        }
        return marks;
    }

    static MarkFeed.Batch batch(StreamId stream, NodeId writer, List<SampleMark> marks, long nextPlace) {
        long endUs = marks.isEmpty() ? Long.MIN_VALUE : marks.getLast().timeUs() + 40_000;
        return new MarkFeed.Batch(new Watermark(stream, writer, new Epoch(4), marks, endUs), nextPlace);
    }
}
