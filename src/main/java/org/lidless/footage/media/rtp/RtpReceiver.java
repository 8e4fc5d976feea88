package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.codec.ParameterSets;

/// Receives the RTP and RTCP of one video track (RFC 3550): passes over what does not belong to it, puts
/// datagrams in order, sees what is lost, and feeds the depacketizer. Not thread safe; all times monotonic µs.
///
/// The sender (SSRC) is the one that SETUP announced, or else that of the first packet. Another takes its place after
/// [#STRANGERS_MAX] packets in a row: packets of a camera's earlier session come mixed in. When SETUP announced one
/// that
/// does not come, no packet is lost over that: see [HeldPackets].
public final class RtpReceiver {

    /// Packets in a row of another sender until it is believed.
    static final int STRANGERS_MAX = 16;

    private static final int HEADER_BYTES = 12;
    private static final int TICKS_PER_SECOND = 90_000;
    private static final long US_PER_SECOND = 1_000_000;

    private final Depacketizer depacketizer;
    private final ReorderWindow window = new ReorderWindow();
    private final HeldPackets held = new HeldPackets();
    private final boolean datagrams;
    private final int payloadType;
    private final OptionalInt announced;
    private final int ownSsrc;
    private final ReorderWindow.Line line = new Turn();

    private SequenceCounter sequence = new SequenceCounter();
    private boolean locked;
    private int sender;
    private int stranger;
    private int strangersInRow;
    private boolean anew;
    private long packets;
    private long bytes;
    private long lostBefore;
    private long dropped;
    private long lastMediaUs;
    private int lastTime;
    private int transit;
    private int jitterBy16;
    private boolean bye;
    private @Nullable SenderReport report;

    /// @param datagrams whether packets come by UDP, in any order
    /// @param ownSsrc   random; names us in receiver reports
    /// @param nowUs     counts as the last arrival of media until some comes
    public RtpReceiver(VideoTrack track, SampleSink sink, boolean datagrams, int ownSsrc, long nowUs) {
        var sets = new ParameterSets(track.codec());
        for (ParameterSet set : track.parameterSets()) {
            sets.add(set.bytes(), set.size());
        }
        depacketizer = Depacketizer.of(track.codec(), sink, sets);
        payloadType = track.payloadType();
        announced = track.ssrc();
        this.datagrams = datagrams;
        this.ownSsrc = ownSsrc;
        lastMediaUs = nowUs;
    }

    /// Takes one RTP packet; position and limit of the buffer are left as they were, its bytes may be changed.
    public void rtp(ByteBuffer buffer, int start, int end, long nowUs) {
        if (end - start < HEADER_BYTES || (buffer.get(start) & 0xC0) != 0x80) {
            dropped++;
            return;
        }
        int ssrc = buffer.getInt(start + 8);
        boolean other = isOther(buffer, start);
        if (!locked && !other && announced.isPresent() && announced.getAsInt() != ssrc) {
            if (held.hold(ssrc, buffer, start, end, nowUs)) {
                believeHeld();
            }
        } else if (isOurs(ssrc, other)) {
            dropped += held.forget();
            ours(buffer, start, end, nowUs);
        } else {
            dropped++;
        }
    }

    private void believeHeld() {
        locked = true;
        sender = held.sender();
        held.release(this::ours);
    }

    private void ours(ByteBuffer buffer, int start, int end, long nowUs) {
        int number = buffer.getShort(start + 2) & 0xFFFF;
        if (datagrams && sequence.hasBegun()) {
            window.offer(buffer, start, end, number, nowUs, line);
        } else {
            inTurn(buffer, start, end, number, nowUs);
        }
    }

    private boolean isOther(ByteBuffer buffer, int start) {
        return (buffer.get(start + 1) & 0x7F) != payloadType;
    }

    /// @param other whether it is of another payload type: then it proves nothing of a new sender
    private boolean isOurs(int ssrc, boolean other) {
        if (locked && ssrc == sender) {
            strangersInRow = 0;
            return true;
        }
        if (other) {
            return false;
        }
        strangersInRow = ssrc == stranger ? strangersInRow + 1 : 1;
        stranger = ssrc;
        boolean told = announced.isPresent() && announced.getAsInt() == ssrc;
        if (locked && !told && strangersInRow < STRANGERS_MAX) {
            return false;
        }
        anew = locked;
        if (locked) {
            window.onTimer(Long.MAX_VALUE, line);
            lostBefore += sequence.lost();
            sequence = new SequenceCounter();
        }
        locked = true;
        sender = ssrc;
        strangersInRow = 0;
        return true;
    }

    private final class Turn implements ReorderWindow.Line {
        @Override
        public int expected() {
            return sequence.expected();
        }

        @Override
        public void inOrder(ByteBuffer buffer, int start, int end, int number, long arrivalUs) {
            inTurn(buffer, start, end, number, arrivalUs);
        }
    }

