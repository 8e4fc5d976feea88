package org.lidless.node;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.ConfigRevision;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
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
