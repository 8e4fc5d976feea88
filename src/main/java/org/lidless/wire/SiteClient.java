package org.lidless.wire;

import java.util.List;

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

    @Override
    public List<RecorderReport> recorders() {
        return List.of(node.ask(node.request("/api/recorders").GET(), RecorderReport[].class));
    }

    @Override
    public RecorderReport drain(String recorder) {
        return move(recorder, "drain");
    }

    @Override
    public RecorderReport giveBack(String recorder) {
        return move(recorder, "return");
    }

    private RecorderReport move(String recorder, String verb) {
        String path = "/api/recorders/" + ControlClient.encoded(recorder) + "/" + verb;
        return node.ask(node.request(path).POST(ControlClient.NOTHING), RecorderReport.class);
    }
}
