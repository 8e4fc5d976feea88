package org.lidless.simulator.personality;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;
import org.lidless.simulator.Personality.Moment;
import org.lidless.simulator.Personality.Way;
import org.lidless.world.Chance;

/// What cameras do to the connection that media and answers share (RFC 2326 section 10.12).
final class ConnectionQuirks {

    private static final int STALE_US = 2_000_000;
    private static final int GARBAGE_BYTES = 37;
    private static final int INTERLEAVED_HEAD = 4;
    private static final int SSRC_AT = 8;

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "early-rtp",
                    "sends its first frame before it answers PLAY",
                    "v4l2rtspserver, Reolink; retina's notes",
                    new PlaysEarly()),
            new Quirk(
                    "rogue-channel",
                    "sends also on a channel that nobody asked for",
                    "retina's policy for unassigned channels",
                    new SendsAlso(Way.INTERLEAVED, (moment, units, _) -> before(rogue(), units))),
            new Quirk(
                    "garbage-between",
                    "puts random bytes between its frames",
                    "gortsplib #653; go2rtc",
                    new SendsAlso(Way.INTERLEAVED, (moment, units, chance) -> before(garbage(chance), units))),
            new Quirk(
                    "crlf-between",
                    "puts empty lines between its frames",
                    "several",
                    new SendsAlso(
                            Way.INTERLEAVED,
                            (moment, units, _) -> before(ByteBuffer.wrap(new byte[] {13, 10}), units))),
            new Quirk(
                    "stale-packets",
                    "mixes in packets of an earlier session for two seconds",
                    "Reolink RLC-410, live555 before 2017-06; retina #17, moonfire #184",
                    new SendsAlso(Way.INTERLEAVED, ConnectionQuirks::withStale)),
            new Quirk(
                    "asks-back",
                    "asks its client for its options before it answers PLAY",
                    "several",
                    new Answers("PLAY", good -> "OPTIONS rtsp://client/ RTSP/1.0\r\nCSeq: 1\r\n\r\n" + good)),
            new Quirk(
                    "blackhole:SECONDS",
                    "falls silent after some seconds as if its cable were pulled: nothing is answered, nothing closed",
                    "many",
                    new Blackhole(4_000_000)));

    private ConnectionQuirks() {}

    private static List<ByteBuffer> before(ByteBuffer first, List<ByteBuffer> units) {
        List<ByteBuffer> all = new ArrayList<>(units.size() + 1);
        all.add(first);
        all.addAll(units);
        return all;
    }

    private static ByteBuffer rogue() {
        return ByteBuffer.allocate(24)
                .put((byte) '$')
                .put((byte) 9)
                .putShort((short) 20)
                .put((byte) 0x80)
                .position(24)
                .flip();
    }

    private static ByteBuffer garbage(Chance chance) {
        ByteBuffer bytes = ByteBuffer.allocate(GARBAGE_BYTES);
        while (bytes.hasRemaining()) {
            byte each = (byte) chance.bits();
            bytes.put(each == '$' ? (byte) '%' : each);
        }
        return bytes.flip();
    }

    /// The same packets under another sender's number go out before the real ones.
    private static List<ByteBuffer> withStale(Moment moment, List<ByteBuffer> units, Chance chance) {
        if (moment.playedUs() > STALE_US) {
            return units;
        }
        List<ByteBuffer> all = new ArrayList<>();
        for (ByteBuffer unit : units) {
            ByteBuffer stale =
                    ByteBuffer.allocate(unit.remaining()).put(unit.duplicate()).flip();
            int at = INTERLEAVED_HEAD + SSRC_AT;
            stale.putInt(at, ~stale.getInt(at));
            all.add(stale);
        }
        all.addAll(units);
        return all;
    }

    private record PlaysEarly() implements Personality {

        @Override
        public boolean playsBeforeItAnswers() {
            return true;
        }
    }

    /// @param afterUs how long a session plays, µs
    record Blackhole(long afterUs) implements Personality {

        @Override
        public FrameFate onFrame(Moment moment) {
            return moment.playedUs() < afterUs ? FrameFate.SENT : FrameFate.WITHHELD;
        }

        @Override
        public Reaction onRequest(Request request) {
            boolean inSession = request.headers().first("Session").isPresent()
                    && !request.method().equals("PLAY");
            return inSession ? new Reaction.Silence() : new Reaction.Ordinary();
        }
    }
}
