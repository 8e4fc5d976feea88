package org.lidless.node;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lidless.control.failover.GroupState;
import org.lidless.control.site.GroupName;
import org.lidless.domain.Problem;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the leader's log when a failover group is at risk, when cameras are recorded by nobody, and when all is well
/// again: each once. A thread of its own.
final class GroupAlarms implements Runnable {

    private static final long LOOK_US = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(GroupAlarms.class);

    private final Supplier<List<GroupState>> groups;
    private final Clock clock;
    private final SortedMap<GroupName, Problem> told = new TreeMap<>();

    /// @param groups as the leader sees them; none when this server does not lead
    GroupAlarms(Supplier<List<GroupState>> groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                groups.get().forEach(this::look);
            } catch (RuntimeException bug) {
                LOG.debug("the groups could not be looked at; looked at again", bug);
            }
            clock.pauseUs(LOOK_US);
        }
    }

    private void look(GroupState group) {
        Optional<Problem> problem = FailoverTeller.problem(group);
        Optional<Problem> before = Optional.ofNullable(told.get(group.group()));
        if (problem.equals(before)) {
            return;
        }
        if (problem.isPresent()) {
            told.put(group.group(), problem.get());
            LOG.warn("{}", problem.get());
        } else {
            told.remove(group.group());
            LOG.info("Failover group {} is protected again.", group.group());
        }
    }
}
