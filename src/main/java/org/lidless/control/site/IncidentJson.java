package org.lidless.control.site;

import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Incidents as keys of a JSON object: `docs/formats/facts.md`.
final class IncidentJson {

    private IncidentJson() {}

    static void write(Incident incident, ObjectNode to) {
        to.put("id", incident.id())
                .put("lost", incident.lost().value())
                .put("cause", incident.cause().word())
                .put("heard-us", incident.heardUs())
                .put("noticed-us", incident.noticedUs())
                .put("decided-us", incident.decidedUs());
        ArrayNode cameras = to.putArray("cameras");
        incident.cameras()
                .forEach(taken -> cameras.addObject()
                        .put("camera", taken.camera().value())
                        .put("epoch", taken.epoch().value())
                        .put("heir", taken.heir().value())
                        .put("warm", taken.warm()));
    }

    static Incident read(JsonNode from) {
        List<Incident.Taken> cameras = new ArrayList<>();
        for (JsonNode each : from.required("cameras")) {
            cameras.add(new Incident.Taken(
                    new CameraId(SiteJson.text(each, "camera")),
                    new Epoch(SiteJson.number(each, "epoch")),
                    new NodeId(SiteJson.text(each, "heir")),
                    each.required("warm").booleanValue()));
        }
        return new Incident(
                SiteJson.number(from, "id"),
                new NodeId(SiteJson.text(from, "lost")),
                Incident.Cause.of(SiteJson.text(from, "cause")),
                SiteJson.number(from, "heard-us"),
                SiteJson.number(from, "noticed-us"),
                SiteJson.number(from, "decided-us"),
                cameras);
    }
}
