package org.lidless.wire.authority;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether a peer belongs to the site: its certificate must be signed by the authority itself, be made for
/// this use, name one node, and for who dials: the node that was meant. Host names and addresses play no part. A date
/// that has passed, or has not come, is a warning: two nodes whose clocks disagree must still be able to say so.
final class PeerTrust extends X509ExtendedTrustManager {

    private static final Logger LOG = LoggerFactory.getLogger(PeerTrust.class);
    private static final String AS_SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String AS_CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final int DIGITAL_SIGNATURE = 0;

    /// Certificates that were warned about; more than this are not remembered, and warned about each time.
    private static final int WARNED_MAX = 1_000;

    private final Clock clock;
    private final List<X509Certificate> authorities;
    private final Optional<NodeId> expected;
    private final Predicate<NodeId> welcome;
    private final Set<String> warned;

    /// @param expected who must be at the other end; empty: any node of the site
    /// @param warned   certificates that were warned about; shared by all of a process
    PeerTrust(Clock clock, List<X509Certificate> authorities, Optional<NodeId> expected, Set<String> warned) {
        this(clock, authorities, expected, any -> true, warned);
    }

    /// @param welcome whom it lets in of all nodes of the site
    PeerTrust(Clock clock, List<X509Certificate> authorities, Predicate<NodeId> welcome, Set<String> warned) {
        this(clock, authorities, Optional.empty(), welcome, warned);
    }

    private PeerTrust(
            Clock clock,
            List<X509Certificate> authorities,
            Optional<NodeId> expected,
            Predicate<NodeId> welcome,
            Set<String> warned) {
        this.clock = clock;
        this.authorities = List.copyOf(authorities);
        this.expected = expected;
        this.welcome = welcome;
        this.warned = warned;
    }

    static Set<String> noneWarned() {
        return ConcurrentHashMap.newKeySet();
    }

    /// @throws UntrustedPeerException when it does not belong to the site, or is another node than was meant
    NodeId check(X509Certificate[] chain, String purpose) throws UntrustedPeerException {
        if (chain == null || chain.length == 0) {
            throw new UntrustedPeerException("it shows no certificate");
        }
        X509Certificate leaf = chain[0];
        X509Certificate authority = issuer(leaf);
        NodeId node;
        try {
            if (leaf.getBasicConstraints() >= 0
                    || leaf.hasUnsupportedCriticalExtension()
                    || !isMeantFor(leaf, purpose)) {
                throw new UntrustedPeerException("its certificate is not made for talking between nodes");
            }
            node = NodeName.of(leaf);
        } catch (UntrustedPeerException known) {
            throw known;
        } catch (CertificateException unreadable) {
            throw new UntrustedPeerException(String.valueOf(unreadable.getMessage()));
        }
        if (expected.isPresent() && !expected.get().equals(node)) {
            throw new UntrustedPeerException("it is " + node + " and not " + expected.get());
        }
        if (!welcome.test(node)) {
            throw new UntrustedPeerException("it is " + node + ", which has no business here");
        }
        warnOfDates(node, leaf, authority);
        return node;
    }

    private X509Certificate issuer(X509Certificate leaf) throws UntrustedPeerException {
        for (X509Certificate authority : authorities) {
            if (!authority.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
                continue;
            }
            try {
                leaf.verify(authority.getPublicKey());
                return authority;
            } catch (GeneralSecurityException notItsSignature) {
                LOG.debug("A certificate claims the authority {} without its signature", authority, notItsSignature);
            }
        }
        throw new UntrustedPeerException("its certificate is not signed by this site's authority ("
                + authorities.getFirst().getSubjectX500Principal().getName() + "), but names \""
                + leaf.getIssuerX500Principal().getName() + "\" as its issuer");
    }

    private static boolean isMeantFor(X509Certificate leaf, String purpose) throws CertificateException {
        boolean[] usage = leaf.getKeyUsage();
        List<String> purposes = leaf.getExtendedKeyUsage();
        return (usage == null || usage[DIGITAL_SIGNATURE]) && (purposes == null || purposes.contains(purpose));
    }

    private void warnOfDates(NodeId node, X509Certificate leaf, X509Certificate authority) {
        warnOfDates(node.value(), leaf);
        warnOfDates("the authority of " + node, authority);
    }

    private void warnOfDates(String whose, X509Certificate certificate) {
        Instant now = TimeSpan.instant(clock.wallUs());
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        boolean valid = !now.isBefore(from) && !now.isAfter(to);
        if (valid || (warned.size() < WARNED_MAX && !warned.add(String.valueOf(certificate.getSerialNumber())))) {
            return;
        }
        LOG.warn(
                "The certificate of {} {}. It is accepted: recording does not depend on dates. "
                        + "Check the clocks, or issue a new one (lidless certificate issue).",
                whose,
                now.isBefore(from) ? "is valid only from " + from + " on" : "was valid until " + to);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, AS_CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, AS_SERVER);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, AS_CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, AS_SERVER);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, AS_CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, AS_SERVER);
    }
}
