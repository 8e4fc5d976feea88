package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.SampleSink;

/// Receives the RTP of a track that goes with the video (RFC 3550), and has frames taken out of it. Whatever comes, the
/// video does not notice: what cannot be read is counted and dropped. Not thread safe; times monotonic µs.
public final class CompanionReceiver {

    private static final int HEADER_BYTES = 12;

    private final CompanionOffer offer;
    private final CompanionFrames frames;
    private final boolean datagrams;
    private final ReorderWindow window = new ReorderWindow();
    private final ReorderWindow.Line line = new Turn();
    private SequenceCounter sequence = new SequenceCounter();
    private boolean locked;
    private int sender;
    private int strangers;
    private long packets;
    private long dropped;
    private long lastPacketUs = Long.MIN_VALUE;

    /// @param datagrams whether packets come by UDP, in any order
    public CompanionReceiver(CompanionOffer offer, SampleSink sink, boolean datagrams) {
        this.offer = offer;
        this.datagrams = datagrams;
        this.frames = new CompanionFrames(offer, sink);
    }

    /// Takes one RTP packet; position and limit of the buffer are left as they were.
    public void rtp(ByteBuffer buffer, int start, int end, long nowUs) {
        packets++;
        lastPacketUs = nowUs;
        if (end - start < HEADER_BYTES
                || (buffer.get(start) & 0xC0) != 0x80
                || (buffer.get(start + 1) & 0x7F) != offer.payloadType()
                || !isOurs(buffer.getInt(start + 8))) {
            dropped++;
            return;
        }
        int number = buffer.getShort(start + 2) & 0xFFFF;
        if (datagrams && sequence.hasBegun()) {
            window.offer(buffer, start, end, number, nowUs, line);
        } else {
            inTurn(buffer, start, end, number, nowUs);
        }
    }

    /// Another sender is believed after [RtpReceiver#STRANGERS_MAX] packets in a row.
    private boolean isOurs(int ssrc) {
        if (locked && ssrc == sender) {
            strangers = 0;
            return true;
        }
        if (locked && ++strangers < RtpReceiver.STRANGERS_MAX) {
            return false;
        }
        if (locked) {
            window.onTimer(Long.MAX_VALUE, line);
            sequence = new SequenceCounter();
            frames.torn();
        }
        locked = true;
        sender = ssrc;
        strangers = 0;
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
        if (!sequence.accept(number)) {
            dropped++;
            return;
        }
        if (sequence.isGap()) {
            frames.torn();
        }
        int from = RtpReceiver.payloadStart(buffer, start, end);
        int to = RtpReceiver.payloadEnd(buffer, start, end);
        if (from >= to) {
            dropped++;
            return;
        }
        boolean marker = buffer.get(start + 1) < 0;
        frames.packet(buffer, from, to, marker, buffer.getInt(start + 4), nowUs);
    }

    /// Gives up on datagrams that did not come in time.
    public void onTimer(long nowUs) {
        window.onTimer(nowUs, line);
    }

    /// When [#onTimer] is due; `Long.MAX_VALUE` when it is not.
    public long nextTimerUs() {
        return window.nextTimerUs();
    }

    /// No packet will follow.
    public void flush() {
        window.onTimer(Long.MAX_VALUE, line);
    }

    /// What it is.
    public Companion track() {
        return offer.track();
    }

    /// Whether it is the audio.
    public boolean isAudio() {
        return offer.track().codec().isAudio();
    }

    /// Packets that came, of use or not.
    public long packets() {
        return packets;
    }

    /// When the last packet came; `Long.MIN_VALUE` before the first.
    public long lastPacketUs() {
        return lastPacketUs;
    }

    /// Frames handed on.
    public long frames() {
        return frames.count();
    }

    /// Packets and frames that were of no use.
    public long dropped() {
        return dropped + frames.dropped();
    }

    /// When the last frame came; `Long.MIN_VALUE` before the first.
    public long lastUs() {
        return frames.lastUs();
    }
}
