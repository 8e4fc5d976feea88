package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.rtsp.RtspClient.State;
import org.lidless.fuzz.Target;

/// What a camera says, in RTSP and in its session descriptions.
public final class RtspFuzz {

    private static final List<byte[]> WORDS = bytes(
            "RTSP/1.0 200 OK\r\n",
            "RTSP/1.0 401 \r\n",
            "RTSP/1.0 454\r\n",
            "Content-Length: 99999999999\r\n",
            "Content-Length: -1\r\n",
            "WWW-Authenticate: Digest realm=\"",
            "nonce=\"",
            "qop=auth,auth-int",
            "Session: ",
            ";timeout=0",
            "Transport: RTP/AVP;unicast;interleaved=0-1\r\n",
            "interleaved=255-0",
            "\r\n\r\n",
            "$\0\377\377",
            "$\1\0\4",
            "m=video 0 RTP/AVP 96\r\n",
            "a=rtpmap:96 H265/90000\r\n",
            "sprop-parameter-sets=",
            "Content-Base: ");

    private RtspFuzz() {}

    public static List<Target> targets() {
        return List.of(new Conversation(), new Description());
    }

    private static List<byte[]> bytes(String... texts) {
        List<byte[]> all = new ArrayList<>();
        for (String text : texts) {
            all.add(text.getBytes(ISO_8859_1));
        }
        return all;
    }

    /// What the cameras of the written-down conversations say.
    private static List<byte[]> transcripts() {
        try (var files = Files.walk(Path.of("src/test/resources/cameras"))) {
            List<byte[]> all = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                StringBuilder said = new StringBuilder();
                for (String line : Files.readAllLines(file, UTF_8)) {
                    if (line.startsWith("<")) {
                        said.append(line.substring(Math.min(2, line.length()))).append("\r\n");
                    } else if (line.startsWith(">")
                            && !said.isEmpty()
                            && !said.toString().endsWith("\r\n\r\n")) {
                        said.append("\r\n");
                    }
                }
                all.add(said.toString().replace("{length}", "400").getBytes(ISO_8859_1));
            }
            return all;
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /// The first byte says in what pieces it arrives, and by which transport.
    private static final class Conversation implements Target {

        @Override
        public String name() {
            return "rtsp";
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (byte[] each : transcripts()) {
                byte[] seed = new byte[each.length + 1];
                seed[0] = (byte) each.length;
                System.arraycopy(each, 0, seed, 1, each.length);
                seeds.add(seed);
            }
            return seeds;
        }

        @Override
        public List<byte[]> words() {
            return WORDS;
        }

        /// The buffers of one connection.
        @Override
        public long allocationMax(int inputBytes) {
            return (48L << 20) + 1024L * inputBytes;
        }

        @Override
        public long feed(byte[] input) {
            int how = input.length == 0 ? 0 : input[0] & 0xFF;
            var source = new CameraSource(
                    StreamId.main(new CameraId("cam-1")),
                    URI.create("rtsp://192.0.2.7/stream"),
                    Optional.of(new CameraSource.Credentials("viewer", "secret")),
                    how % 3 == 0 ? Transport.UDP : Transport.TCP);
            var sink = new RecordingSink();
            var client = new RtspClient(source, sink, RtspPatience.USUAL, "Lidless/test", () -> 7, CameraLessons.NONE);
            client.onConnected(0);
            ByteBuffer in = ByteBuffer.allocate(RtspClient.RECEIVE_BYTES_MIN);
            long nowUs = 0;
            int at = Math.min(1, input.length);
            int piece = 1 + how * 37 % 2_900;
            long sign = 0;
            while (at < input.length && client.state() != State.ENDED) {
                int size = Math.min(Math.min(piece, input.length - at), in.remaining());
                if (size == 0) {
                    throw new AssertionError("no room for more: the client leaves too much");
                }
                in.put(input, at, size).flip();
                at += size;
                client.onBytes(in, nowUs);
                in.compact();
                nowUs += 10_000;
                if (client.wantsUdpPorts()) {
                    client.onUdpPorts(5000, nowUs);
                }
                client.onTimer(nowUs);
                client.output().ifPresent(out -> out.position(out.limit()));
                sign = sign * 31 + client.state().name().hashCode();
            }
            String end = client.ended().map(each -> each.problem().what()).orElse("");
            client.close(nowUs);
            client.onTimer(nowUs + 10_000_000);
            return 31 * Long.hashCode(sign % 97)
                    + end.hashCode() % 1_009
                    + 7L * Math.min(20, sink.samples().size());
        }
    }

    private static final class Description implements Target {

        @Override
        public String name() {
            return "sdp";
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (byte[] each : transcripts()) {
                String said = new String(each, ISO_8859_1);
                int from = said.indexOf("v=0");
                if (from >= 0) {
                    seeds.add(said.substring(from).getBytes(ISO_8859_1));
                }
            }
            seeds.add(
                    ("v=0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;"
                                    + "sprop-parameter-sets=Z2QADKzZQUGfnwEQAAADABAAAAMDIPFCmWA=,aOvjyyLA\r\na=control:track1\r\n")
                            .getBytes(ISO_8859_1));
            return seeds;
        }

        @Override
        public List<byte[]> words() {
            return WORDS;
        }

        @Override
        public long feed(byte[] input) {
            SessionDescription read = SessionDescription.parse(new String(input, UTF_8));
            return (long) read.video().map(Object::toString).orElse("none").hashCode() % 4_099
                    + read.videoNames().hashCode() % 1_009;
        }
    }
}
