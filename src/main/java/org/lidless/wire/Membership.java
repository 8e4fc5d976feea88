package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;

/// Who belongs to the site: what a management server can be asked about that. Any thread may call, many at a time;
/// failures travel to the caller as they are.
public interface Membership {

    /// What a new node is to be.
    ///
    /// @param role    `recorder` or `management`
    /// @param node    the only name that the code is for; any without
    /// @param seconds how long the code is valid
    record InvitationOrder(String role, Optional<String> node, long seconds) {}

    /// A code that lets one node join.
    ///
    /// @param code      shown once, and kept by nobody
    /// @param addresses of the management servers, any of which can be asked to let the node in
    record InvitationReport(String code, Instant until, List<String> addresses) {}

    /// A newcomer.
    ///
    /// @param id        which invitation
    /// @param secret    proves that it was invited
    /// @param hosts     host names and addresses under which it is reached
    /// @param request   its wish for a certificate (PEM)
    /// @param now       its clock
    /// @param replace   it takes the place of a management server that is lost for good
    record JoinOrder(
            int version,
            String id,
            String secret,
            String node,
            List<String> hosts,
            String request,
            Instant now,
            boolean replace) {

        public static final int VERSION = 1;

        public JoinOrder {
            hosts = List.copyOf(hosts);
        }

        /// Without the secret.
        @Override
        public String toString() {
            return "join of " + node + " by invitation " + id;
        }
    }

    /// What a newcomer gets.
    ///
    /// @param role         `recorder` or `management`
    /// @param certificate  its certificate (PEM)
    /// @param authority    the authority's (PEM)
    /// @param authorityKey the authority's key; for a management server only
    /// @param servers      the management servers
    record JoinReport(
            String role, String certificate, String authority, Optional<String> authorityKey, List<Server> servers) {

        public JoinReport {
            servers = List.copyOf(servers);
        }

        /// Without the key.
        @Override
        public String toString() {
            return "certificate of a newcomer";
        }
    }

    /// A management server.
    ///
    /// @param member    its name among those that agree; another one after its disk was lost
    /// @param address   where nodes reach it
    /// @param consensus where the other management servers reach it
    record Server(String member, String node, String address, String consensus) {}

    /// A certificate that is about to run out.
    ///
    /// @param hosts      that are in it
    /// @param management whether it is a management server's
    /// @param request    what is to be signed (PEM)
    record RenewalOrder(String node, List<String> hosts, boolean management, String request) {

        public RenewalOrder {
            hosts = List.copyOf(hosts);
        }
    }

    record RenewalReport(String certificate) {}

    record ServersReport(List<Server> servers) {

        public ServersReport {
            servers = List.copyOf(servers);
        }
    }

    /// Makes a code.
    default InvitationReport invite(InvitationOrder order) {
        throw elsewhere();
    }

    /// Lets a newcomer in.
    default JoinReport join(JoinOrder order) {
        throw elsewhere();
    }

    /// Signs a certificate again.
    default RenewalReport renew(RenewalOrder order) {
        throw elsewhere();
    }

    /// A management server takes part from now on; the same twice does nothing. It takes the place of one of the same
    /// name whose disk was lost.
    default ServersReport admit(Server server) {
        throw elsewhere();
    }

    /// A management server takes part no longer; one that does not anyway is left alone.
    default ServersReport dismiss(String node) {
        throw elsewhere();
    }

    private static ProblemException elsewhere() {
        return ProblemCode.REQUEST_REFUSED.because(
                "This node is no management server.",
                "Not touched: nothing was changed.",
                "Ask on a management server's machine.");
    }
}
