package org.lidless.wire.node;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.UntrustedPeerException;

/// The JDK's HTTP client, made to speak with one peer and nobody else, and what its failures mean.
final class PeerHttp {

    static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    /// How an attempt to reach a peer ended.
    sealed interface Failure {

        /// No connection came about; the JDK does not say why.
        record NotConnected() implements Failure {}

        /// The two do not believe each other, or cannot understand each other.
        record Distrust(Problem problem) implements Failure {}

        /// Anything else; the network will tell one day.
        record Unreachable(String why) implements Failure {}
    }

    private PeerHttp() {}

    static HttpClient client(NodeCredentials own, NodeId peer) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_MAX)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(own.forDialling(peer))
                .sslParameters(parameters)
                .build();
    }

    static Failure failure(NodeId own, NodeId peer, String address, Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        Optional<Problem> distrust = distrust(own, peer, address, cause);
        if (distrust.isPresent()) {
            return new Failure.Distrust(distrust.get());
        }
        if (cause instanceof ConnectException) {
            return new Failure.NotConnected();
        }
        return new Failure.Unreachable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private static Optional<Problem> distrust(NodeId own, NodeId peer, String address, Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof UntrustedPeerException untrusted) {
                return Optional.of(
                        notTrusted("Node " + peer + " at " + address + " is not trusted: " + untrusted.why() + "."));
            }
            if (each instanceof SSLException
                    && String.valueOf(each.getMessage()).contains("fatal alert")) {
                return Optional.of(notTrusted("Node " + peer + " at " + address + " does not trust this node (" + own
                        + "): it answered \"" + each.getMessage() + "\"."));
            }
        }
        return Optional.empty();
    }

    static Problem notTrusted(String what) {
        return ProblemCode.PEER_NOT_TRUSTED.problem(
                what,
                "Each records what it was told to; neither can take over from the other.",
                "Compare both nodes' certificates and authority; lidless certificate issue makes new ones.");
    }
}
