package org.lidless.node;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.control.management.Answer;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the site to what is wanted of it, one command after the other, and keeps it there: what cannot be done now
/// (a recorder leaves that still stands in for another) is asked again later. A thread of its own.
final class SiteKeeper implements Runnable {

    private static final long LOOK_AGAIN_US = 1_000_000;
    private static final long ASK_AGAIN_US = 100_000;
    private static final long ANSWER_SECONDS_MAX = 5;
    private static final Logger LOG = LoggerFactory.getLogger(SiteKeeper.class);

    private final ManagementLoop management;
    private final WantedSite wanted;
    private final Clock clock;
    private String lastRefusal = "";

    SiteKeeper(ManagementLoop management, WantedSite wanted, Clock clock) {
        this.management = management;
        this.wanted = wanted;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            Site site = management.site();
            Optional<SiteCommand> next = wanted.of(site).next(site);
            boolean done = next.isPresent() && ask(next.get());
            if (!done) {
                clock.pauseUs(next.isPresent() ? ASK_AGAIN_US : LOOK_AGAIN_US);
            }
        }
    }

    private boolean ask(SiteCommand command) {
        try {
            Answer answer = management.submit(command).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            return switch (answer) {
                case Answer.Done done -> true;
                case Answer.NotDone refused -> refused(refused.problem().what());
                case Answer.Uncertain unclear -> refused(unclear.problem().what());
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException failed) {
            return refused(failed.toString());
        }
    }

    private boolean refused(String why) {
        if (!why.equals(lastRefusal)) {
            LOG.info("The site is not yet as it is wanted: {}", why);
            lastRefusal = why;
        }
        return false;
    }
}