    private void inTurn(ByteBuffer buffer, int start, int end, int number, long nowUs) {
        if (isOther(buffer, start)) {
            // Where it takes part in our numbering (Geovision, Bosch), its number is not missing.
            if (sequence.hasBegun() && sequence.distance(number) == 0) {
                sequence.accept(number);
            }
            dropped++;
            return;
        }
        if (!sequence.accept(number)) {
            dropped++;
            return;
        }
        int from = payloadStart(buffer, start, end);
        int to = payloadEnd(buffer, start, end);
        boolean loss = sequence.isGap() || anew;
        anew = false;
        packets++;
        bytes += end - start;
        lastMediaUs = nowUs;
        int time = buffer.getInt(start + 4);
        if (time != lastTime || packets == 1) {
            measureJitter(time, nowUs);
        }
        boolean marker = buffer.get(start + 1) < 0;
        if (from > to) {
            dropped++;
            depacketizer.packet(buffer, start, start, marker, time, true, nowUs);
        } else {
            depacketizer.packet(buffer, from, to, marker, time, loss, nowUs);
        }
    }

    /// Behind the contributing sources and the extension (RFC 3550 sections 5.1 and 5.3.1); beyond the end when
    /// they claim to be larger than the packet.
    static int payloadStart(ByteBuffer buffer, int start, int end) {
        byte first = buffer.get(start);
        int at = start + HEADER_BYTES + 4 * (first & 0x0F);
        if ((first & 0x10) != 0) {
            at = at + 4 > end ? end + 1 : at + 4 + 4 * (buffer.getShort(at + 2) & 0xFFFF);
        }
        return at;
    }

    static int payloadEnd(ByteBuffer buffer, int start, int end) {
        return (buffer.get(start) & 0x20) == 0 ? end : end - (buffer.get(end - 1) & 0xFF);
    }

    /// RFC 3550 section 6.4.1 and appendix A.8, by the first packet of each picture.
    private void measureJitter(int time, long nowUs) {
        int arrival = (int) (nowUs * 9 / 100);
        int now = arrival - time;
        if (packets > 1) {
            int off = Math.min(Math.abs(now - transit), TICKS_PER_SECOND);
            jitterBy16 += off - ((jitterBy16 + 8) >> 4);
        }
        transit = now;
        lastTime = time;
    }

    /// Takes one RTCP packet, compound or not; what cannot be read is passed over.
    public void rtcp(ByteBuffer buffer, int start, int end, long nowUs) {
        int at = start;
        while (end - at >= 8 && (buffer.get(at) & 0xC0) == 0x80) {
            int next = at + 4 * ((buffer.getShort(at + 2) & 0xFFFF) + 1);
            if (next > end) {
                return;
            }
            int type = buffer.get(at + 1) & 0xFF;
            boolean ours = !locked || buffer.getInt(at + 4) == sender;
            if (type == Rtcp.SENDER_REPORT && next - at >= 28 && ours) {
                report = new SenderReport(buffer.getLong(at + 8), buffer.getInt(at + 16), nowUs);
            } else if (type == Rtcp.BYE && locked && ours) {
                bye = true;
            }
            at = next;
        }
    }

    /// A receiver report about the sender; empty before its first packet.
    public Optional<ByteBuffer> receiverReport(long nowUs) {
        if (!locked) {
            return Optional.empty();
        }
        SenderReport last = report;
        int lastReport = last == null ? 0 : (int) (last.ntp() >>> 16);
        int delay = last == null ? 0 : (int) ((nowUs - last.arrivalUs()) * 65_536 / US_PER_SECOND);
        int lost = (int) Math.min(lost(), 0x7FFFFF);
        return Optional.of(Rtcp.receiverReport(
                ownSsrc,
                new Rtcp.Reception(
                        sender,
                        sequence.fractionLost(),
                        lost,
                        sequence.highest(),
                        jitterBy16 >> 4,
                        lastReport,
                        delay)));
    }

    /// Gives up on datagrams that did not come in time.
    public void onTimer(long nowUs) {
        if (nowUs >= held.dueUs()) {
            believeHeld();
        }
        window.onTimer(nowUs, line);
    }

    /// When [#onTimer] is due; `Long.MAX_VALUE` when it is not.
    public long nextTimerUs() {
        return Math.min(window.nextTimerUs(), held.dueUs());
    }

    /// No packet will follow: hands on or forgets what is unfinished.
    public void flush() {
        if (!held.isEmpty()) {
            believeHeld();
        }
        window.onTimer(Long.MAX_VALUE, line);
        depacketizer.flush();
    }

    /// Packets used so far.
    public long packets() {
        return packets;
    }

    /// When the last packet of the track came, or the receiver was made.
    public long lastMediaUs() {
        return lastMediaUs;
    }

    /// Whether the sender said that it stops (RFC 3550 section 6.6).
    public boolean isBye() {
        return bye;
    }

    /// The camera's own time as it said last.
    public Optional<SenderReport> senderReport() {
        return Optional.ofNullable(report);
    }

    private long lost() {
        return lostBefore + sequence.lost();
    }

    /// What was received so far.
    ///
    /// @param unassigned as the caller counted them
    /// @param garbage    as the caller counted it
    public RtpCounts counts(long unassigned, long garbage) {
        return new RtpCounts(
                packets,
                bytes,
                lost(),
                dropped + depacketizer.dropped(),
                unassigned,
                garbage,
                depacketizer.samples(),
                depacketizer.keys(),
                depacketizer.damagedSamples());
    }
}
