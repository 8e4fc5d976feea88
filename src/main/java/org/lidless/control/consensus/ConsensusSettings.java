package org.lidless.control.consensus;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a member takes part.
///
/// @param member    this member's name
/// @param members   all members, this one too; one member is a group as well
/// @param directory where log and snapshots are kept; belongs to this member alone
/// @param pace      how fast silence of the leader is noticed
/// @param tls       certificates for mutual TLS; without them members talk in the clear, for tests and one machine
public record ConsensusSettings(
        String member, List<Member> members, Path directory, Pace pace, Optional<Certificates> tls) {

    /// @param name    unique in the group, never used again for another disk
    /// @param address where it is reached, `host:port`
    public record Member(String name, String address) {

        String host() {
            return address.substring(0, address.lastIndexOf(':'));
        }

        int port() {
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        }
    }

    /// Files in PEM: this member's key (PKCS #8) and certificate, and the certificates of the authority that all trust.
    public record Certificates(Path key, Path certificate, Path authority) {}

    /// @param electionMinMillis least silence of the leader after which a member asks for votes
    /// @param electionMaxMillis most of it; the spread keeps two from asking at once
    /// @param proposalMillis    after this long the outcome of a proposal is unknown
    /// @param snapshotEntries   a snapshot is taken every so many entries, and the log before it is dropped
    public record Pace(int electionMinMillis, int electionMaxMillis, int proposalMillis, int snapshotEntries) {

        /// For one site's network: a leader is missed after 300 to 600 ms.
        public static final Pace LAN = new Pace(300, 600, 3_000, 10_000);

        public Pace {
            boolean ordered = 50 <= electionMinMillis && electionMinMillis < electionMaxMillis;
            if (!ordered || proposalMillis < 1 || snapshotEntries < 1) {
                throw new IllegalArgumentException(
                        "50 ≤ least < most election time-out must hold, and all be positive");
            }
        }
    }

    public ConsensusSettings {
        members = List.copyOf(members);
        if (members.stream().filter(each -> each.name().equals(member)).count() != 1) {
            throw new IllegalArgumentException("the group must name " + member + " once: " + members);
        }
    }

    Member self() {
        return members.stream()
                .filter(each -> each.name().equals(member))
                .findFirst()
                .orElseThrow();
    }
}
