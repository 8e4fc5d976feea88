package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.node.settings.Settings;
import org.lidless.node.settings.SettingsReader;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// A site of one machine, for which nobody has to write settings: a management server and a recorder in one process,
/// which talk with each other over loopback as two machines would, so that more can join later. Everything lies in
/// the data directory: `site` with authority, certificates and the settings of both, made at the first start and
/// never changed by the program again; `video`, the pool; `recorder`, the recorder's own directory.
final class OneMachine implements RunningNode {

    private static final NodeId MANAGEMENT = new NodeId("m1");
    private static final NodeId RECORDER = new NodeId("r1");
    private static final String SITE = "site";
    private static final int SETTINGS_BYTES_MAX = 4 << 20;
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

    private final ManagementNode management;
    private final RecorderNode recorder;

    private OneMachine(ManagementNode management, RecorderNode recorder) {
        this.management = management;
        this.recorder = recorder;
    }

    /// What somebody says at the first start.
    ///
    /// @param address how other machines reach this one; this machine alone without
    /// @param web     where browsers are answered, `host:port`
    /// @param rtsp    where players are answered, `host:port`; nowhere without
    /// @param ports   the first of five ports in a row that the two nodes use
    /// @param cameras where cameras may be although this machine is there
    record First(Optional<String> address, String web, Optional<String> rtsp, int ports, List<String> cameras) {

        First {
            cameras = List.copyOf(cameras);
        }
    }

    /// Starts both; at the first start makes what they need.
    ///
    /// @throws ProblemException as [ManagementNode#start] and [RecorderNode#start]
    static OneMachine start(World world, Path data, First first) {
        Path site = data.resolve(SITE);
        try {
            if (!world.disk().isDirectory(site)) {
                begin(world, data, site, first);
            }
            var managing = (Settings.Managing) read(world, site.resolve("management.yaml"));
            var recording = (Settings.Recording) read(world, site.resolve("recorder.yaml"));
            ManagementNode management = ManagementNode.start(world, managing, data);
            boolean started = false;
            try {
                RecorderNode recorder = RecorderNode.start(world, recording, data.resolve("recorder"));
                started = true;
                return new OneMachine(management, recorder);
            } finally {
                if (!started) {
                    management.close();
                }
            }
        } catch (IOException | ClassCastException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The data directory " + data + " cannot be used: " + failed + ".",
                    "Nothing is recorded: nothing was started.",
                    "Check its owner and the free space, or name another directory with --data.");
        }
    }

    /// Made beside and renamed, so that a start that was cut off leaves nothing that looks whole.
    private static void begin(World world, Path data, Path site, First first) throws IOException {
        Disk disk = world.disk();
        disk.createDirectories(data);
        Path half = data.resolve(
                String.format("site.part-%08x", world.chance().fork("site").bits() >>> 32));
        SiteAuthority authority = SiteAuthority.create(world, half.resolve("authority"));
        List<String> hosts = first.address().map(List::of).orElse(LOOPBACK);
        authority.issue(MANAGEMENT, hosts, true, half.resolve("tls-m1"));
        authority.issue(RECORDER, hosts, half.resolve("tls-r1"));
        disk.createDirectories(data.resolve("video"));
        write(disk, half.resolve("management.yaml"), management(first));
        write(disk, half.resolve("recorder.yaml"), recorder(first));
        disk.forceDirectory(half);
        disk.rename(half, site);
        disk.forceDirectory(data);
    }

    private static String management(First first) {
        String host = first.address().orElse("127.0.0.1");
        StringBuilder yaml = new StringBuilder("node: m1\nrole: management\n")
                .append("listen: 127.0.0.1:")
                .append(first.ports())
                .append('\n')
                .append("peer-listen: ")
                .append(host)
                .append(':')
                .append(first.ports() + 1)
                .append('\n')
                .append("consensus-listen: ")
                .append(host)
                .append(':')
                .append(first.ports() + 2)
                .append('\n')
                .append("certificates: tls-m1\nauthority: authority\n")
                .append("web:\n  listen: ")
                .append(first.web())
                .append('\n');
        first.rtsp().ifPresent(listen -> yaml.append("  rtsp: ").append(listen).append('\n'));
        if (!first.cameras().isEmpty()) {
            yaml.append("  camera-addresses:\n");
            first.cameras().forEach(each -> yaml.append("    - \"").append(each).append("\"\n"));
        }
        return yaml.append("recorders:\n  - node: r1\n    address: ")
                .append(host)
                .append(':')
                .append(first.ports() + 4)
                .append('\n')
                .toString();
    }

    private static String recorder(First first) {
        String host = first.address().orElse("127.0.0.1");
        return "node: r1\nrole: recorder\nlisten: 127.0.0.1:" + (first.ports() + 3) + "\npeer-listen: " + host + ":"
                + (first.ports() + 4) + "\ncertificates: tls-r1\nmanagement:\n  - node: m1\n    address: " + host + ":"
                + (first.ports() + 1) + "\npools:\n  - name: main\n    path: ../video\n";
    }

    private static void write(Disk disk, Path file, String text) throws IOException {
        try (DiskFile open = disk.createPrivate(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))}, 0);
            open.force();
        }
    }

    private static Settings read(World world, Path file) throws IOException {
        String text = new String(world.disk().readWhole(file, SETTINGS_BYTES_MAX), StandardCharsets.UTF_8);
        SettingsReader.Outcome read = SettingsReader.read(file, text);
        return read.settings()
                .orElseThrow(() -> new ProblemException(read.problems().getFirst()));
    }

    @Override
    public String greeting() {
        return management.greeting();
    }

    @Override
    public void tell(Consumer<String> teller) {
        management.tell(teller);
    }

    /// The recorder first: management hears that it leaves.
    @Override
    public void close() {
        recorder.close();
        management.close();
    }
}
