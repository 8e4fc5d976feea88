package org.lidless.control.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.lidless.control.site.SiteFact.CameraAdded;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.CameraChanged;
import org.lidless.control.site.SiteFact.CameraProfiled;
import org.lidless.control.site.SiteFact.CameraRemoved;
import org.lidless.control.site.SiteFact.ConfigAgreed;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.IncidentNoted;
import org.lidless.control.site.SiteFact.RecorderAdded;
import org.lidless.control.site.SiteFact.RecorderChanged;
import org.lidless.control.site.SiteFact.RecorderDrained;
import org.lidless.control.site.SiteFact.RecorderProfiled;
import org.lidless.control.site.SiteFact.RecorderRemoved;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.SiteFact.SiteRestored;
import org.lidless.control.site.evidence.EvidenceJson;
import org.lidless.control.site.people.PeopleJson;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Sha256;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One fact as a JSON object. The words of `fact` and the keys are a promise; a new fact gets a new word.
final class FactJson {

    private FactJson() {}

    static void write(SiteFact fact, ObjectNode to) {
        switch (fact) {
            case RecorderAdded f ->
                recorder(to.put("fact", "recorder-added"), f.node(), f.standby(), f.zone(), f.address());
            case RecorderChanged f ->
                recorder(to.put("fact", "recorder-changed"), f.node(), f.standby(), f.zone(), f.address());
            case RecorderRemoved f ->
                to.put("fact", "recorder-removed").put("node", f.node().value());
            case RecorderProfiled f ->
                ProfileJson.write(
                        f.profile(),
                        to.put("fact", "recorder-profiled").put("node", f.node().value()));
            case RecorderDrained f ->
                to.put("fact", "recorder-drained").put("node", f.node().value()).put("drained", f.drained());
            case CameraAdded f ->
                writeCamera(
                        to.put("fact", "camera-added"),
                        f.camera(),
                        f.address(),
                        f.primary(),
                        f.priority(),
                        f.sessions());
            case CameraChanged f ->
                writeCamera(
                        to.put("fact", "camera-changed"),
                        f.camera(),
                        f.address(),
                        f.primary(),
                        f.priority(),
                        f.sessions());
            case CameraRemoved f ->
                to.put("fact", "camera-removed").put("camera", f.camera().value());
            case CameraProfiled f ->
                ProfileJson.write(
                        f.profile(),
                        to.put("fact", "camera-profiled")
                                .put("camera", f.camera().value()));
            case CameraAssigned f ->
                to.put("fact", "camera-assigned")
                        .put("camera", f.camera().value())
                        .put("owner", f.owner().value())
                        .put("epoch", f.epoch().value());
            case ShadowAssigned f -> {
                to.put("fact", "shadow-assigned").put("camera", f.camera().value());
                f.shadow().ifPresent(shadow -> to.put("shadow", shadow.value()));
            }
            case HandbackAgreed f ->
                to.put("fact", "handback-agreed")
                        .put("camera", f.camera().value())
                        .put("owner", f.owner().value())
                        .put("epoch", f.epoch().value())
                        .put("cut-us", f.cutUs());
            case ConfigAgreed f -> write(f.revision(), to.put("fact", "config-agreed"));
            case IncidentNoted f -> IncidentJson.write(f.incident(), to.put("fact", "incident-noted"));
            case SiteRestored f ->
                to.put("fact", "site-restored")
                        .put("site", new String(SiteJson.encode(f.site()), StandardCharsets.UTF_8));
            case SiteFact.Invited f -> {
                InvitationJson.write(f.invitation(), to.put("fact", "invited"));
                to.put("at-us", f.atUs());
            }
            case SiteFact.InvitationUsed f ->
                to.put("fact", "invitation-used")
                        .put("id", f.id())
                        .put("node", f.node().value());
            case SiteFact.EvidenceNoted f -> EvidenceJson.write(f.fact(), to.put("fact", "evidence-noted"));
            case SiteFact.PeopleChanged f -> PeopleJson.write(f.change(), to.put("fact", "people-changed"));
        }
    }

