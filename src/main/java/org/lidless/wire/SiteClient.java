package org.lidless.wire;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

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

    @Override
    public ConfigReport config(Optional<Long> revision) {
        String query = revision.map(number -> "?revision=" + number).orElse("");
        return node.ask(node.request("/api/config" + query).GET(), ConfigReport.class);
    }

    @Override
    public List<ConfigReport> configHistory() {
        return List.of(node.ask(node.request("/api/config/history").GET(), ConfigReport[].class));
    }

    @Override
    public ConfigReport apply(ConfigOrder order) {
        return node.ask(
                node.request("/api/config")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.encode(order))),
                ConfigReport.class);
    }

    @Override
    public ConfigReport rollback(long revision, String by) {
        String query = "?revision=" + revision + "&by=" + ControlClient.encoded(by);
        return node.ask(node.request("/api/config/rollback" + query).POST(ControlClient.NOTHING), ConfigReport.class);
    }

    @Override
    public BackupReport backup() {
        return node.ask(node.request("/api/backups").POST(ControlClient.NOTHING), BackupReport.class);
    }

    @Override
    public List<BackupReport> backups() {
        return List.of(node.ask(node.request("/api/backups").GET(), BackupReport[].class));
    }

    @Override
    public List<IncidentReport> incidents() {
        return List.of(node.ask(node.request("/api/failover/history").GET(), IncidentReport[].class));
    }
}
