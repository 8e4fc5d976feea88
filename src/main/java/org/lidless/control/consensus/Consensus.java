package org.lidless.control.consensus;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.lidless.control.consensus.ConsensusSettings.Member;

/// A group of members that agree on one order of entries. Any thread.
public interface Consensus extends AutoCloseable {

    /// Asks that this entry be agreed on; only the leader may. The answer always comes, within the time-out of the
    /// settings, and never as an exception. The [Replica] has applied the entry before `Agreed` is told.
    CompletableFuture<Outcome> propose(byte[] entry);

    /// Whether this member leads, as far as it knows: another one may have been elected since.
    Leadership leadership();

    /// The member that leads, as far as this one knows.
    Optional<String> leader();

    /// The members as agreed on, as far as this one knows, in order of name; none before a member that joins was told.
    List<Member> members();

    /// Agrees on other members; only the leader may. Waits until those that are new have caught up and it is agreed.
    ///
    /// @param from the members that this was decided on: when they are others by now, nothing changes
    /// @param to   the members from then on; whoever is not among them takes no part any more
    /// @throws IOException when it was not agreed on in time; perhaps it will be yet
    void change(List<Member> from, List<Member> to) throws IOException;

    /// Takes a snapshot now, apart from those taken every so many entries.
    ///
    /// @throws IOException when it cannot be written
    void takeSnapshot() throws IOException;

    /// Hands leadership to another member; does nothing when it leads already.
    ///
    /// @throws IOException when it could not be handed over in time; somebody then leads all the same
    void handOver(String member) throws IOException;

    /// Another member is there, or there again, as other signs say: it is called anew now. Whoever was away is
    /// otherwise called ever less often, and an old connection may never carry anything again. Whoever is no
    /// member is nothing to it. Any thread; returns at once.
    void meet(String member);

    /// Leaves the group's work; the log stays on disk.
    @Override
    void close();
}
