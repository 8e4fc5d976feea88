package org.lidless.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.lidless.domain.TimeSpan;

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

    /// Records, the newest first: of a management server those of all nodes, or of the one that is asked for.
    Page records(Question question);

    /// Whether anybody has changed a chain: of a management server those of all nodes, or of the one that is asked for
    /// alone, against the heads that the site agreed on.
    List<Checked> check(Optional<String> node);

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

    /// Where a record stands among those of the whole site.
    ///
    /// @param atUs by its node's site time, µs since 1970
    record Place(long atUs, String node, long number) implements Comparable<Place> {

        static Place of(Entry entry) {
            return new Place(TimeSpan.micros(entry.at()), entry.node(), entry.number());
        }

        /// As [#toString] writes it.
        ///
        /// @throws IllegalArgumentException when it is something else
        public static Place parse(String text) {
            String[] parts = text.split("\\.", 3);
            if (parts.length != 3) {
                throw new IllegalArgumentException("\"" + text + "\" is no place in an audit log");
            }
            return new Place(Long.parseLong(parts[0]), parts[2], Long.parseLong(parts[1]));
        }

        @Override
        public int compareTo(Place other) {
            return Comparator.comparingLong(Place::atUs)
                    .thenComparing(Place::node)
                    .thenComparingLong(Place::number)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return atUs + "." + number + "." + node;
        }
    }

    /// Which records are wanted.
    ///
    /// @param node   whose; without, those of all nodes
    /// @param before only those that stand before this place, which is that of the last one of the page before
    /// @param limit  1 to [#RECORDS_MAX]
    record Question(
            Optional<String> node,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> act,
            Optional<String> who,
            Optional<Place> before,
            int limit) {

        /// The same of one node.
        public Question of(String other) {
            return new Question(Optional.of(other), from, to, act, who, before, limit);
        }

        /// How a node is asked over its control address.
        public String path() {
            StringBuilder path = new StringBuilder("/api/audit/records?limit=").append(limit);
            node.ifPresent(name -> path.append("&node=").append(ControlClient.encoded(name)));
            from.ifPresent(at -> path.append("&from=").append(ControlClient.encoded(Rfc3339.micros(at))));
            to.ifPresent(at -> path.append("&to=").append(ControlClient.encoded(Rfc3339.micros(at))));
            act.ifPresent(word -> path.append("&act=").append(ControlClient.encoded(word)));
            who.ifPresent(name -> path.append("&who=").append(ControlClient.encoded(name)));
            before.ifPresent(place -> path.append("&before=").append(ControlClient.encoded(place.toString())));
            return path.toString();
        }
    }

    /// @param next what to ask for as `before` to get further ones; absent when there are none
    /// @param away nodes whose records cannot be read now, by name
    record Page(List<Entry> items, Optional<Place> next, List<String> away) {

        public Page {
            items = List.copyOf(items);
            away = List.copyOf(away);
        }

        /// The newest of several nodes' pages, each of which had as many as were asked for.
        public static Page merged(List<Page> pages, int limit) {
            List<Entry> all = new ArrayList<>();
            TreeSet<String> away = new TreeSet<>();
            boolean further = false;
            for (Page each : pages) {
                all.addAll(each.items());
                away.addAll(each.away());
                further |= each.next().isPresent();
            }
            all.sort(Comparator.comparing(Place::of).reversed());
            List<Entry> shown = all.subList(0, Math.min(limit, all.size()));
            boolean isCut = further || all.size() > limit;
            return new Page(
                    shown,
                    isCut && !shown.isEmpty() ? Optional.of(Place.of(shown.getLast())) : Optional.empty(),
                    List.copyOf(away));
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
