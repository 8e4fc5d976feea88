package org.lidless.control.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.lidless.control.site.evidence.Evidence;
import org.lidless.control.site.evidence.EvidenceJson;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleJson;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.Zone;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Entries and whole sites as JSON in UTF-8, byte for byte the same for the same value: `docs/formats/facts.md`.
public final class SiteJson {

    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SiteJson() {}

    /// One entry of the log.
    public static byte[] encode(SiteEntry entry) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("v", VERSION);
        node.put("proposer", entry.proposer().value());
        node.put("serial", entry.serial());
        node.put("based-on", entry.basedOn());
        ArrayNode facts = node.putArray("facts");
        entry.facts().forEach(fact -> FactJson.write(fact, facts.addObject()));
        return bytes(node);
    }

    /// Reads what [#encode(SiteEntry)] wrote.
    ///
    /// @throws IllegalArgumentException when it is of a newer version or no entry at all
    public static SiteEntry decodeEntry(byte[] json) {
        return read(json, SiteJson::readEntry);
    }

    private static SiteEntry readEntry(JsonNode node) {
        List<SiteFact> facts = new ArrayList<>();
        node.required("facts").forEach(fact -> facts.add(FactJson.read(fact)));
        return new SiteEntry(
                new NodeId(text(node, "proposer")), number(node, "serial"), number(node, "based-on"), facts);
    }

    /// The whole site, for a snapshot.
    public static byte[] encode(Site site) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("v", VERSION);
        node.put("version", site.version());
        ArrayNode recorders = node.putArray("recorders");
        site.recorders().values().forEach(each -> {
            ObjectNode recorder = recorders
                    .addObject()
                    .put("node", each.node().value())
                    .put("standby", each.standby())
                    .put("zone", each.zone().value())
                    .put("address", each.address())
                    .put("version", each.version());
            ProfileJson.write(site.policy().of(each.node()), recorder);
            if (site.policy().drained().contains(each.node())) {
                recorder.put("drained", true);
            }
        });
        ArrayNode cameras = node.putArray("cameras");
        site.cameras().values().forEach(each -> {
            ObjectNode camera = cameras.addObject();
            FactJson.writeCamera(camera, each.id(), each.address(), each.primary(), each.priority(), each.sessions());
            writeOwnership(camera, site.ownership(each.id()));
            ProfileJson.write(site.policy().of(each.id()), camera);
        });
        ArrayNode retired = node.putArray("retired");
        site.retired()
                .forEach((camera, epoch) ->
                        retired.addObject().put("camera", camera.value()).put("epoch", epoch.value()));
        if (!site.config().revisions().isEmpty()) {
            ArrayNode config = node.putArray("config");
            site.config().revisions().forEach(each -> FactJson.write(each, config.addObject()));
        }
        if (!site.invitations().isEmpty()) {
            ArrayNode invitations = node.putArray("invitations");
            site.invitations().values().forEach(each -> InvitationJson.write(each, invitations.addObject()));
        }
        if (!site.incidents().isEmpty()) {
            ArrayNode incidents = node.putArray("incidents");
            site.incidents().forEach(each -> IncidentJson.write(each, incidents.addObject()));
        }
        if (!site.evidence().isEmpty()) {
            EvidenceJson.write(site.evidence(), node.putObject("evidence"));
        }
        if (site.people().version() > 0) {
            PeopleJson.write(site.people(), node.putObject("people"));
        }
        return bytes(node);
    }

    /// Reads what [#encode(Site)] wrote.
    ///
    /// @throws IllegalArgumentException when it is of a newer version or no site at all
    public static Site decodeSite(byte[] json) {
        return read(json, SiteJson::readSite);
    }

    private static Site readSite(JsonNode node) {
        SitePolicy policy = SitePolicy.PLAIN;
        SortedMap<NodeId, Recorder> recorders = new TreeMap<>();
        for (JsonNode each : node.required("recorders")) {
            NodeId name = new NodeId(text(each, "node"));
            Zone zone = new Zone(text(each, "zone"));
            boolean standby = each.required("standby").booleanValue();
            recorders.put(name, new Recorder(name, standby, zone, text(each, "address"), number(each, "version")));
            policy = policy.with(name, ProfileJson.readRecorder(each)).with(name, each.has("drained"));
        }
        SortedMap<CameraId, Camera> cameras = new TreeMap<>();
        SortedMap<CameraId, Ownership> ownerships = new TreeMap<>();
        for (JsonNode each : node.required("cameras")) {
            Camera camera = FactJson.readCamera(each);
            cameras.put(camera.id(), camera);
            ownerships.put(camera.id(), readOwnership(each));
            policy = policy.with(camera.id(), ProfileJson.readCamera(each));
        }
        SortedMap<CameraId, Epoch> retired = new TreeMap<>();
        for (JsonNode each : node.required("retired")) {
            retired.put(new CameraId(text(each, "camera")), new Epoch(number(each, "epoch")));
        }
        List<ConfigRevision> config = new ArrayList<>();
        if (node.has("config")) {
            node.required("config").forEach(each -> config.add(FactJson.readRevision(each)));
        }
        List<Incident> incidents = new ArrayList<>();
        if (node.has("incidents")) {
            node.required("incidents").forEach(each -> incidents.add(IncidentJson.read(each)));
        }
        return new Site(
                number(node, "version"),
                recorders,
                cameras,
                ownerships,
                retired,
                policy,
                new ConfigHistory(config),
                invitations(node),
                incidents,
                node.has("people") ? PeopleJson.read(node.required("people")) : People.NOBODY,
                node.has("evidence") ? EvidenceJson.read(node.required("evidence")) : Evidence.NONE);
    }

    /// None in a site of before there were any.
    private static SortedMap<String, Invitation> invitations(JsonNode node) {
        SortedMap<String, Invitation> invitations = new TreeMap<>();
        for (JsonNode each : node.path("invitations")) {
            Invitation invitation = InvitationJson.read(each);
            invitations.put(invitation.id(), invitation);
        }
        return invitations;
    }

    private static void writeOwnership(ObjectNode node, Ownership held) {
        node.put("owner", held.owner().value());
        node.put("epoch", held.epoch().value());
        held.shadow().ifPresent(shadow -> node.put("shadow", shadow.value()));
        held.cutUs().ifPresent(cut -> node.put("cut-us", cut));
        node.put("version", held.version());
    }

    private static Ownership readOwnership(JsonNode node) {
        OptionalLong cut = node.has("cut-us") ? OptionalLong.of(number(node, "cut-us")) : OptionalLong.empty();
        return new Ownership(
                new NodeId(text(node, "owner")),
                new Epoch(number(node, "epoch")),
                FactJson.optionalNode(node, "shadow"),
                cut,
                number(node, "version"));
    }

    private static <T> T read(byte[] json, Function<JsonNode, T> reader) {
        try {
            JsonNode node = MAPPER.readTree(json);
            long version = number(node, "v");
            if (version != VERSION) {
                throw new IllegalArgumentException("version " + version + "; this program knows version " + VERSION);
            }
            return reader.apply(node);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(
                    "not what the site writes: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    private static byte[] bytes(ObjectNode node) {
        return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    static String text(JsonNode node, String key) {
        return node.required(key).stringValue();
    }

    static long number(JsonNode node, String key) {
        return node.required(key).longValue();
    }
}
