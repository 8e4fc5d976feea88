package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.SampleSink;

/// Takes frames out of a companion's payloads: G.711, L16 and Opus a packet each (RFC 3551, RFC 7587), AAC by access
/// units (RFC 3640), metadata by documents that end with the marker, or where the next one's time begins (ONVIF
/// Streaming Specification section 5.1.2.1.1). What cannot be read is counted and dropped.
final class CompanionFrames {

    /// A longer frame is dropped.
    static final int BYTES_MAX = 256 << 10;

    private static final int AAC_SAMPLES = 1024;
    private static final int UNITS_MAX = 64;
    /// 120 ms, the longest packet that RFC 6716 allows.
    private static final int OPUS_TICKS_MAX = 5760;

    private final CompanionOffer offer;
    private final SampleSink sink;
    private final int unitTicks;
    /// Memory only when a frame comes in pieces.
    private ByteBuffer gathered = ByteBuffer.allocate(0);
    private int gatheredTime;
    private boolean untilMarker;
    private long count;
    private long dropped;
    private long lastUs = Long.MIN_VALUE;

    CompanionFrames(CompanionOffer offer, SampleSink sink) {
        this.offer = offer;
        this.sink = sink;
        this.unitTicks = offer.ownRate() == 0
                ? AAC_SAMPLES
                : Math.max(1, (int) ((long) AAC_SAMPLES * offer.track().rate() / offer.ownRate()));
    }

    /// Packets are missing before the next one: what was begun is of no use, nor is a document's rest.
    void torn() {
        gathered.clear();
        untilMarker = true;
    }

    /// Takes the next payload, at least one byte.
    void packet(ByteBuffer buffer, int from, int to, boolean marker, int time, long nowUs) {
        int channels = offer.track().channels();
        switch (offer.track().codec()) {
            case G711_A, G711_U -> whole(buffer, from, to, time, (to - from) / channels, nowUs);
            case L16 -> whole(buffer, from, to, time, (to - from) / (2 * channels), nowUs);
            case OPUS -> whole(buffer, from, to, time, opusTicks(buffer, from, to), nowUs);
            case AAC -> units(buffer, from, to, time, nowUs);
            case ONVIF_METADATA -> document(buffer, from, to, time, marker, nowUs);
        }
    }

    private void whole(ByteBuffer buffer, int from, int to, int time, int ticks, long nowUs) {
        if (ticks < 1) {
            dropped++;
            return;
        }
        hand(buffer.slice(from, to - from), time, ticks, nowUs);
    }

    private void hand(ByteBuffer frame, int time, int ticks, long nowUs) {
        count++;
        lastUs = nowUs;
        sink.companion(offer.track(), time, ticks, frame, nowUs);
    }

    /// RFC 6716 section 3.1: configuration and count of frames, at 48 kHz.
    private static int opusTicks(ByteBuffer buffer, int from, int to) {
        int first = buffer.get(from) & 0xFF;
        int kind = first >> 3;
        int each;
        if (kind < 12) {
            each = (kind & 3) == 3 ? 2880 : 480 << (kind & 3);
        } else {
            each = kind < 16 ? 480 << (kind & 1) : 120 << (kind & 3);
        }
        int frames = switch (first & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> to - from > 1 ? buffer.get(from + 1) & 0x3F : 0;
        };
        return each * frames <= OPUS_TICKS_MAX ? each * frames : 0;
    }

    /// Headers of access units, their length in bits before them, and the units (RFC 3640 sections 3.2.1 and 3.2.3). A
    /// unit that is longer than its packet goes on in the next ones.
    private void units(ByteBuffer buffer, int from, int to, int time, long nowUs) {
        int bits = to - from >= 2 ? buffer.getShort(from) & 0xFFFF : 0;
        int each = offer.sizeBits() + offer.indexBits();
        int units = bits / each;
        int data = from + 2 + (bits + 7) / 8;
        if (units < 1 || units > UNITS_MAX || data > to) {
            dropped++;
            return;
        }
        int first = number(buffer, (from + 2) * 8, offer.sizeBits());
        if (units == 1 && first > to - data) {
            piece(buffer, data, to, first, time, nowUs);
            return;
        }
        gathered.clear();
        for (int unit = 0; unit < units; unit++) {
            int size = number(buffer, (from + 2) * 8 + unit * each, offer.sizeBits());
            if (size < 1 || size > to - data) {
                dropped++;
                return;
            }
            whole(buffer, data, data + size, time + unit * unitTicks, unitTicks, nowUs);
            data += size;
        }
    }

    private void piece(ByteBuffer buffer, int from, int to, int size, int time, long nowUs) {
        if (gathered.position() > 0 && time != gatheredTime) {
            gathered.clear();
        }
        if (!gather(buffer, from, to, time)) {
            return;
        }
        if (gathered.position() >= size) {
            whole(gathered, 0, size, time, unitTicks, nowUs);
            gathered.clear();
        }
    }

    private static int number(ByteBuffer buffer, int atBit, int bits) {
        int value = 0;
        for (int bit = atBit; bit < atBit + bits; bit++) {
            value = (value << 1) | ((buffer.get(bit >> 3) >> (7 - (bit & 7))) & 1);
        }
        return value;
    }

    private void document(ByteBuffer buffer, int from, int to, int time, boolean marker, long nowUs) {
        if (untilMarker) {
            untilMarker = !marker;
            dropped++;
            return;
        }
        if (gathered.position() > 0 && time != gatheredTime) {
            handDocument(nowUs);
        }
        if (!gather(buffer, from, to, time)) {
            untilMarker = !marker;
        } else if (marker) {
            handDocument(nowUs);
        }
    }

    private void handDocument(long nowUs) {
        hand(gathered.slice(0, gathered.position()), gatheredTime, 0, nowUs);
        gathered.clear();
    }

    /// Adds a piece to what is gathered; drops all of it when it gets too long.
    private boolean gather(ByteBuffer buffer, int from, int to, int time) {
        int length = gathered.position() + to - from;
        if (length > BYTES_MAX) {
            gathered.clear();
            dropped++;
            return false;
        }
        if (gathered.capacity() < length) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2048, Integer.highestOneBit(length) * 2));
            larger.put(gathered.flip());
            gathered = larger;
        }
        gathered.put(gathered.position(), buffer, from, to - from).position(length);
        gatheredTime = time;
        return true;
    }

    long count() {
        return count;
    }

    long dropped() {
        return dropped;
    }

    long lastUs() {
        return lastUs;
    }
}
