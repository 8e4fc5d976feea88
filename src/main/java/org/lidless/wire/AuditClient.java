package org.lidless.wire;

import java.util.List;
import java.util.Optional;

/// Asks a running node about audit chains.
final class AuditClient implements AuditDesk {

    private final ControlClient node;

    AuditClient(ControlClient node) {
        this.node = node;
    }

    @Override
    public Head head(long asked) {
        return node.ask(node.request("/api/audit/head?asked=" + asked).GET(), Head.class);
    }

    @Override
    public Part part(String of, int file) {
        String path = "/api/audit/part?file=" + file + "&node=" + ControlClient.encoded(of);
        return node.ask(node.request(path).GET(), Part.class);
    }

    @Override
    public Page records(Question question) {
        return node.ask(node.request(question.path()).GET(), Page.class);
    }

    @Override
    public List<Checked> check(Optional<String> of) {
        String path = "/api/audit/check"
                + of.map(name -> "?node=" + ControlClient.encoded(name)).orElse("");
        return List.of(node.ask(node.request(path).GET(), Checked[].class));
    }

    @Override
    public List<Kept> kept() {
        return List.of(node.ask(node.request("/api/audit/kept").GET(), Kept[].class));
    }
}
