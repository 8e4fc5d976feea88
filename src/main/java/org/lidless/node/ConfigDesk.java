package org.lidless.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lidless.control.site.ConfigRevision;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteCommand.ConfigureSite;
import org.lidless.control.site.SiteDiff;
import org.lidless.control.site.SiteYaml;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.control.site.people.People;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.node.settings.SiteReader;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.ProblemReport;
import org.lidless.world.Clock;

/// Reads and writes the desired state of the whole site, as one document with revisions. Any thread.
final class ConfigDesk {

    private static final String FILE = "the settings file";

    private final Clock clock;
    private final Supplier<Site> site;
    private final WantedSite wanted;
    private final BiConsumer<DesiredSite, DesiredSite> places;
    private final Consumer<SiteCommand> carryOut;

    /// @param places   throws when a camera of the second site, and not of the first, is where none is looked for
    /// @param carryOut asks for agreement and returns when it is there, or throws the refusal
    ConfigDesk(
            Clock clock,
            Supplier<Site> site,
            WantedSite wanted,
            BiConsumer<DesiredSite, DesiredSite> places,
            Consumer<SiteCommand> carryOut) {
        this.clock = clock;
        this.site = site;
        this.wanted = wanted;
        this.places = places;
        this.carryOut = carryOut;
    }

    /// The newest document, or an older one. The newest says who may do what as it is now, also when nobody has
    /// written that into it yet.
    ConfigReport get(Optional<Long> revision) {
        Site now = site.get();
        long number = revision.orElse(now.config().number());
        if (number == 0) {
            return new ConfigReport(
                    0,
                    Optional.empty(),
                    FILE,
                    "",
                    true,
                    List.of(),
                    Optional.of(SiteYaml.write(wanted.of(Site.EMPTY))),
                    List.of());
        }
        ConfigRevision found = find(now, number);
        return report(found, List.of(), Optional.of(revision.isPresent() ? found.text() : text(found, now)));
    }

    private String text(ConfigRevision newest, Site now) {
        DesiredSite is = wanted.of(now);
        DesiredSite shown = withPeople(is, now);
        return shown.equals(is) ? newest.text() : WantedSite.withPeople(newest.text(), shown);
    }

    /// With people as they are, where a document says nothing of them and there are some.
    private static DesiredSite withPeople(DesiredSite is, Site now) {
        DesiredPeople people = DesiredPeople.of(now.people());
        return is.people().isSilent() && !people.isEmpty() ? is.with(people) : is;
    }

    /// All revisions that are kept, the newest first, each with what it changed.
    List<ConfigReport> history() {
        Site now = site.get();
        List<ConfigReport> reports = new ArrayList<>();
        DesiredSite before = wanted.of(Site.EMPTY);
        for (ConfigRevision each : now.config().revisions()) {
            Optional<DesiredSite> then =
                    SiteReader.read(WantedSite.NAME, each.text()).site();
            List<String> changes =
                    (each.number() > 1 && reports.isEmpty()) || then.isEmpty() ? List.of() : lines(before, then.get());
            reports.addFirst(report(each, changes, Optional.empty()));
            before = then.orElse(before);
        }
        return reports;
    }

    /// Wants the whole site to be like this.
    ConfigReport apply(ConfigOrder order) {
        Site now = site.get();
        SiteReader.Outcome read = SiteReader.read(Path.of(order.file()), order.text());
        long number = order.basedOn().orElse(now.config().number()) + 1;
        if (read.site().isEmpty()) {
            return new ConfigReport(
                    number,
                    Optional.empty(),
                    order.by(),
                    order.note(),
                    false,
                    List.of(),
                    Optional.empty(),
                    read.problems().stream().map(ProblemReport::of).toList());
        }
        DesiredSite then = read.site().get();
        DesiredSite is = wanted.of(now).with(DesiredPeople.of(now.people()));
        places.accept(is, then);
        then.people().facts(now.people());
        List<String> changes = lines(is, then);
        hints(now.people(), then.people()).forEach(changes::add);
        ConfigRevision next = revision(number, order.by(), order.note(), order.text());
        if (!order.dryRun() && !isSoAlready(now, next, changes)) {
            carryOut.accept(new ConfigureSite(next, then.people()));
            return report(next, changes, Optional.empty());
        }
        return new ConfigReport(
                order.dryRun() ? number : number - 1,
                Optional.empty(),
                order.by(),
                order.note(),
                !order.dryRun(),
                changes,
                Optional.empty(),
                List.of());
    }

    /// How somebody gets in who is new: a document has no passwords.
    private static List<String> hints(People now, DesiredPeople then) {
        return then.accounts().stream()
                .flatMap(each -> each.keySet().stream())
                .filter(name -> now.account(name).isEmpty())
                .map(name -> "    " + name + " chooses a password with a one-time code: lidless person invite " + name)
                .toList();
    }

    /// Whether there is nothing to agree on: it changes nothing, not even a comment, of the newest document, and
    /// was written from that. One that was written from an older one is refused, whatever it says.
    private static boolean isSoAlready(Site now, ConfigRevision next, List<String> changes) {
        boolean isNewest = next.number() == now.config().number() + 1;
        return changes.isEmpty()
                && isNewest
                && now.config()
                        .newest()
                        .filter(newest -> !newest.text().equals(next.text()))
                        .isEmpty();
    }

    /// Wants the site to be as it was wanted before.
    ConfigReport rollback(long revision, String by) {
        Site now = site.get();
        ConfigRevision found = find(now, revision);
        return apply(new ConfigOrder(
                "revision-" + revision + ".yaml",
                found.text(),
                Optional.of(now.config().number()),
                by,
                "as revision " + revision,
                false));
    }

    private ConfigRevision revision(long number, String by, String note, String text) {
        try {
            return new ConfigRevision(number, clock.wallUs(), by, note, text);
        } catch (IllegalArgumentException impossible) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "This cannot be a site's document: " + impossible.getMessage() + ".",
                    "Not touched: nothing was changed.",
                    "Make it shorter.");
        }
    }

    private static ConfigRevision find(Site now, long revision) {
        return now.config().find(revision).orElseThrow(() -> notThere(revision));
    }

    private static ProblemException notThere(long revision) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is no revision " + revision + " of the site, or it is forgotten.",
                "Not touched: nothing was changed.",
                "lidless config history lists those that there are.");
    }

    private static List<String> lines(DesiredSite before, DesiredSite after) {
        List<String> lines = new ArrayList<>();
        for (SiteDiff.Change change : SiteDiff.between(before, after)) {
            lines.add(change.kind().mark() + " " + change.what());
            change.how().forEach(how -> lines.add("    " + how));
        }
        return lines;
    }

    private static ConfigReport report(ConfigRevision revision, List<String> changes, Optional<String> text) {
        return new ConfigReport(
                revision.number(),
                Optional.of(TimeSpan.instant(revision.atUs())),
                revision.by(),
                revision.note(),
                true,
                changes,
                text,
                List.of());
    }
}
