package org.lidless.wire;

/// Asks a running management server about its site.
final class SiteClient implements SiteDesk {

    private final ControlClient node;

    SiteClient(ControlClient node) {
        this.node = node;
    }

    @Override
    public FailoverPlanReport failoverPlan() {
        return node.ask(node.request("/api/failover/plan").GET(), FailoverPlanReport.class);
    }
}
