package org.lidless.control.consensus;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// How a member takes part.
///
/// @param member    this member's name
/// @param members   all members of a group that begins, this one too; one member is a group as well. None for a member
///                  that joins a group later. What was agreed on since is in the directory, and counts
/// @param directory where log and snapshots are kept; belongs to this member alone
/// @param pace      how fast silence of the leader is noticed
/// @param tls       for mutual TLS; without it members talk in the clear, for tests and one machine
/// @param listen    where this member listens, `host:port`; the others may reach it by another address
public record ConsensusSettings(
        String member, List<Member> members, Path directory, Pace pace, Optional<Tls> tls, String listen) {

    /// @param name    unique in the group, never used again for another disk
    /// @param address where it is reached, `host:port`
    /// @param contact where its program is reached otherwise; agreed on with the members, and nothing to the log
    public record Member(String name, String address, String contact) {

        /// Of a member that nobody has to reach otherwise.
        public Member(String name, String address) {
            this(name, address, address);
        }

        String host() {
            return address.substring(0, address.lastIndexOf(':'));
        }

        int port() {
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        }
    }

    /// Asked at each greeting, so that a renewed certificate needs no restart.
    ///
    /// @param own   shows this member's certificate
    /// @param trust decides who is let in, whatever the address
    public record Tls(X509ExtendedKeyManager own, X509ExtendedTrustManager trust) {}

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
        boolean joins = members.isEmpty();
        if (!joins
                && members.stream().filter(each -> each.name().equals(member)).count() != 1) {
            throw new IllegalArgumentException("the group must name " + member + " once: " + members);
        }
    }

    /// A member that listens where the others reach it.
    public ConsensusSettings(String member, List<Member> members, Path directory, Pace pace, Optional<Tls> tls) {
        this(member, members, directory, pace, tls, addressOf(member, members));
    }

    private static String addressOf(String member, List<Member> members) {
        return members.stream()
                .filter(each -> each.name().equals(member))
                .findFirst()
                .map(Member::address)
                .orElse("");
    }

    Member listening() {
        return new Member(member, listen);
    }
}
