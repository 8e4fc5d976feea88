package org.lidless.control.management;

import java.util.Optional;
import org.lidless.control.failover.FailoverPlanner;
import org.lidless.control.failover.HandbackPlanner;
import org.lidless.control.failover.Health;
import org.lidless.control.failover.Plan;
import org.lidless.control.failover.ShadowSpreader;
import org.lidless.control.site.Site;

/// What followed from a site and the health of its recorders, kept as long as both are the same: ten times a
/// second the same question has the same answer. One thread owns it.
final class Considered {

    private Optional<Answered> last = Optional.empty();

    private record Answered(Site site, Health health, Plan plan, boolean couldHandBack, boolean couldSpread) {}

    Plan plan(Site site, Health health) {
        return answered(site, health).plan();
    }

    /// Whether any shadow could be moved.
    boolean couldSpread(Site site, Health health) {
        return answered(site, health).couldSpread();
    }

    /// Whether any camera could change hands between living recorders.
    boolean couldHandBack(Site site, Health health) {
        return answered(site, health).couldHandBack();
    }

    private Answered answered(Site site, Health health) {
        Optional<Answered> same = last.filter(
                each -> each.site().version() == site.version() && each.health().equals(health));
        Answered answered = same.orElseGet(() -> new Answered(
                site,
                health,
                FailoverPlanner.plan(site, health),
                HandbackPlanner.couldPlan(site, health),
                ShadowSpreader.couldPlan(site, health)));
        last = Optional.of(answered);
        return answered;
    }
}
