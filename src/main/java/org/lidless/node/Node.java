package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.node.settings.Settings;
import org.lidless.cli.DataDirectory;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.playback.Exports;
import org.lidless.footage.recording.PoolPlace;
import org.lidless.footage.recording.RecordedCamera;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.recording.RecorderSettings;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.wire.ControlFile;
import org.lidless.wire.ControlServer;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running recorder with everything that it needs, from [#start] to [#close].
final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final World world;
    private final Settings.Recording settings;
    private final DataDirectory data;
    private final SqliteIndex index;
    private final Exports exports;
    private final Recorder recorder;
    private final ControlServer server;

    private Node(
            World world,
            Settings.Recording settings,
            DataDirectory data,
            SqliteIndex index,
            Exports exports,
            Recorder recorder,
            ControlServer server) {
        this.world = world;
        this.settings = settings;
        this.data = data;
        this.index = index;
        this.exports = exports;
        this.recorder = recorder;
        this.server = server;
    }

    /// Starts in this order: lock, index, control address, recorder; and says in `control.json` that it answers.
    ///
    /// @throws org.lidless.domain.ProblemException `DATA_IN_USE`, `DATA_UNUSABLE`, `PORT_IN_USE`
    static Node start(World world, Settings.Recording settings, Path dataDirectory) {
        DataDirectory data = DataDirectory.lock(world.disk(), dataDirectory);
        Opened opened = new Opened();
        opened.add(data);
        try {
            SqliteIndex index = SqliteIndex.open(world.disk(), data.path());
            opened.add(index);
            Timeline timeline = timeline(world, settings, index);
            Exports exports = new Exports(world, timeline);
            opened.add(exports);
            NodeControl control = new NodeControl(world, settings, index, timeline, exports);
            String token = ControlFile.newToken(world.chance().fork("control"));
            ControlServer server = ControlServer.start(settings.listen(), control, token);
            opened.add(server);
            Recorder recorder = recorder(world, settings, data, index);
            opened.add(recorder);
            control.answersFor(recorder);
            String url = "http://" + settings.listen().getHostString() + ":" + server.port();
            ControlFile file = new ControlFile(
                    url, token, ProcessHandle.current().pid(), settings.node().value());
            file.write(world.disk(), data.path());
            opened.keep();
            return new Node(world, settings, data, index, exports, recorder, server);
        } catch (IOException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The data directory " + data.path() + " cannot be used: " + failed + ".",
                    "Nothing is recorded: the recorder was not started.",
                    "Check its owner and the free space, or name another directory with --data.");
        } finally {
            opened.close();
        }
    }

    private static Timeline timeline(World world, Settings.Recording settings, SqliteIndex index) {
        Map<PoolId, Path> directories = new TreeMap<>();
        settings.pools().forEach(pool -> directories.put(pool.pool(), pool.path()));
        return new Timeline(index, new LocalHolders(world.disk(), settings.node(), directories), world.clock());
    }

    private static Recorder recorder(World world, Settings.Recording settings, DataDirectory data, SqliteIndex index) {
        return Recorder.start(
                world,
                RecorderSettings.standard(settings.node(), data.path())
                        .withSegmentUs(settings.segment().toNanos() / 1000),
                index,
                settings.pools().stream()
                        .map(pool -> new PoolPlace(pool.pool(), pool.path()))
                        .toList(),
                settings.cameras().stream()
                        .map(camera -> new RecordedCamera(camera.source(), camera.pool()))
                        .toList());
    }

    /// What to tell whoever started it.
    String greeting() {
        int cameras = settings.cameras().size();
        return "recording " + cameras + (cameras == 1 ? " camera" : " cameras") + ", control http://"
                + settings.listen().getHostString() + ":" + server.port();
    }

    /// Stops recording cleanly: sealed, stored, closed; at most a few seconds.
    @Override
    public void close() {
        LOG.info("stopping");
        try {
            ControlFile.remove(world.disk(), data.path());
        } catch (IOException failed) {
            LOG.warn("{} could not be removed", ControlFile.NAME, failed);
        }
        recorder.stop();
        server.close();
        exports.close();
        index.close();
        data.close();
        LOG.info("stopped");
    }
}
