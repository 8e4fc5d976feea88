package org.lidless.sim.footage;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.control.management.Answer;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;
import org.lidless.sim.kernel.SimKernel;
import org.lidless.sim.kernel.SimLog;
import org.lidless.sim.kernel.SimNet;

/// A whole site with pictures in it, in one thread: management, two primaries, one standby (two in some seeds),
/// four cameras, and a seed's faults.
final class FootageSite {

    static final long EPOCH_US = 1_700_000_000_000_000L;
    static final long HOLD_DOWN_US = 3_000_000;
    /// Frames of the last seconds, which may still be on their way.
    static final int YOUNG_FRAMES = 30;

    private static final long SECOND_US = 1_000_000;
    private static final long FAULTS_FROM_US = 9 * SECOND_US;
    static final long FAULTS_TO_US = 26 * SECOND_US;
    private static final long HEALED_MIN_US = 8 * SECOND_US;
    private static final long HEALED_MAX_US = 60 * SECOND_US;
    private static final long OPERATOR_US = 200_000;

    final SimKernel kernel;
    final SimNet net;
    final SimLog log;
    final FootageOracles oracles;
    final FootageMutant mutant;
    final List<FootageManagement> managements = new ArrayList<>();
    final List<FootageRecorder> recorders = new ArrayList<>();
    final List<FilmedCamera> cameras = new ArrayList<>();
    final FootageFaults faults;
    private final ArrayDeque<SiteCommand> commands = new ArrayDeque<>();
    private boolean asked;
    private int streams;

    FootageSite(long seed, FootageMutant mutant) {
        this.kernel = new SimKernel(seed);
        this.mutant = mutant;
        List<String> members = seed % 5 == 0 ? List.of("m1", "m2", "m3") : List.of("m1");
        this.net = new SimNet(kernel);
        this.log = new SimLog(kernel, members.size());
        this.oracles = new FootageOracles(this);
        this.faults = new FootageFaults(this);
        List<FilmedCamera.Kind> kinds = List.of(
                FilmedCamera.Kind.STEADY,
                FilmedCamera.Kind.UNEVEN,
                seed % 7 == 0 ? FilmedCamera.Kind.STILL : FilmedCamera.Kind.LOOPING,
                seed % 3 == 0 ? FilmedCamera.Kind.PER_SESSION : FilmedCamera.Kind.UNEVEN);
        List<String> nodes = seed % 4 == 0 ? List.of("r1", "r2", "s1", "s2") : List.of("r1", "r2", "s1");
        for (String name : nodes) {
            var zone = new Zone(name.endsWith("1") ? "east" : "west");
            commands.add(new AddRecorder(new NodeId(name), name.startsWith("s"), zone, name + ".site:7400"));
        }
        for (int each = 0; each < kinds.size(); each++) {
            String name = "cam-" + (each + 1);
            cameras.add(new FilmedCamera(kernel, name, kinds.get(each)));
            commands.add(camera(name, each % 2 == 0 ? "r1" : "r2"));
        }
        members.forEach(name -> managements.add(new FootageManagement(this, name)));
        nodes.forEach(name -> recorders.add(new FootageRecorder(this, name)));
        log.calm();
        kernel.after(OPERATOR_US, this::operate);
    }

    private static SiteCommand camera(String name, String primary) {
        var address = new CameraAddress(URI.create("rtsp://" + name + "/main"), Transport.TCP, Optional.empty());
        return new AddCamera(new CameraId(name), address, new NodeId(primary), 50, 2);
    }

    /// Faults, healing, and time to settle; then everything must be as it should be.
    void run() {
        kernel.runUntil(FAULTS_FROM_US);
        faults.schedule(FAULTS_TO_US);
        kernel.runUntil(FAULTS_TO_US);
        faults.heal();
        kernel.runUntil(FAULTS_TO_US + HEALED_MIN_US);
        while (kernel.nowUs() < FAULTS_TO_US + HEALED_MAX_US
                && !oracles.unsettled().isEmpty()) {
            kernel.runUntil(kernel.nowUs() + SECOND_US);
        }
        oracles.judge();
    }

    /// Each stream draws from a number of its own.
    int nextStream() {
        return streams++;
    }

    boolean isSetUp() {
        return commands.isEmpty();
    }

    FootageRecorder recorder(NodeId node) {
        return recorders.stream()
                .filter(each -> each.id().equals(node))
                .findFirst()
                .orElseThrow();
    }

    FilmedCamera camera(CameraId id) {
        return cameras.stream().filter(each -> each.id.equals(id)).findFirst().orElseThrow();
    }

    /// The operator gives one command after the other, to whoever leads, again and again until it is done.
    private void operate() {
        kernel.after(OPERATOR_US, this::operate);
        Optional<FootageManagement> leader = managements.stream()
                .filter(each -> each.isRunning() && log.leadership(each).leading())
                .findFirst();
        if (asked || commands.isEmpty() || leader.isEmpty()) {
            return;
        }
        SiteCommand command = commands.getFirst();
        asked = true;
        kernel.after(3 * SECOND_US, () -> asked = false);
        leader.get().management().submit(command, answer -> {
            if (answer instanceof Answer.Done && command.equals(commands.peekFirst())) {
                commands.removeFirst();
            }
            asked = false;
        });
    }
}
