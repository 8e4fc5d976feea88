package org.lidless.web.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.ProblemException;
import org.lidless.web.access.Caller;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.IncidentReport;
import org.lidless.wire.IncidentReport.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a take-over cost, measured from the footage that is stored.
final class Measures {

    /// Looked at before the lost recorder was heard last, and behind the decision.
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration BEHIND = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Measures.class);

    private final WebDesk desk;
    private final Caller caller;

    Measures(WebDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    record Measured(IncidentReport incident, List<Cost> cameras) {}

    /// What it cost one camera.
    ///
    /// @param lostSeconds     that nobody has; absent when it cannot be measured now
    /// @param awaySeconds     that somebody has who cannot be reached now
    /// @param firstDurable    where the heir's footage begins
    /// @param takeoverSeconds from the last footage before to that; negative when they overlap
    record Cost(
            String camera,
            Optional<Double> lostSeconds,
            Optional<Double> awaySeconds,
            Optional<Instant> firstDurable,
            Optional<Double> takeoverSeconds) {}

    Measured of(IncidentReport incident) {
        return new Measured(
                incident,
                incident.cameras().stream().map(taken -> cost(incident, taken)).toList());
    }

    private Cost cost(IncidentReport incident, Taken taken) {
        List<StretchReport> stretches;
        try {
            stretches = desk.control(caller)
                    .footage(new FootageQuestion(
                            taken.camera(),
                            "main",
                            Optional.of(incident.heard().minus(BEFORE)),
                            Optional.of(incident.decided().plus(BEHIND))))
                    .stretches();
        } catch (ProblemException notNow) {
            LOG.debug(
                    "what {} lost cannot be measured now: {}",
                    taken.camera(),
                    notNow.problem().what());
            return new Cost(taken.camera(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<StretchReport> first = stretches.stream()
                .filter(each -> each.node().filter(taken.heir()::equals).isPresent())
                .findFirst();
        Optional<Instant> end = first.flatMap(heirs -> stretches.stream()
                .filter(each -> each.node().isPresent() && each.from().isBefore(heirs.from()))
                .reduce((one, later) -> later)
                .map(StretchReport::to));
        return new Cost(
                taken.camera(),
                Optional.of(seconds(stretches, StretchReport.GAP)),
                Optional.of(seconds(stretches, StretchReport.AWAY)),
                first.map(StretchReport::from),
                first.flatMap(heirs ->
                        end.map(before -> Duration.between(before, heirs.from()).toMillis() / 1000.0)));
    }

    private static double seconds(List<StretchReport> stretches, String state) {
        return stretches.stream()
                .filter(each -> each.state().equals(state))
                .mapToDouble(StretchReport::seconds)
                .sum();
    }
}
