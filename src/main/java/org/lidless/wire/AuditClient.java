package org.lidless.wire;

import java.util.List;
import org.lidless.domain.ProblemCode;

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

    /// `lidless audit list` reads the files.
    @Override
    public Page records(Question question) {
        throw ProblemCode.REQUEST_REFUSED.because(
                "Records are not asked for here.", "Not concerned.", "lidless audit list reads the node's files.");
    }

    @Override
    public List<Checked> check() {
        return List.of(node.ask(node.request("/api/audit/check").GET(), Checked[].class));
    }

    @Override
    public List<Kept> kept() {
        return List.of(node.ask(node.request("/api/audit/kept").GET(), Kept[].class));
    }
}