    static SiteFact read(JsonNode from) {
        String word = SiteJson.text(from, "fact");
        return switch (word) {
            case "recorder-added" ->
                new RecorderAdded(node(from, "node"), standby(from), zone(from), SiteJson.text(from, "address"));
            case "recorder-changed" ->
                new RecorderChanged(node(from, "node"), standby(from), zone(from), SiteJson.text(from, "address"));
            case "recorder-removed" -> new RecorderRemoved(node(from, "node"));
            case "recorder-profiled" -> new RecorderProfiled(node(from, "node"), ProfileJson.readRecorder(from));
            case "recorder-drained" ->
                new RecorderDrained(node(from, "node"), from.required("drained").booleanValue());
            case "camera-added" -> {
                Camera c = readCamera(from);
                yield new CameraAdded(c.id(), c.address(), c.primary(), c.priority(), c.sessions());
            }
            case "camera-changed" -> {
                Camera c = readCamera(from);
                yield new CameraChanged(c.id(), c.address(), c.primary(), c.priority(), c.sessions());
            }
            case "camera-removed" -> new CameraRemoved(camera(from));
            case "camera-profiled" -> new CameraProfiled(camera(from), ProfileJson.readCamera(from));
            case "camera-assigned" -> new CameraAssigned(camera(from), node(from, "owner"), epoch(from));
            case "shadow-assigned" -> new ShadowAssigned(camera(from), optionalNode(from, "shadow"));
            case "handback-agreed" ->
                new HandbackAgreed(camera(from), node(from, "owner"), epoch(from), SiteJson.number(from, "cut-us"));
            case "config-agreed" -> new ConfigAgreed(readRevision(from));
            case "incident-noted" -> new IncidentNoted(IncidentJson.read(from));
            case "site-restored" ->
                new SiteRestored(SiteJson.decodeSite(SiteJson.text(from, "site").getBytes(StandardCharsets.UTF_8)));
            case "invited" -> new SiteFact.Invited(InvitationJson.read(from), SiteJson.number(from, "at-us"));
            case "invitation-used" -> new SiteFact.InvitationUsed(SiteJson.text(from, "id"), node(from, "node"));
            case "evidence-noted" -> new SiteFact.EvidenceNoted(EvidenceJson.readFact(from));
            case "people-changed" -> new SiteFact.PeopleChanged(PeopleJson.readChange(from));
            default -> throw new IllegalArgumentException("a fact that this program does not know: " + word);
        };
    }

    private static void recorder(ObjectNode to, NodeId node, boolean standby, Zone zone, String address) {
        to.put("node", node.value())
                .put("standby", standby)
                .put("zone", zone.value())
                .put("address", address);
    }

    static void writeCamera(
            ObjectNode to, CameraId camera, CameraAddress address, NodeId primary, int priority, int sessions) {
        to.put("camera", camera.value());
        to.put("uri", address.uri().toString());
        to.put("transport", address.transport().name().toLowerCase(Locale.ROOT));
        address.credentials().ifPresent(name -> to.put("credentials", name));
        address.certificate().ifPresent(print -> to.put("certificate", print.toString()));
        address.sub().ifPresent(uri -> to.put("sub-uri", uri.toString()));
        if (!address.audio()) {
            to.put("audio", "off");
        }
        to.put("primary", primary.value()).put("priority", priority).put("sessions", sessions);
    }

    static Camera readCamera(JsonNode from) {
        CameraAddress address = new CameraAddress(
                URI.create(SiteJson.text(from, "uri")),
                Transport.valueOf(SiteJson.text(from, "transport").toUpperCase(Locale.ROOT)),
                from.has("credentials") ? Optional.of(SiteJson.text(from, "credentials")) : Optional.empty(),
                from.has("certificate")
                        ? Optional.of(Sha256.parse(SiteJson.text(from, "certificate")))
                        : Optional.empty(),
                from.has("sub-uri") ? Optional.of(URI.create(SiteJson.text(from, "sub-uri"))) : Optional.empty(),
                !(from.has("audio") && SiteJson.text(from, "audio").equals("off")));
        int priority = from.required("priority").intValue();
        int sessions = from.required("sessions").intValue();
        return new Camera(camera(from), address, node(from, "primary"), priority, sessions);
    }

    static void write(ConfigRevision revision, ObjectNode to) {
        to.put("number", revision.number())
                .put("at-us", revision.atUs())
                .put("by", revision.by())
                .put("note", revision.note())
                .put("text", revision.text());
    }

    static ConfigRevision readRevision(JsonNode from) {
        return new ConfigRevision(
                SiteJson.number(from, "number"),
                SiteJson.number(from, "at-us"),
                SiteJson.text(from, "by"),
                SiteJson.text(from, "note"),
                SiteJson.text(from, "text"));
    }

    static Optional<NodeId> optionalNode(JsonNode from, String key) {
        return from.has(key) ? Optional.of(node(from, key)) : Optional.empty();
    }

    private static NodeId node(JsonNode from, String key) {
        return new NodeId(SiteJson.text(from, key));
    }

    private static CameraId camera(JsonNode from) {
        return new CameraId(SiteJson.text(from, "camera"));
    }

    private static Epoch epoch(JsonNode from) {
        return new Epoch(SiteJson.number(from, "epoch"));
    }

    private static boolean standby(JsonNode from) {
        return from.required("standby").booleanValue();
    }

    private static Zone zone(JsonNode from) {
        return new Zone(SiteJson.text(from, "zone"));
    }
}
