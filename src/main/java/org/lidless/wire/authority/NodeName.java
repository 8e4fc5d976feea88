package org.lidless.wire.authority;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.lidless.domain.NodeId;

/// A node's name in its certificate: a URI among the subject's alternative names (RFC 5280 section 4.2.1.6). A URI,
/// so that no host name or address can ever pass for a node.
public final class NodeName {

    static final String PREFIX = "urn:lidless:node:";

    /// A management server says so in its certificate: only to one of them may a newcomer show its code.
    static final String MANAGEMENT = "urn:lidless:role:management";

    /// The type of a URI among the alternative names.
    private static final int URI_TYPE = 6;

    private static final int DNS_TYPE = 2;
    private static final int ADDRESS_TYPE = 7;

    private NodeName() {}

    /// Whose certificate this is; the caller has checked who signed it.
    ///
    /// @throws CertificateException when it names no node, or more than one
    public static NodeId of(X509Certificate certificate) throws CertificateException {
        List<String> names = names(certificate);
        if (names.size() != 1) {
            throw new CertificateException(
                    names.isEmpty()
                            ? "the certificate names no node"
                            : "the certificate names several nodes: " + names);
        }
        try {
            return new NodeId(names.getFirst());
        } catch (IllegalArgumentException noName) {
            throw new CertificateException("the certificate names no node, but \"" + names.getFirst() + "\"", noName);
        }
    }

    /// Whether the certificate was issued to a management server; false also for one that does not say.
    public static boolean isManagement(X509Certificate certificate) {
        try {
            return uris(certificate).contains(MANAGEMENT);
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /// Host names and addresses in a certificate: for other programs, and to be in its successor too.
    public static List<String> hosts(X509Certificate certificate) {
        try {
            NodeId node = of(certificate);
            return alternatives(certificate).stream()
                    .filter(each -> Integer.valueOf(DNS_TYPE).equals(each.get(0))
                            || Integer.valueOf(ADDRESS_TYPE).equals(each.get(0)))
                    .map(each -> String.valueOf(each.get(1)))
                    .filter(host -> !host.equals(node.value()))
                    .toList();
        } catch (CertificateException unreadable) {
            return List.of();
        }
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        return uris(certificate).stream()
                .filter(uri -> uri.startsWith(PREFIX))
                .map(uri -> uri.substring(PREFIX.length()))
                .toList();
    }

    private static List<String> uris(X509Certificate certificate) throws CertificateParsingException {
        return alternatives(certificate).stream()
                .filter(each -> Integer.valueOf(URI_TYPE).equals(each.get(0)))
                .map(each -> String.valueOf(each.get(1)))
                .toList();
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) throws CertificateParsingException {
        return Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
    }
}
