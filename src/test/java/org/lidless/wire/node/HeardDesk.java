package org.lidless.wire.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;

/// A management that only listens.
final class HeardDesk implements ManagementDesk {

    final List<String> links = new CopyOnWriteArrayList<>();
    final List<Heartbeat> beats = new CopyOnWriteArrayList<>();
    final List<WitnessReport> reports = new CopyOnWriteArrayList<>();
    volatile boolean leads = true;

    @Override
    public void opened(NodeId node, long boot) {
        links.add("opened " + node + " " + boot);
    }

    @Override
    public void closed(NodeId node, long boot) {
        links.add("closed " + node + " " + boot);
    }

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        beats.add(heartbeat);
    }

    @Override
    public void witnessed(WitnessReport report) {
        reports.add(report);
    }

    @Override
    public void met(NodeId server) {
        links.add("met " + server);
    }

    @Override
    public boolean leads() {
        return leads;
    }
}
