package org.lidless.wire.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.domain.NodeId;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.authority.NodeCredentials;

/// Passes requests on to another management server. Any thread.
public final class ServerClient implements AutoCloseable {

    private final NodeId own;
    private final NodeId peer;
    private final String address;
    private final HttpClient http;

    /// @param peer    who must answer there, by its certificate
    /// @param address `host:port`
    public ServerClient(NodeCredentials own, NodeId peer, String address) {
        this.own = own.node();
        this.peer = peer;
        this.address = address;
        this.http = PeerHttp.client(own, peer);
    }

    public NodeId peer() {
        return peer;
    }

    /// The peer cannot be asked now: it has certainly not seen the request.
    public static final class NotAskedException extends IOException {

        private static final long serialVersionUID = 1L;

        NotAskedException(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /// A request under way.
    public final class Call {

        private final CompletableFuture<HttpResponse<byte[]>> response;

        private Call(CompletableFuture<HttpResponse<byte[]>> response) {
            this.response = response;
        }

        /// The answer; empty when it did not come in this time.
        ///
        /// @throws NotAskedException when the peer has not seen it
        /// @throws IOException       when it is not known whether it has
        public Optional<Answered> await(long millis) throws IOException {
            try {
                HttpResponse<byte[]> answer = response.get(millis, TimeUnit.MILLISECONDS);
                String type = answer.headers().firstValue("Content-Type").orElse("application/octet-stream");
                return Optional.of(new Answered(answer.statusCode(), type, answer.body()));
            } catch (TimeoutException notYet) {
                return Optional.empty();
            } catch (ExecutionException failed) {
                throw failure(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("asking " + peer + " was interrupted", stopped);
            }
        }

        /// Nobody waits for it any more.
        public void cancel() {
            response.cancel(true);
        }
    }

    /// Asks; returns at once.
    public Call ask(Asked asked) {
        return send(ControlRoutes.PREFIX, asked);
    }

    /// Asks to take part.
    ///
    /// @param order a [org.lidless.wire.Membership.Server] as JSON
    public Call admit(byte[] order) {
        return send("", new Asked("POST", DoorRoutes.ADMIT, order));
    }

    private Call send(String prefix, Asked asked) {
        URI to = URI.create("https://" + address + prefix + asked.path());
        HttpRequest request = HttpRequest.newBuilder(to)
                .method(asked.method(), HttpRequest.BodyPublishers.ofByteArray(asked.body()))
                .build();
        return new Call(http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private IOException failure(ExecutionException failed) {
        if (failed.getCause() instanceof HttpConnectTimeoutException) {
            return new NotAskedException("it does not answer", failed);
        }
        return switch (PeerHttp.failure(own, peer, address, failed)) {
            case PeerHttp.Failure.NotConnected none -> new NotAskedException("nobody is there", failed);
            case PeerHttp.Failure.Distrust distrust ->
                new NotAskedException(distrust.problem().what(), failed);
            case PeerHttp.Failure.Unreachable unreachable -> new IOException(unreachable.why(), failed);
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
