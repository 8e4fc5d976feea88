package org.lidless.sim.footage;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.RecorderProfile;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SiteCommand.DrainRecorder;
import org.lidless.control.site.SiteCommand.ProfileRecorder;
import org.lidless.control.site.SiteCommand.ReturnRecorder;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;
import org.lidless.sim.footage.SitePlan.CameraPlan;
import org.lidless.sim.footage.SitePlan.RecorderPlan;
import org.lidless.sim.kernel.ControlFlaw;
import org.lidless.sim.kernel.ControlOracles;
import org.lidless.sim.kernel.ControlWorld;
import org.lidless.sim.kernel.Failures;
import org.lidless.sim.kernel.Operator;
import org.lidless.sim.kernel.SimKernel;
import org.lidless.sim.kernel.SimLog;
import org.lidless.sim.kernel.SimManagement;
import org.lidless.sim.kernel.SimNet;

/// A whole site with pictures in it, in one thread: management servers, primaries, standbys and cameras as a
/// [SitePlan] says, and whatever is done to them.
final class FootageSite implements ControlWorld {

    static final long EPOCH_US = 1_700_000_000_000_000L;
    /// Frames of the last seconds, which may still be on their way.
    static final int YOUNG_FRAMES = 30;

    private static final long HOLD_DOWN_US = 3_000_000;
    private static final long SECOND_US = 1_000_000;
    private static final long SETTLES_MIN_US = 5 * SECOND_US;
    private static final long SETTLES_MAX_US = 60 * SECOND_US;
    private static final int PRIORITY = 50;

    final SitePlan plan;
    final SimKernel kernel;
    final SimNet net;
    final SimLog log;
    final Failures failures;
    final ControlOracles control;
    final FootageOracles oracles;
    final FootageMutant mutant;
    final List<SimManagement> managements = new ArrayList<>();
    final List<FootageRecorder> recorders = new ArrayList<>();
    final List<FilmedCamera> cameras = new ArrayList<>();
    final FootageFaults faults;
    private final Operator operator;
    private int streams;
    /// Whether the scenario is one of those that must not cost a frame, and from when on.
    boolean isPromised;

    long promisedFromUs;

    FootageSite(SitePlan plan, FootageMutant mutant) {
        this.plan = plan;
        this.kernel = new SimKernel(plan.seed());
        this.mutant = mutant;
        this.net = new SimNet(kernel);
        this.log = new SimLog(kernel, plan.managements());
        this.failures = new Failures(kernel);
        this.control = new ControlOracles(this, failures);
        this.oracles = new FootageOracles(this);
        this.faults = new FootageFaults(this);
        this.operator = new Operator(this);
        new CapacityWatch(this).begin();
        for (RecorderPlan each : plan.recorders()) {
            operator.wants(
                    new AddRecorder(each.node(), each.standby(), new Zone(each.zone()), each.node() + ".site:7400"));
            if (each.streams() > 0) {
                operator.wants(new ProfileRecorder(each.node(), bears(each.streams())));
            }
        }
        for (CameraPlan each : plan.cameras()) {
            cameras.add(new FilmedCamera(kernel, each));
            operator.wants(camera(each));
        }
        if (plan.sure()) {
            log.calm();
        }
        for (int each = 1; each <= plan.managements(); each++) {
            managements.add(new SimManagement(this, "m" + each));
        }
        plan.recorders()
                .forEach(each ->
                        recorders.add(new FootageRecorder(this, each.node().value())));
    }

    private static RecorderProfile bears(int streams) {
        var most =
                new Capacity(OptionalInt.of(streams), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        return new RecorderProfile(GroupName.ONLY, most);
    }

    private SiteCommand camera(CameraPlan plan) {
        var address = new CameraAddress(URI.create("rtsp://" + plan.name() + "/main"), Transport.TCP, Optional.empty());
        int sessions = mutant == FootageMutant.IGNORES_SESSIONS ? plan.sessions() + 1 : plan.sessions();
        return new AddCamera(new CameraId(plan.name()), address, plan.primary(), PRIORITY, sessions);
    }

    void play(Scenario scenario) {
        play(scenario, 0, scenario.steps().size());
    }

    /// The steps from one on to another (exclusive), in order.
    void play(Scenario scenario, int from, int to) {
        int first = scenario.firstFault();
        for (int at = from; at < to; at++) {
            if (at == first) {
                isPromised = scenario.hasOneVictim() && oracles.unsettled().isEmpty();
                promisedFromUs = kernel.nowUs();
            }
            faults.play(scenario.steps().get(at));
        }
    }

    /// Time to settle; then everything must be as it should be.
    void settle() {
        long fromUs = kernel.nowUs();
        kernel.runUntil(fromUs + SETTLES_MIN_US);
        while (kernel.nowUs() < fromUs + SETTLES_MAX_US && !oracles.unsettled().isEmpty()) {
            kernel.runUntil(kernel.nowUs() + SECOND_US);
        }
        oracles.judge();
    }

    /// The operator takes a recorder away for a while, without a break.
    void drain(NodeId node, long us) {
        operator.wants(new DrainRecorder(node));
        kernel.after(us, () -> operator.wants(new ReturnRecorder(node)));
    }

    /// Each stream draws from a number of its own.
    int nextStream() {
        return streams++;
    }

    boolean isSetUp() {
        return operator.isDone();
    }

    FootageRecorder recorder(NodeId node) {
        for (FootageRecorder each : recorders) {
            if (each.id().equals(node)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no recorder " + node);
    }

    FilmedCamera camera(CameraId id) {
        for (FilmedCamera each : cameras) {
            if (each.id.equals(id)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no camera " + id);
    }

    @Override
    public SimKernel kernel() {
        return kernel;
    }

    @Override
    public SimNet net() {
        return net;
    }

    @Override
    public SimLog log() {
        return log;
    }

    @Override
    public ControlOracles control() {
        return control;
    }

    @Override
    public ControlFlaw flaw() {
        return mutant.flaw;
    }

    @Override
    public List<SimManagement> managements() {
        return managements;
    }

    @Override
    public List<FootageRecorder> recorders() {
        return recorders;
    }

    @Override
    public long holdDownUs() {
        return HOLD_DOWN_US;
    }

    @Override
    public int sessionsOf(CameraId camera) {
        return camera(camera).plan.sessions();
    }
}
