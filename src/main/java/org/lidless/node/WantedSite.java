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

    /// The document that follows from a change of people: of a site whose newest one speaks of them and would not be
    /// true any more. Its other parts stay as they are written.
    ///
    /// @param by who asks for it
    Optional<ConfigRevision> following(Site site, PeopleChange change, String by, long nowUs) {
        DesiredSite is = of(site);
        boolean isAccepted =
                CommandDecider.decide(site, new SiteCommand.ChangePeople(change, Optional.empty())) instanceof Accepted;
        if (site.config().newest().isEmpty() || is.people().isSilent() || !isAccepted) {
            return Optional.empty();
        }
        DesiredPeople then =
                DesiredPeople.of(PeopleEdit.after(site.people(), change)).like(is.people());
        if (then.equals(is.people())) {
            return Optional.empty();
        }
        String text = withPeople(site.config().newest().get().text(), is.with(then));
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
