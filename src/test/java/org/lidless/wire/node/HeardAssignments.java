package org.lidless.wire.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;

/// A recorder that only listens to management.
final class HeardAssignments implements ManagementHearer {

    final List<String> links = new CopyOnWriteArrayList<>();
    final List<AssignmentList> lists = new CopyOnWriteArrayList<>();
    final List<Problem> problems = new CopyOnWriteArrayList<>();

    @Override
    public void opened(NodeId management) {
        links.add("opened");
    }

    @Override
    public void closed(NodeId management) {
        links.add("closed");
    }

    @Override
    public void assigned(AssignmentList assignments) {
        lists.add(assignments);
    }

    @Override
    public void refused(NodeId management, Problem problem) {
        problems.add(problem);
    }
}
