package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.Site;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.wire.AuditDesk.Checked;
import org.lidless.wire.Json;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.world.World;

/// A site of three servers: `m1` answers, `m2` can be asked, `m3` is away. A chain has a record of its beginning.
final class SiteAuditTest {

    private static final NodeId OWN = new NodeId("m1");
    private static final NodeId OTHER = new NodeId("m2");
    private static final NodeId AWAY = new NodeId("m3");

    private final World world = World.real();
    private final List<NodeId> asked = new ArrayList<>();
    private final List<AuditTrail> trails = new ArrayList<>();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private NodeAudit other;

    @SuppressWarnings("NullAway.Init")
    private SiteAudit audit;

    @BeforeEach
    void open() throws IOException {
        NodeAudit own = chain(OWN, 3);
        other = chain(OTHER, 5);
        List<ManagementServer> servers = new ArrayList<>();
        for (NodeId each : List.of(OWN, OTHER, AWAY)) {
            servers.add(new ManagementServer(each, each + ":7300", each + ":7301"));
        }
        audit = new SiteAudit(own, () -> Site.EMPTY, () -> servers, this::ask);
    }

    private NodeAudit chain(NodeId node, int records) throws IOException {
        Path data = Files.createDirectories(directory.resolve(node.value()));
        AuditTrail trail = AuditTrail.open(world, data.resolve("audit"), node.value());
        trails.add(trail);
        for (int i = 0; i < records; i++) {
            trail.record("anna", "192.0.2.1", "export", "gate", "done");
        }
        return NodeAudit.in(world.disk(), data, trail, node);
    }

    private Answered ask(NodeId node, String address, Asked question) throws IOException {
        asked.add(node);
        if (node.equals(AWAY)) {
            throw new IOException("no answer from " + address);
        }
        assertThat(question.path()).startsWith("/api/audit/part?file=0");
        return new Answered(200, "application/json", Json.encode(other.part("", 0)));
    }

    @AfterEach
    void close() {
        trails.forEach(AuditTrail::close);
    }

    private static List<String> words(List<Checked> all) {
        return all.stream()
                .map(each -> each.node() + " " + each.state() + " " + each.records())
                .toList();
    }

    @Test
    void allAreAsked() {
        assertThat(words(audit.check(Optional.empty()))).containsExactly("m1 unbroken 4", "m2 unbroken 6", "m3 away 0");
    }

    @Test
    void ofOneNodeThatOneAloneIsAsked() {
        assertThat(words(audit.check(Optional.of("m2")))).containsExactly("m2 unbroken 6");
        assertThat(asked).containsExactly(OTHER);
    }

    @Test
    void forItsOwnChainNobodyIsAsked() {
        assertThat(words(audit.check(Optional.of("m1")))).containsExactly("m1 unbroken 4");
        assertThat(asked).isEmpty();
    }

    @Test
    void aNodeThatIsNotOfTheSiteIsSaidNotToBe() {
        assertThatThrownBy(() -> audit.check(Optional.of("m9")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("m9");
        assertThat(asked).isEmpty();
    }
}
