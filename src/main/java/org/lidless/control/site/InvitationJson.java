package org.lidless.control.site;

import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.NodeRole;
import org.lidless.domain.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An invitation as JSON.
final class InvitationJson {

    private InvitationJson() {}

    static void write(Invitation invitation, ObjectNode to) {
        to.put("id", invitation.id());
        to.put("proof", invitation.proof().toString());
        to.put("role", invitation.role().word());
        invitation.node().ifPresent(node -> to.put("node", node.value()));
        to.put("until-us", invitation.untilUs());
        invitation.usedBy().ifPresent(node -> to.put("used-by", node.value()));
    }

    static Invitation read(JsonNode from) {
        String role = SiteJson.text(from, "role");
        return new Invitation(
                SiteJson.text(from, "id"),
                Sha256.parse(SiteJson.text(from, "proof")),
                NodeRole.of(role).orElseThrow(() -> new IllegalArgumentException("no role " + role)),
                node(from, "node"),
                SiteJson.number(from, "until-us"),
                node(from, "used-by"));
    }

    private static Optional<NodeId> node(JsonNode from, String key) {
        return FactJson.optionalNode(from, key);
    }
}
