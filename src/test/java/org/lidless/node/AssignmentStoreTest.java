package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Assignment;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.world.SystemDisk;

class AssignmentStoreTest {

    private static final NodeId S1 = new NodeId("s1");

    @TempDir
    private Path directory;

    @Test
    void whatWasSavedLastIsThereAfterARestart() throws IOException {
        AssignmentStore store = new AssignmentStore(new SystemDisk(), directory);
        assertThat(store.load()).isEmpty();
        store.save(list(7));
        store.save(list(8));
        assertThat(new AssignmentStore(new SystemDisk(), directory).load()).contains(list(8));
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFileThatCannotBeUnderstoodCountsAsNone() throws IOException {
        AssignmentStore store = new AssignmentStore(new SystemDisk(), directory);
        Files.writeString(directory.resolve(AssignmentStore.FILE), "{\"v\":1,\"recorder\":");
        assertThat(store.load()).isEmpty();
        store.save(list(9));
        assertThat(store.load()).contains(list(9));
    }

    @Test
    void whatAPowerLossLeftOfASaveIsNoHindrance() throws IOException {
        AssignmentStore store = new AssignmentStore(new SystemDisk(), directory);
        store.save(list(3));
        Files.writeString(directory.resolve(AssignmentStore.FILE + ".new"), "half of it");
        assertThat(store.load()).contains(list(3));
        store.save(list(4));
        assertThat(store.load()).contains(list(4));
    }

    private static AssignmentList list(long version) {
        var address = new CameraAddress(
                URI.create("rtsp://10.1.4.17/live"),
                Transport.TCP,
                Optional.of("lobby"),
                Optional.empty(),
                Optional.of(URI.create("rtsp://10.1.4.17/small")));
        var assignment = new Assignment(
                new CameraId("gate"),
                Mode.SHADOW,
                new Epoch(3),
                new NodeId("r1"),
                Optional.of(S1),
                new NodeId("r1"),
                OptionalLong.of(1_000_000),
                50,
                address,
                version);
        SortedMap<NodeId, String> peers = new TreeMap<>();
        peers.put(new NodeId("r1"), "10.1.0.6:7400");
        return new AssignmentList(S1, version, List.of(assignment), peers);
    }
}
