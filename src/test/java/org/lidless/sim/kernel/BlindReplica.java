package org.lidless.sim.kernel;

import org.lidless.control.consensus.Replica;
import org.lidless.control.management.SiteReplica;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteJson;

/// The planted bug: applies every entry as if it had been decided on the newest site.
record BlindReplica(SiteReplica to) implements Replica {

    @Override
    public void apply(long index, byte[] json) {
        SiteEntry entry = SiteJson.decodeEntry(json);
        to.apply(
                index,
                SiteJson.encode(new SiteEntry(
                        entry.proposer(), entry.serial(), to.site().version(), entry.facts())));
    }

    @Override
    public byte[] snapshot() {
        return to.snapshot();
    }

    @Override
    public void restore(long index, byte[] snapshot) {
        to.restore(index, snapshot);
    }
}
