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

    /// The type of a URI among the alternative names.
    private static final int URI_TYPE = 6;

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

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives =
                Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        return alternatives.stream()
                .filter(each -> Integer.valueOf(URI_TYPE).equals(each.get(0)))
                .map(each -> String.valueOf(each.get(1)))
                .filter(uri -> uri.startsWith(PREFIX))
                .map(uri -> uri.substring(PREFIX.length()))
                .toList();
    }
}
