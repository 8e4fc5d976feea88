package org.lidless.control.failover;

import java.util.List;
import org.lidless.control.site.SiteFact;
import org.lidless.domain.CameraId;

/// What is to be agreed on now.
///
/// @param facts     all in one entry; empty when nothing is to be done
/// @param stranded  cameras whose recorder is lost and that nobody can take: no standby is left, or none has room
/// @param unguarded cameras that want a shadow, allow one, and have none that is there
public record Plan(List<SiteFact> facts, List<CameraId> stranded, List<CameraId> unguarded) {

    public Plan {
        facts = List.copyOf(facts);
        stranded = List.copyOf(stranded);
        unguarded = List.copyOf(unguarded);
    }
}
