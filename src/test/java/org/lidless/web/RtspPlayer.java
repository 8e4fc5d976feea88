package org.lidless.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtp.CompanionOffer;
import org.lidless.footage.media.rtp.CompanionReceiver;
import org.lidless.footage.media.rtp.RtpReceiver;
import org.lidless.footage.media.rtp.VideoTrack;
import org.lidless.footage.media.rtsp.RtspHeaders;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.footage.media.rtsp.RtspReader;

/// A player with a connection of its own, that takes H.264 on channel 0 and G.711 on channel 2 apart again.
final class RtspPlayer implements AutoCloseable {

    private static final int LONGEST_MILLIS = 20_000;

    private final Socket socket;
    private final String authorization;
    private final RtspReader reader = new RtspReader();
    private final ByteBuffer buffer =
            ByteBuffer.allocate(2 * RtspReader.BUFFER_BYTES_MIN).limit(0);
    final RecordingSink sink = new RecordingSink();
    final RtpReceiver video =
            new RtpReceiver(new VideoTrack(VideoCodec.H264, 96, List.of(), OptionalInt.empty()), sink, false, 42, 0);
    private final CompanionReceiver sound = new CompanionReceiver(
            new CompanionOffer(new Companion(CompanionCodec.G711_U, 8_000, 1, List.of()), 0, 0, 0, 0), sink, false);
    private final Map<Integer, Integer> frames = new TreeMap<>();
    private String session = "";
    private int asked;

    RtspPlayer(Socket socket, String authorization) throws IOException {
        this.socket = socket;
        this.authorization = authorization;
        socket.setSoTimeout(LONGEST_MILLIS);
    }

    /// Asks, and waits for the answer; what comes before it is taken, too.
    Response ask(String method, String uri, String... headers) throws IOException {
        RtspHeaders all = RtspHeaders.NONE.with("CSeq", Integer.toString(++asked));
        if (!authorization.isEmpty()) {
            all = all.with("Authorization", authorization);
        }
        if (!session.isEmpty()) {
            all = all.with("Session", session);
        }
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        ByteBuffer request = new Request(method, uri, all).encode();
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        socket.getOutputStream().write(bytes);
        while (true) {
            if (next() == RtspReader.Piece.MESSAGE && reader.message() instanceof Response answer) {
                answer.headers().first("Session").ifPresent(said -> session = said.split(";", -1)[0]);
                return answer;
            }
        }
    }

    /// Describes, sets up the video and so many tracks more, and begins to play; answers PLAY's.
    Response play(String uri, int tracks) throws IOException {
        ask("DESCRIBE", uri, "Accept", "application/sdp");
        for (int i = 0; i < tracks; i++) {
            String track = uri.contains("?") ? uri.replaceFirst("\\?", "/track" + i + "?") : uri + "/track" + i;
            String pair = 2 * i + "-" + (2 * i + 1);
            ask("SETUP", track, "Transport", "RTP/AVP/TCP;unicast;interleaved=" + pair);
        }
        return ask("PLAY", uri);
    }

    /// Takes what comes until so many samples have.
    void awaitSamples(int count) throws IOException {
        while (sink.samples().size() < count) {
            next();
        }
    }

    /// Takes what comes until the sender says that nothing more does.
    void awaitBye() throws IOException {
        while (!video.isBye()) {
            next();
        }
        video.flush();
    }

    /// Whether the server has closed the connection.
    boolean isHungUp() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    int frames(int channel) {
        return frames.getOrDefault(channel, 0);
    }

    List<byte[]> units() {
        List<byte[]> units = new ArrayList<>();
        sink.samples().forEach(sample -> units.addAll(sample.nals()));
        return units;
    }

    private RtspReader.Piece next() throws IOException {
        while (true) {
            RtspReader.Piece piece = reader.next(buffer);
            if (piece == RtspReader.Piece.FRAME) {
                taken(reader.channel(), reader.frameStart(), reader.frameEnd());
            }
            if (piece != RtspReader.Piece.NOTHING) {
                return piece;
            }
            buffer.compact();
            int count = socket.getInputStream().read(buffer.array(), buffer.position(), buffer.remaining());
            if (count < 0) {
                throw new IOException("the server has hung up");
            }
            buffer.position(buffer.position() + count).flip();
        }
    }

    private void taken(int channel, int from, int to) {
        frames.merge(channel, 1, Integer::sum);
        long nowUs = System.nanoTime() / 1_000;
        switch (channel) {
            case 0 -> video.rtp(buffer, from, to, nowUs);
            case 1 -> video.rtcp(buffer, from, to, nowUs);
            case 2 -> sound.rtp(buffer, from, to, nowUs);
            default -> {
                // Reports about the sound.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
