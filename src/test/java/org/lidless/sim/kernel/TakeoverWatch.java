package org.lidless.sim.kernel;

import java.util.OptionalInt;
import java.util.stream.Stream;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;

/// `CAPACITY`: when recorders are away and everything else has been well for long, no standby has more cameras to write
/// than it bears: those it records, and those that it shadows of who is away.
///
/// `IN-TIME`: while one recorder is away and everything else has been well for long, its cameras belong to others soon,
/// unless every standby records as many as it bears.
final class TakeoverWatch {

    private static final long LOOK_US = 250_000;
    /// Silence until the last that a witness said, once more until that counts no longer, and agreement.
    private static final long LIMIT_US = 4_000_000;
    /// An answer that is lost, and one that comes late, cost this much more.
    private static final long UNKNOWN_US = 6_000_000;
    /// All others were well for this long before.
    private static final long WELL_US = 7_000_000;

    private final ControlWorld world;
    private final Failures failures;

    TakeoverWatch(ControlWorld world, Failures failures) {
        this.world = world;
        this.failures = failures;
    }

    void begin() {
        world.kernel().after(LOOK_US, this::look);
    }

    private void look() {
        world.kernel().after(LOOK_US, this::look);
        for (ManagedNode each : world.recorders()) {
            long awayUs = each.awayUs();
            if (awayUs > (world.log().isCalm() ? LIMIT_US : LIMIT_US + UNKNOWN_US) && areOthersWell(each, awayUs)) {
                judge(each);
            }
        }
    }

    private boolean areOthersWell(ManagedNode away, long awayUs) {
        long sinceUs = world.kernel().nowUs() - awayUs - WELL_US;
        return Stream.concat(world.recorders().stream(), world.managements().stream())
                        .allMatch(each -> each.equals(away) || each.disturbedUs() < sinceUs)
                && world.net().troubledUs() < sinceUs
                && world.log().ledSinceUs() < sinceUs;
    }

    private boolean isRoom(Site site) {
        return site.recorders().values().stream().filter(Recorder::standby).anyMatch(each -> {
            OptionalInt streams = site.policy().of(each.node()).capacity().streams();
            long records = site.ownerships().values().stream()
                    .filter(held -> held.owner().equals(each.node()))
                    .count();
            return world.node(each.node()).awayUs() == 0 && (streams.isEmpty() || records < streams.getAsInt());
        });
    }

    private void judge(ManagedNode away) {
        Site site = world.leaderSite();
        site.ownerships().forEach((camera, held) -> {
            if (held.owner().equals(away.id()) && isRoom(site)) {
                failures.fail("IN-TIME", camera + " still belongs to " + away.name + ", away for " + away.awayUs());
            }
        });
    }
}
