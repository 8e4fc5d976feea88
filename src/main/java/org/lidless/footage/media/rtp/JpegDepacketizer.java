package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.JpegFront;

/// MJPEG in RTP (RFC 2435): puts back the front of each image that RTP leaves out, and its end. An image of which a
/// packet is missing is dropped: what is behind the hole cannot be told from what is before it. Every sample is a key
/// sample.
///
/// An image ends at the marker; without one, at the next time stamp, when nothing of it is missing.
public final class JpegDepacketizer implements Depacketizer {

    private static final int MAIN_HEADER_BYTES = 8;
    private static final int RESTART_FIRST = 64;
    private static final int RESTART_LAST = 127;
    private static final int TYPES_MASK = 63;
    private static final int TABLES_IN_BAND_FIRST = 128;
    private static final int TABLES_EACH_TIME = 255;
    private static final byte[] END_OF_IMAGE = {(byte) 0xFF, (byte) 0xD9};

    private final SampleSink sink;
    /// Tables by Q from 128 to 254, which a camera may send once (section 3.1.8).
    private final byte[][] known = new byte[TABLES_EACH_TIME - TABLES_IN_BAND_FIRST][];

    private int width;
    private int height;
    private boolean open;
    private boolean awaitingStart = true;
    private int time;
    private int next;
    private int bytes;
    private int lastTwo;
    private long arrivalUs;
    private long samples;
    private long dropped;

    JpegDepacketizer(SampleSink sink) {
        this.sink = sink;
    }

    @Override
    public void packet(ByteBuffer buffer, int from, int to, boolean marker, int rtpTime, boolean loss, long nowUs) {
        if (open && (loss || rtpTime != time)) {
            if (loss) {
                drop();
            } else {
                end();
            }
        }
        arrivalUs = nowUs;
        if (to - from <= MAIN_HEADER_BYTES) {
            unreadable();
        } else {
            fragment(buffer, from, to, rtpTime);
        }
        if (marker) {
            if (open) {
                end();
            }
            awaitingStart = true;
        }
    }

    private void fragment(ByteBuffer buffer, int from, int to, int rtpTime) {
        int offset = buffer.getInt(from) & 0xFFFFFF;
        if (offset == 0) {
            begin(buffer, from, to, rtpTime);
        } else if (open && offset == next) {
            data(buffer, from + MAIN_HEADER_BYTES + restartBytes(buffer, from), to);
        } else if (open) {
            drop();
        } else if (awaitingStart) {
            awaitingStart = false;
            dropped++;
        }
    }

    private static int restartBytes(ByteBuffer buffer, int from) {
        int type = buffer.get(from + 4) & 0xFF;
        return type >= RESTART_FIRST && type <= RESTART_LAST ? 4 : 0;
    }

    /// The first fragment: main header, restart header, quantization tables (sections 3.1 to 3.1.8).
    private void begin(ByteBuffer buffer, int from, int to, int rtpTime) {
        if (open) {
            drop();
        }
        int q = buffer.get(from + 5) & 0xFF;
        int restart = restartBytes(buffer, from);
        int at = from + MAIN_HEADER_BYTES + restart;
        int interval = restart > 0 && at <= to ? buffer.getShort(at - 4) & 0xFFFF : 0;
        byte[] tables = JpegFront.tables(q);
        boolean wide = false;
        if (q >= TABLES_IN_BAND_FIRST) {
            if (at + 4 > to) {
                unreadable();
                return;
            }
            int length = buffer.getShort(at + 2) & 0xFFFF;
            wide = buffer.get(at + 1) != 0;
            tables = tables(buffer, at + 4, to, q, length);
            at += 4 + length;
        }
        int across = (buffer.get(from + 6) & 0xFF) * 8;
        int down = (buffer.get(from + 7) & 0xFF) * 8;
        int sampling = buffer.get(from + 4) & TYPES_MASK;
        if (tables.length != JpegFront.TABLES_BYTES || wide || at >= to || across == 0 || down == 0 || sampling > 1) {
            unreadable();
            return;
        }
        if (across != width || down != height) {
            width = across;
            height = down;
            sink.parameters(new VideoParameters(VideoCodec.MJPEG, List.of(), width, height, 0));
        }
        open = true;
        awaitingStart = false;
        time = rtpTime;
        next = 0;
        bytes = 0;
        lastTwo = 0;
        sink.beginPlain();
        sink.append(ByteBuffer.wrap(JpegFront.of(width, height, sampling, tables, interval)));
        data(buffer, at, to);
    }

    /// Tables in band; those of the same Q before when it carries none.
    private byte[] tables(ByteBuffer buffer, int from, int to, int q, int length) {
        int place = q - TABLES_IN_BAND_FIRST;
        if (length == 0 && q < TABLES_EACH_TIME && known[place] != null) {
            return known[place];
        }
        if (length != JpegFront.TABLES_BYTES || from + length > to) {
            return new byte[0];
        }
        byte[] tables = new byte[length];
        buffer.get(from, tables);
        if (q < TABLES_EACH_TIME) {
            known[place] = tables;
        }
        return tables;
    }

    private void data(ByteBuffer buffer, int from, int to) {
        int size = to - from;
        if (size <= 0) {
            return;
        }
        if (bytes + size > SampleAssembler.SAMPLE_BYTES_MAX) {
            drop();
            return;
        }
        lastTwo = size > 1 ? buffer.getShort(to - 2) & 0xFFFF : ((lastTwo << 8) | (buffer.get(from) & 0xFF)) & 0xFFFF;
        next += size;
        bytes += size;
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(to).position(from);
        sink.append(buffer);
        buffer.limit(limit).position(position);
    }

    private void end() {
        if (lastTwo != 0xFFD9) {
            sink.append(ByteBuffer.wrap(END_OF_IMAGE));
        }
        sink.endNal();
        sink.endSample(time, true, false, arrivalUs);
        open = false;
        samples++;
    }

    private void drop() {
        sink.dropNal();
        sink.dropSample();
        open = false;
        dropped++;
    }

    private void unreadable() {
        if (open) {
            drop();
        } else {
            dropped++;
        }
    }

    @Override
    public void flush() {
        if (open) {
            drop();
        }
    }

    @Override
    public long samples() {
        return samples;
    }

    @Override
    public long keys() {
        return samples;
    }

    @Override
    public long damagedSamples() {
        return 0;
    }

    @Override
    public long dropped() {
        return dropped;
    }
}
