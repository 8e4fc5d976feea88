package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.RecordingSink;
import org.lidless.fuzz.Target;

/// What arrives beside the video. The first byte of an input names the coding and the way; behind it stands a row of
/// packets, each with its length in two bytes before it.
final class BesideFuzz implements Target {

    private static final int TYPE = 97;
    private static final List<CompanionCodec> CODECS = List.of(CompanionCodec.values());

    @Override
    public String name() {
        return "rtp-beside";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int codec = 0; codec < CODECS.size(); codec++) {
            ByteBuffer seed = ByteBuffer.allocate(1_024).put((byte) codec);
            for (int number = 0; number < 6; number++) {
                byte[] payload = {0, 16, 0, (byte) (6 << 3), 1, 2, 3, 4, 5, (byte) number};
                seed.putShort((short) (12 + payload.length));
                seed.put((byte) 0x80).put((byte) (TYPE | (number % 2 == 0 ? 0 : 0x80)));
                seed.putShort((short) (65_533 + number))
                        .putInt(number * 1_024)
                        .putInt(7)
                        .put(payload);
            }
            byte[] whole = new byte[seed.position()];
            seed.get(0, whole);
            seeds.add(whole);
        }
        return seeds;
    }

    @Override
    public long allocationMax(int inputBytes) {
        return (8L << 20) + 4_096L * inputBytes;
    }

    @Override
    public long feed(byte[] input) {
        int how = input.length == 0 ? 0 : input[0] & 0xFF;
        CompanionCodec codec = CODECS.get(how % CODECS.size());
        boolean isAac = codec == CompanionCodec.AAC;
        var track = new Companion(
                codec,
                16_000,
                codec.isAudio() ? 1 + how / 64 : 0,
                isAac ? List.of(new ParameterSet(new byte[] {0x14, 0x08})) : List.of());
        var sink = new RecordingSink();
        var receiver =
                new CompanionReceiver(new CompanionOffer(track, TYPE, 13, 3, isAac ? 16_000 : 0), sink, how % 2 == 1);
        ByteBuffer in = ByteBuffer.wrap(input).position(Math.min(1, input.length));
        long nowUs = 0;
        while (in.remaining() >= 2) {
            int length = Math.min(in.getShort() & 0x7FFF, in.remaining());
            int at = in.position();
            nowUs += 20_000;
            receiver.rtp(in, at, at + length, nowUs);
            if (nowUs >= receiver.nextTimerUs()) {
                receiver.onTimer(nowUs);
            }
            in.position(at + length);
        }
        receiver.flush();
        return receiver.frames() * 1_009 + receiver.dropped() * 31 + receiver.packets();
    }
}
