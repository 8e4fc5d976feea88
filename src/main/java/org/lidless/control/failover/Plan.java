package org.lidless.control.failover;

import java.util.List;
import org.lidless.control.site.SiteFact;
import org.lidless.domain.CameraId;

/// What is to be agreed on now.
///
/// @param facts    all in one entry; empty when nothing is to be done
/// @param stranded cameras whose recorder is lost and that nobody can take: no standby is left
public record Plan(List<SiteFact> facts, List<CameraId> stranded) {

    public Plan {
        facts = List.copyOf(facts);
        stranded = List.copyOf(stranded);
    }
}
