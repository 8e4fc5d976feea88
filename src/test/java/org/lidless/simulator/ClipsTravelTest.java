package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtp.RtpReceiver;
import org.lidless.footage.media.rtp.VideoTrack;
import org.lidless.simulator.personality.Personalities;

/// What a camera puts into packets is what a recorder takes out of them, byte by byte as the ledger says.
class ClipsTravelTest {

    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @ValueSource(strings = {"av1", "mjpeg", "day-and-night"})
    void everyFrameArrivesAsItsLedgerSays(String personality) throws IOException, NoSuchAlgorithmException {
        List<String> sent = new ArrayList<>();
        for (Clip clip :
                ClipShelf.open().forCamera(1, Personalities.named(personality).orElseThrow())) {
            sent.addAll(send(clip));
        }
        List<String> arrived = new ArrayList<>();
        for (RecordingSink.Taken taken : sink.samples()) {
            arrived.add(hash(taken));
            assertThat(taken.damaged()).isFalse();
        }
        assertThat(arrived).isEqualTo(sent);
        assertThat(sink.samples().getFirst().key()).isTrue();
    }

    private List<String> send(Clip clip) {
        int type = SessionText.payloadType(clip.codec());
        var receiver =
                new RtpReceiver(new VideoTrack(clip.codec(), type, List.of(), OptionalInt.empty()), sink, false, 1, 0);
        var sender = new RtpSender(7, 65_500, -100_000);
        List<String> hashes = new ArrayList<>();
        for (int at = 0; at < clip.frames().size(); at++) {
            List<byte[]> nals = new ArrayList<>(clip.frames().get(at).nals());
            new Stamp(new UUID(1, 2), new CameraId("cam-1"), at, 40_000L * at).into(clip.codec(), nals);
            var frame = new Frame(at, 0, 0, 3600L * at, clip.frames().get(at).key(), clip.codec(), nals);
            hashes.add(frame.hash());
            for (ByteBuffer packet : sender.packets(
                    frame.ticks(), Packetizer.packets(clip.codec(), nals, Personality.PAYLOAD_BYTES_MAX))) {
                receiver.rtp(packet, 0, packet.limit(), 40_000L * at);
            }
        }
        // The first sample of a session ends with the next one's beginning.
        receiver.flush();
        return hashes;
    }

    private static String hash(RecordingSink.Taken taken) throws NoSuchAlgorithmException {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        for (byte[] unit : taken.nals()) {
            if (taken.plain()) {
                sum.update(unit);
            } else {
                sum.update(ByteBuffer.allocate(4).putInt(unit.length).flip());
                sum.update(unit);
            }
        }
        return HexFormat.of().formatHex(sum.digest(), 0, 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"av1", "mjpeg"})
    void parametersAreToldOnceWithThePicturesSize(String personality) throws IOException {
        Clip clip = ClipShelf.open()
                .forCamera(1, Personalities.named(personality).orElseThrow())
                .getFirst();
        send(clip);
        assertThat(sink.parameters()).singleElement().satisfies(each -> {
            boolean isAv1 = clip.codec() == VideoCodec.AV1;
            assertThat(each.width()).isEqualTo(isAv1 ? 640 : 320);
            assertThat(each.height()).isEqualTo(isAv1 ? 360 : 176);
            assertThat(each.parameterSets()).hasSize(isAv1 ? 1 : 0);
        });
    }
}
