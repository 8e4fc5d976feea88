package org.lidless.wire.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.Clock;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import tools.jackson.core.JacksonException;

/// Asks another recorder for what it holds. Any thread; each call waits for its answer, a few seconds at most.
///
/// Every method throws an [IOException] when the peer cannot be reached, is too slow, or refuses: then its footage is
/// away; `NoSuchFileException` when it answered that it has no such file.
public final class PeerClient implements AutoCloseable {

    private static final long ANSWER_MILLIS = 4_000;
    private static final String POOLS = "/node/v1/pools";

    /// The part of a file that was asked for, and how long the whole is.
    record Part(ByteBuffer bytes, long wholeLength) {}

    /// After a call that had no answer, further ones fail at once for so long: whoever reads many segments of a peer
    /// that hangs must not wait for each.
    private static final long QUIET_US = 2_000_000;

    private final Clock clock;
    private final NodeId own;
    private final NodeId peer;
    private final String address;
    private final HttpClient http;
    private volatile long quietUntilUs = Long.MIN_VALUE;

    private PeerClient(Clock clock, NodeCredentials own, NodeId peer, String address) {
        this.clock = clock;
        this.own = own.node();
        this.peer = peer;
        this.address = address;
        this.http = PeerHttp.client(own, peer);
    }

    /// @param peer    who must answer there, by its certificate
    /// @param address `host:port`
    public static PeerClient of(World world, NodeCredentials own, NodeId peer, String address) {
        return new PeerClient(world.clock(), own, peer, address);
    }

    public NodeId peer() {
        return peer;
    }

    /// The peer's pools and their catalogues' lengths.
    public List<PoolReport> pools() throws IOException {
        return understood(() -> FootageJson.readPools(ask(request(POOLS).GET()).body()));
    }

    /// A part of a catalogue file: from a place on, at most as much as one answer holds, nothing at its end.
    public byte[] catalogue(PoolId pool, NodeId writer, String file, long from) throws IOException {
        String path = POOLS + "/" + pool + "/catalogue/" + writer + "/" + SegmentPath.catalogue(file) + "?from=" + from;
        return ask(request(path).GET()).body();
    }

    /// A segment at the peer, read by ranges with read-ahead. Opening asks nothing yet. Any thread may read; it
    /// cannot be written.
    ///
    /// @param file the path inside the peer's pool, `segments/…`
    public DiskFile segment(PoolId pool, String file) {
        return new PeerFile(this, pool, SegmentPath.segment(file));
    }

    /// Asks the peer to let its copies go, at most a thousand; answers the names that are gone there.
    public List<String> release(PoolId pool, List<BroughtHome> copies) throws IOException {
        HttpRequest.Builder request = request(POOLS + "/" + pool + "/release")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(FootageJson.copies(copies)));
        return understood(() -> FootageJson.readReleased(ask(request).body()));
    }

    Part part(PoolId pool, String file, ByteRange range) throws IOException {
        HttpResponse<byte[]> answer = ask(request(POOLS + "/" + pool + "/" + file)
                .header("Range", range.header())
                .GET());
        long whole = answer.headers()
                .firstValue("Content-Range")
                .flatMap(ByteRange::wholeLength)
                .orElseThrow(() -> new IOException(this + " answered a range without its place"));
        byte[] bytes = answer.statusCode() == 206 ? answer.body() : new byte[0];
        if (bytes.length > range.count()) {
            throw new IOException(this + " answered more than it was asked for");
        }
        return new Part(ByteBuffer.wrap(bytes), whole);
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("https://" + address + pathAndQuery));
    }

    private HttpResponse<byte[]> ask(HttpRequest.Builder request) throws IOException {
        if (clock.elapsedUs() < quietUntilUs) {
            throw new IOException(this + " did not answer a moment ago");
        }
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> answer = asked.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            if (answer.statusCode() == 200 || answer.statusCode() == 206 || answer.statusCode() == 416) {
                return answer;
            }
            throw refused(answer);
        } catch (TimeoutException tooSlow) {
            quietUntilUs = clock.elapsedUs() + QUIET_US;
            throw new IOException(this + " did not answer within " + ANSWER_MILLIS + " ms", tooSlow);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof HttpTimeoutException) {
                quietUntilUs = clock.elapsedUs() + QUIET_US;
            }
            throw new IOException(this + " could not be asked: " + reason(failed), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("asking " + this + " was interrupted", stopped);
        } finally {
            asked.cancel(true);
        }
    }

    private String reason(Throwable failed) {
        return switch (PeerHttp.failure(own, peer, address, failed)) {
            case PeerHttp.Failure.NotConnected none -> "no connection came about";
            case PeerHttp.Failure.Distrust distrust ->
                distrust.problem().code().code() + " " + distrust.problem().what();
            case PeerHttp.Failure.Unreachable unreachable -> unreachable.why();
        };
    }

    private IOException refused(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 404) {
            return new NoSuchFileException(answer.uri().getPath(), null, "not at " + this);
        }
        try {
            ProblemReport problem = Json.decode(answer.body(), ProblemReport.class);
            return new IOException(this + " refused: " + problem.code() + " " + problem.detail());
        } catch (JacksonException noProblem) {
            return new IOException(this + " answered with HTTP status " + answer.statusCode(), noProblem);
        }
    }

    private interface Answer<T> {
        T read() throws IOException;
    }

    private <T> T understood(Answer<T> answer) throws IOException {
        try {
            return answer.read();
        } catch (IllegalArgumentException garbage) {
            throw new IOException(this + " answered what is not of this protocol: " + garbage.getMessage(), garbage);
        }
    }

    /// Ends what is being asked, within moments.
    @Override
    public void close() {
        http.shutdownNow();
    }

    @Override
    public String toString() {
        return "node " + peer + " at " + address;
    }
}
