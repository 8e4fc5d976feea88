package org.lidless.torture;

import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/// How shadows lie on the standbys, as management says of each camera.
///
/// @param standbys those that run
/// @param cameras  what management says
record Spread(SitePlan plan, List<String> standbys, SortedMap<String, JsonNode> cameras) {

    /// What is to move yet: of each primary's cameras, and then of all, no standby shadows two more than another.
    String lacking() {
        for (String many : standbys) {
            for (String few : standbys) {
                long ofAll = shadows(plan.cameraNames(), many) - shadows(plan.cameraNames(), few);
                for (String primary : plan.primaryNames()) {
                    List<String> own = plan.camerasOf(primary);
                    long ofOne = shadows(own, many) - shadows(own, few);
                    if (ofOne >= 2 || (ofOne >= 1 && ofAll >= 2)) {
                        return many + " shadows " + ofOne + " more cameras of " + primary + " than " + few;
                    }
                }
            }
        }
        return "";
    }

    private long shadows(List<String> of, String standby) {
        return of.stream()
                .filter(camera -> {
                    JsonNode said = cameras.get(camera);
                    return said != null && said.path("shadow").asString("").equals(standby);
                })
                .count();
    }
}
