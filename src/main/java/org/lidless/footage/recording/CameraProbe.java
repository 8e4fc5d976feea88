package org.lidless.footage.recording;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.rtp.RtpCounts;
import org.lidless.footage.media.rtsp.CameraLessons;
import org.lidless.footage.media.rtsp.CompanionView;
import org.lidless.footage.media.rtsp.RtspClient;
import org.lidless.footage.media.rtsp.RtspEnd;
import org.lidless.footage.media.rtsp.RtspPatience;
import org.lidless.footage.media.rtsp.RtspWitness;
import org.lidless.world.World;

/// Calls a camera once, as the recorder would, looks at what it sends for some seconds, and lets it go. One thread,
/// which it holds up for as long.
public final class CameraProbe {

    private static final long SELECT_US = 20_000;
    private static final long TEAR_DOWN_US_MAX = 1_000_000;
    private static final long RING_US = 1_000_000;
    private static final int RING_BYTES = 1 << 20;
    private static final String USER_AGENT = "Lidless";

    /// What one call came to.
    ///
    /// @param connectUs from the call to TCP, µs
    /// @param playing   whether the camera agreed to play
    /// @param counts    of packets and samples
    /// @param further   how its sound and metadata fared, as far as it offers any
    /// @param end       why it ended before its time
    public record Outcome(
            long connectUs, boolean playing, RtpCounts counts, List<CompanionView> further, Optional<RtspEnd> end) {}

    private final World world;
    private final CameraSource source;
    private final SampleSink sink;
    private final RtspWitness witness;

    /// @param sink    takes what the camera sends
    /// @param witness hears the conversation
    public CameraProbe(World world, CameraSource source, SampleSink sink, RtspWitness witness) {
        this.world = world;
        this.source = source;
        this.sink = sink;
        this.witness = witness;
    }

    /// Calls, and looks for so long once the camera plays.
    public Outcome look(long us) {
        long calledUs = now();
        try (Selector selector = world.network().selector()) {
            InetSocketAddress address = world.network().resolve(source.address().getHost(), source.port());
            var client = new RtspClient(
                    source,
                    sink,
                    RtspPatience.USUAL,
                    USER_AGENT,
                    world.chance().fork("probe")::bits,
                    CameraLessons.NONE);
            client.heardBy(witness);
            var connection = new Connection(
                    unused(),
                    client,
                    address,
                    world.network(),
                    selector,
                    calledUs + IngestLoop.CONNECT_MAX_US,
                    CameraTrust.engine(source),
                    this::here);
            return look(selector, connection, calledUs, us);
        } catch (IOException failed) {
            return new Outcome(
                    now() - calledUs,
                    false,
                    RtpCounts.NONE,
                    List.of(),
                    Optional.of(CameraProblems.unreachable(source, failed)));
        }
    }

    private Outcome look(Selector selector, Connection connection, long calledUs, long us) throws IOException {
        RtspClient client = connection.client();
        ByteBuffer receive = ByteBuffer.allocate(IngestLoop.RECEIVE_BYTES);
        Optional<RtspEnd> broken = Optional.empty();
        long connectedUs = 0;
        long playingUs = Long.MAX_VALUE;
        try {
            while (!connection.isEnded() && broken.isEmpty() && now() - us < playingUs) {
                serve(selector, connection, receive);
                if (connection.isLate(now())) {
                    broken = Optional.of(CameraProblems.silentAtConnect(source, IngestLoop.CONNECT_MAX_US));
                }
                boolean connecting = client.state() == RtspClient.State.CONNECTING;
                connectedUs = connectedUs == 0 && !connecting ? now() : connectedUs;
                if (client.state() == RtspClient.State.PLAYING && playingUs == Long.MAX_VALUE) {
                    playingUs = now();
                }
            }
            RtpCounts counts = client.counts();
            List<CompanionView> further = client.companions(now());
            letGo(selector, connection, receive);
            return new Outcome(
                    Math.max(0, connectedUs - calledUs),
                    playingUs != Long.MAX_VALUE,
                    counts,
                    further,
                    broken.or(client::ended));
        } finally {
            connection.close();
        }
    }

    private void here(Connection connection, Runnable work) {
        work.run();
        connection.reckoned();
    }

    private void letGo(Selector selector, Connection connection, ByteBuffer receive) throws IOException {
        long byUs = now() + TEAR_DOWN_US_MAX;
        connection.client().close(now());
        connection.send(selector, now());
        while (!connection.isEnded() && now() < byUs) {
            serve(selector, connection, receive);
        }
    }

    private void serve(Selector selector, Connection connection, ByteBuffer receive) throws IOException {
        selector.select(SELECT_US / 1000);
        for (SelectionKey ready : selector.selectedKeys()) {
            if (ready.isValid() && ready.isConnectable()) {
                connection.finishConnect(now());
            } else if (ready.isValid() && ready.isReadable()) {
                connection.read(ready, receive, now());
            }
        }
        selector.selectedKeys().clear();
        if (now() >= connection.client().nextTimerUs()) {
            connection.client().onTimer(now());
        }
        connection.send(selector, now());
    }

    /// A connection belongs to a follower; this one follows nothing.
    private CameraFollower unused() {
        var ring = new Ring(new ChunkPool(RING_BYTES, 1), world.clock(), world.chance(), RING_US);
        return new CameraFollower(source, ring, world.clock(), world.chance());
    }

    private long now() {
        return world.clock().elapsedUs();
    }
}
