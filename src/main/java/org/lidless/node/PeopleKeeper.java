package org.lidless.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.domain.ProblemException;
import org.lidless.web.access.Access;
import org.lidless.web.access.Caller;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// At the management server that leads: sees to it that there is a young key for sign-ins, and tells the first
/// administrator's code to whoever started the server, as long as there is none. A thread of its own.
final class PeopleKeeper implements Runnable {

    private static final long LOOK_AGAIN_US = 250_000;
    private static final Logger LOG = LoggerFactory.getLogger(PeopleKeeper.class);

    private final Access access;
    private final SitePeople people;
    private final BooleanSupplier leads;
    private final Clock clock;
    private final CompletableFuture<Consumer<String>> teller;
    private boolean toldFirst;

    /// @param teller once it is known: shows a line to whoever started the server, and to nobody else
    PeopleKeeper(
            Access access,
            SitePeople people,
            BooleanSupplier leads,
            Clock clock,
            CompletableFuture<Consumer<String>> teller) {
        this.access = access;
        this.people = people;
        this.leads = leads;
        this.clock = clock;
        this.teller = teller;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            if (leads.getAsBoolean()) {
                try {
                    look();
                } catch (ProblemException notNow) {
                    LOG.debug("asked again: {}", notNow.problem().what());
                }
            }
            clock.pauseUs(LOOK_AGAIN_US);
        }
    }

    private void look() {
        Optional<List<PeopleFact>> due = Optional.of(access.due(people.now())).filter(facts -> !facts.isEmpty());
        if (due.isPresent()) {
            people.agree(now -> access.due(now).isEmpty() ? List.of() : due.get());
            LOG.info("a new key for sign-ins was made");
        }
        People now = people.now();
        if (!toldFirst
                && teller.isDone()
                && !now.isInCharge()
                && now.newestKey().isPresent()) {
            teller.join()
                    .accept("first administrator: sign in with the one-time code "
                            + access.people().firstCode(Caller.LOCAL).code() + " (valid for a day)");
            toldFirst = true;
        }
    }
}
