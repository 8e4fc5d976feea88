package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a node says of audit chains: its own, and as a management server all of its site. Any thread.
public interface AuditDesk {

    /// How far this node's chain has got.
    ///
    /// @param asked number of a record of which the hash is wanted, too; 0 for none
    Head head(long asked);

    /// One file of this node's chain.
    ///
    /// @param node whose; a management server has those of all nodes of its site
    /// @param file from 0
    Part part(String node, int file);

    /// Records of this node, the newest first.
    Page records(Question question);

    /// Whether anybody has changed a chain: of a management server those of all nodes, against the heads that the
    /// site agreed on.
    List<Checked> check();

    /// The heads that the site agreed on, by node; none of a node that knows no site.
    List<Kept> kept();

    int RECORDS_MAX = 1_000;

    /// @param number    of the newest record
    /// @param hash      of that record
    /// @param askedHash of the record that was asked for, when it is there
    record Head(String node, long number, String hash, Optional<String> askedHash) {}

    /// @param text    whole lines, as they stand in the file
    /// @param further whether there are more files
    record Part(String text, boolean further) {}

    /// Which records are wanted.
    ///
    /// @param before only those with a lower number
    /// @param limit  1 to [#RECORDS_MAX]
    record Question(
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> act,
            Optional<String> who,
            Optional<Long> before,
            int limit) {}

    /// @param next what to ask for as `before` to get further ones; absent when there are none
    record Page(List<Entry> items, Optional<Long> next) {

        public Page {
            items = List.copyOf(items);
        }
    }

    /// A record (docs/formats/audit.md).
    record Entry(
            String node,
            long number,
            Instant at,
            String who,
            String from,
            String act,
            String subject,
            String outcome) {}

    /// What a check of one node's chain has found.
    ///
    /// @param state    `unbroken`, `changed`, or `away` when the node could not be asked
    /// @param heads    how many heads that the site agreed on it was held against
    /// @param findings in order
    record Checked(
            String node,
            String state,
            long records,
            Optional<Instant> first,
            Optional<Instant> last,
            Optional<String> head,
            int heads,
            List<Finding> findings) {

        public static final String UNBROKEN = "unbroken";
        public static final String CHANGED = "changed";
        public static final String AWAY = "away";

        public Checked {
            findings = List.copyOf(findings);
        }
    }

    record Finding(boolean tampering, long number, String text) {}

    /// Heads of one node that the site agreed on.
    ///
    /// @param heads  `NUMBER:HASH`, the oldest first
    /// @param breaks in words: where the chain was not the one any more that was agreed on
    record Kept(String node, List<String> heads, List<String> breaks) {

        public Kept {
            heads = List.copyOf(heads);
            breaks = List.copyOf(breaks);
        }
    }
}
