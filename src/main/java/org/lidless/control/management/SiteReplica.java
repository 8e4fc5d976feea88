package org.lidless.control.management;

import java.util.function.Consumer;
import org.lidless.control.consensus.Replica;
import org.lidless.control.site.Applied;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site as agreed so far. The log's thread applies to it; any thread reads the newest site.
public final class SiteReplica implements Replica {

    private static final Logger LOG = LoggerFactory.getLogger(SiteReplica.class);

    private final Consumer<Happened> listener;
    private volatile Site site = Site.EMPTY;

    /// An entry and what became of it.
    public record Happened(SiteEntry entry, Applied.Fate fate, long siteVersion) {}

    /// @param listener told of every entry after it was applied, on the log's thread; it must return at once
    public SiteReplica(Consumer<Happened> listener) {
        this.listener = listener;
    }

    public Site site() {
        return site;
    }

    @Override
    public void apply(long index, byte[] json) {
        SiteEntry entry = SiteJson.decodeEntry(json);
        Applied applied = site.apply(entry);
        if (applied.fate() == Applied.Fate.CONTRADICTORY) {
            LOG.error(
                    "Bug: {} proposed what contradicts the site, and nothing of it took effect: {}",
                    entry.proposer(),
                    applied.why());
        }
        site = applied.site();
        listener.accept(new Happened(entry, applied.fate(), applied.site().version()));
    }

    @Override
    public byte[] snapshot() {
        return SiteJson.encode(site);
    }

    @Override
    public void restore(long index, byte[] snapshot) {
        site = SiteJson.decodeSite(snapshot);
    }
}
