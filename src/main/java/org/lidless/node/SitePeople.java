package org.lidless.node;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.lidless.control.management.Answer;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.ConfigRevision;
import org.lidless.control.site.SiteCommand.ChangePeople;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.PeopleJson;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.web.access.PeopleStore;
import org.lidless.wire.Json;
import org.lidless.wire.PeopleDesk.ChangeOrder;
import org.lidless.wire.PeopleDesk.ChangeReport;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Relay;
import org.lidless.wire.Relay.Answered;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// People at one management server: decides here on what it has heard, and has it agreed on by whoever leads.
/// What was decided on an older state is decided again. Any thread; waits for the log, a few seconds at most.
final class SitePeople implements PeopleStore {

    private static final int TRIES = 8;
    private static final long ANSWER_SECONDS = 5;
    private static final long HEARD_US = 3_000_000;
    private static final long LOOK_AGAIN_US = 5_000;
    private static final String SAFE = "Not concerned: recording does not depend on it.";
    private static final Logger LOG = LoggerFactory.getLogger(SitePeople.class);

    private final ManagementLoop loop;
    private final WantedSite wanted;
    private final Relay relay;
    private final Clock clock;

    /// @param wanted what the site's document says: one that speaks of people goes with them
    SitePeople(ManagementLoop loop, WantedSite wanted, Relay relay, Clock clock) {
        this.loop = loop;
        this.wanted = wanted;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public People now() {
        return loop.site().people();
    }

    @Override
    public List<String> camerasWith(String login) {
        return loop.site().cameras().values().stream()
                .filter(camera -> camera.address().credentials().equals(Optional.of(login)))
                .map(camera -> camera.id().value())
                .toList();
    }

    @Override
    public People agree(String by, Function<People, List<PeopleFact>> decision) {
        for (int tried = 0; tried < TRIES; tried++) {
            People now = now();
            List<PeopleFact> facts = decision.apply(now);
            if (facts.isEmpty()) {
                return now;
            }
            Optional<Long> agreed = commit(by, new PeopleChange(now.version(), facts));
            await(agreed.orElse(now.version() + 1));
            if (agreed.isPresent()) {
                return now();
            }
        }
        throw ProblemCode.PEOPLE_CHANGED.because(
                "Others change accounts and rights all the time.", SAFE, "Ask again in a moment.");
    }

    /// Empty when somebody else was faster.
    private Optional<Long> commit(String by, PeopleChange change) {
        try {
            String words = new String(PeopleJson.encode(change), StandardCharsets.UTF_8);
            Optional<Answered> elsewhere = relay.pass(new Relay.Asked(
                    "POST", "/api/people-changes", Json.encode(new ChangeOrder(words, Optional.of(by)))));
            return Optional.of(elsewhere.isPresent() ? read(elsewhere.get()) : submit(change, by));
        } catch (ProblemException refused) {
            if (refused.problem().code() == ProblemCode.PEOPLE_CHANGED) {
                LOG.debug("decided again: somebody else was faster");
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static long read(Answered answered) {
        if (answered.status() / 100 == 2) {
            return Json.decode(answered.body(), ChangeReport.class).version();
        }
        throw new ProblemException(
                Json.decode(answered.body(), ProblemReport.class).problem());
    }

    /// Has it agreed on here, where this server leads.
    ///
    /// @param by who asks for it
    /// @return the version of people from then on
    /// @throws ProblemException `PEOPLE_CHANGED`, `NO_LEADER`, `OUTCOME_UNKNOWN`, `REQUEST_REFUSED`
    long submit(PeopleChange change, String by) {
        try {
            Optional<ConfigRevision> document = wanted.following(loop.site(), change, by, clock.wallUs());
            return switch (loop.submit(new ChangePeople(change, document)).get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                case Answer.Done done -> change.basedOn() + 1;
                case Answer.NotDone refused -> throw new ProblemException(refused.problem());
                case Answer.Uncertain unclear -> throw new ProblemException(unclear.problem());
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw unknown(failed);
        }
    }

    private static ProblemException unknown(Exception why) {
        return new ProblemException(
                ProblemCode.OUTCOME_UNKNOWN.problem(
                        "It was not agreed on in time.", SAFE, "Look at what it is now, then ask again."),
                why);
    }

    /// Until this server has heard of it, or for a while.
    private void await(long version) {
        long beganUs = clock.elapsedUs();
        while (now().version() < version
                && clock.elapsedUs() - beganUs < HEARD_US
                && !Thread.currentThread().isInterrupted()) {
            clock.pauseUs(LOOK_AGAIN_US);
        }
    }
}
