package org.lidless.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often recorders were lost to whose cameras others came, and how long that took: from when the lost one was heard
/// last until it was decided who has its cameras. What heirs had in memory of that time is recorded all the same.
///
/// @param byCause how many, by `gone` and `silent`
/// @param within  how many took at most so long, one for each of [#BOUNDS]
/// @param seconds all of them together
/// @param counted the newest incident that is in it
public record Takeovers(SortedMap<String, Long> byCause, List<Long> within, double seconds, long counted) {

    /// Seconds.
    public static final List<Double> BOUNDS = List.of(0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0);

    /// None yet.
    ///
    /// @param after incidents up to this one do not count
    public static Takeovers none(long after) {
        return new Takeovers(new TreeMap<>(), BOUNDS.stream().map(_ -> 0L).toList(), 0, after);
    }

    public Takeovers {
        byCause = Collections.unmodifiableSortedMap(new TreeMap<>(byCause));
        within = List.copyOf(within);
    }

    /// How many in all.
    public long count() {
        return byCause.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The same with those of a list, in any order, that it does not have yet.
    public Takeovers with(List<IncidentReport> incidents) {
        Takeovers all = this;
        for (IncidentReport each : incidents) {
            all = each.id() > counted ? all.with(each) : all;
        }
        return all;
    }

    private Takeovers with(IncidentReport incident) {
        double took = Math.max(
                0, Duration.between(incident.heard(), incident.decided()).toMillis() / 1e3);
        SortedMap<String, Long> causes = new TreeMap<>(byCause);
        causes.merge(incident.cause(), 1L, Long::sum);
        List<Long> most = new ArrayList<>();
        for (int i = 0; i < BOUNDS.size(); i++) {
            most.add(within.get(i) + (took <= BOUNDS.get(i) ? 1 : 0));
        }
        return new Takeovers(causes, most, seconds + took, Math.max(counted, incident.id()));
    }
}
