package org.lidless.node;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.CommandDecider;
import org.lidless.control.site.ConfigRevision;
import org.lidless.control.site.Decision.Accepted;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.SiteYaml;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleEdit;
import org.lidless.node.settings.SiteReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the site is to become: the newest document that was agreed on; before there is one, what the management
/// server's
/// settings file says. Any thread.
final class WantedSite {

    /// What an agreed document is called in complaints.
    static final Path NAME = Path.of("site.yaml");

    private static final Logger LOG = LoggerFactory.getLogger(WantedSite.class);

    private record Parsed(long revision, DesiredSite site) {}

    private final DesiredSite ofFile;
    private volatile @Nullable Parsed kept;

    WantedSite(DesiredSite ofFile) {
        this.ofFile = ofFile;
    }

    DesiredSite of(Site site) {
        return site.config().newest().map(this::parsed).orElse(ofFile);
    }

    /// The document that follows from a change of people, when one was agreed on before: what it says of them is
    /// changed, its other parts stay as they are written. One that says nothing of them is a revision all the same,
    /// with the same text: it is shown with people, and whoever has it from before must not bring back a right that
    /// was taken away.
    ///
    /// @param by who asks for it
    Optional<ConfigRevision> following(Site site, PeopleChange change, String by, long nowUs) {
        DesiredSite is = of(site);
        boolean isAccepted =
                CommandDecider.decide(site, new SiteCommand.ChangePeople(change, Optional.empty())) instanceof Accepted;
        if (site.config().newest().isEmpty() || !isAccepted) {
            return Optional.empty();
        }
        String newest = site.config().newest().get().text();
        DesiredPeople after = DesiredPeople.of(PeopleEdit.after(site.people(), change));
        boolean isSilent = is.people().isSilent();
        DesiredPeople before = isSilent ? DesiredPeople.of(site.people()) : is.people();
        DesiredPeople then = isSilent ? after : after.like(is.people());
        if (then.equals(before)) {
            return Optional.empty();
        }
        String text = isSilent ? newest : withPeople(newest, is.with(then));
        return Optional.of(new ConfigRevision(site.config().number() + 1, nowUs, by, "accounts or rights", text));
    }

    /// A document with other people, in its own words as far as that can be.
    ///
    /// @param wanted what it is to say
    static String withPeople(String document, DesiredSite wanted) {
        String text = SiteYaml.withPeople(document, wanted.people());
        boolean isSo = SiteReader.read(NAME, text).site().equals(Optional.of(wanted));
        return isSo ? text : SiteYaml.write(wanted);
    }

    /// One that this program cannot read (a later program agreed on it) changes nothing.
    private DesiredSite parsed(ConfigRevision revision) {
        Parsed last = kept;
        if (last != null && last.revision() == revision.number()) {
            return last.site();
        }
        SiteReader.Outcome read = SiteReader.read(NAME, revision.text());
        if (read.site().isEmpty()) {
            LOG.error(
                    "Revision {} of the site cannot be read by this program; the site stays as it is: {}",
                    revision.number(),
                    read.problems());
        }
        DesiredSite site = read.site().orElse(last == null ? ofFile : last.site());
        kept = new Parsed(revision.number(), site);
        return site;
    }
}
