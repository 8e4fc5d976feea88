package org.lidless.node;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.control.management.Answer;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteBackup;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.RestoreSite;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the site to what is wanted of it, one command after the other, and keeps it there: what cannot be done now
/// (a recorder leaves that still stands in for another) is asked again later. Of several management servers the one
/// that leads does so. A thread of its own.
final class SiteKeeper implements Runnable {

    private static final long LOOK_AGAIN_US = 1_000_000;
    private static final long ASK_AGAIN_US = 100_000;
    private static final long ANSWER_SECONDS_MAX = 5;
    private static final Logger LOG = LoggerFactory.getLogger(SiteKeeper.class);

    private final ManagementLoop management;
    private final WantedSite wanted;
    private final Clock clock;
    private String lastRefusal = "";
    /// Version of the site that last was as it is wanted.
    private long asWanted = -1;
    private Optional<Restoring> restoring;

    /// A backup that is to be restored before anything else.
    ///
    /// @param done to be called when it was
    record Restoring(SiteBackup backup, Done done) {

        interface Done {
            void run() throws IOException;
        }
    }

    SiteKeeper(ManagementLoop management, WantedSite wanted, Optional<Restoring> restoring, Clock clock) {
        this.management = management;
        this.wanted = wanted;
        this.restoring = restoring;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            if (restoring.isPresent() && !restore(restoring.get())) {
                clock.pauseUs(ASK_AGAIN_US);
                continue;
            }
            Site site = management.site();
            Optional<SiteCommand> next = management.leads() ? next(site) : Optional.empty();
            boolean done = next.isPresent() && ask(next.get());
            if (!done) {
                clock.pauseUs(next.isPresent() || !management.leads() ? ASK_AGAIN_US : LOOK_AGAIN_US);
            }
        }
    }

    /// Whether it is over: restored, or not wanted because the site is there already.
    private boolean restore(Restoring wish) {
        boolean isThere = !management.site().recorders().isEmpty();
        if (isThere) {
            LOG.warn("The site is not empty, so the backup in this data directory is not restored again.");
        } else if (!ask(new RestoreSite(wish.backup()))) {
            return false;
        } else {
            LOG.info("The site goes on as it was backed up.");
        }
        restoring = Optional.empty();
        try {
            wish.done().run();
        } catch (IOException failed) {
            LOG.warn("The backup that was restored could not be put aside; it is not restored twice.", failed);
        }
        return true;
    }

    /// As long as nothing was agreed on and nothing is written down here, another server's file may say what the site
    /// is to be.
    private Optional<SiteCommand> next(Site site) {
        // What is wanted is agreed on, too, or never changes: the same site needs no second look.
        if (site.version() == asWanted) {
            return Optional.empty();
        }
        DesiredSite want = wanted.of(site);
        boolean isSaid = site.config().newest().isPresent() || !want.isEmpty();
        Optional<SiteCommand> next = isSaid ? want.next(site) : Optional.empty();
        if (next.isEmpty()) {
            asWanted = site.version();
        }
        return next;
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
