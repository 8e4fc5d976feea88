package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one RTSP connection into messages and interleaved frames (RFC 2326 section 10.12), for either
/// side. Line ends before a message are skipped. Where neither a message nor a frame can begin, bytes are skipped
/// and counted until one certainly does; more than [#GARBAGE_BYTES_MAX] in a row is the end.
///
/// Nothing is copied or allocated for a frame: it is given as a place in the caller's buffer. A piece is only
/// consumed whole; what is left in the buffer is its beginning, and the caller keeps it in front of what comes
/// next. So a buffer of [#BUFFER_BYTES_MIN] always suffices.
public final class RtspReader {

    /// Room for the largest frame and the largest message.
    public static final int BUFFER_BYTES_MIN = 4 + 65_535 + 1;

    /// Bytes in a row that are no RTSP before the connection is given up.
    public static final int GARBAGE_BYTES_MAX = 65_536;

    private static final int METHOD_BYTES_MAX = 32;
    private static final int SHOWN_BYTES_MAX = 80;
    private static final byte[] RESPONSE_START = {'R', 'T', 'S', 'P', '/'};
    private static final int RTP_VERSION_BITS = 0x80;

    /// What was found.
    public enum Piece {
        /// The buffer holds no whole piece; come again with more bytes.
        NOTHING,
        /// See [#message].
        MESSAGE,
        /// See [#channel], [#frameStart], [#frameEnd].
        FRAME,
        /// Some bytes were skipped and counted; go on.
        GARBAGE,
        /// The other side is not to be understood any more; see [#fault].
        BROKEN
    }

    private int channelMax = 255;
    private boolean lost;
    private int garbageInRow;
    private long garbageBytes;
    private int scanned;
    private int channel;
    private int frameStart;
    private int frameEnd;
    private @Nullable RtspMessage message;
    private String fault = "";
    private int skippedStart;

    /// Tells which channels (0 to this one) frames are expected on; after garbage only these count as a beginning.
    public void expectChannels(int channelMax) {
        this.channelMax = channelMax;
    }

    /// Finds the next piece from the buffer's position and moves the position behind it.
    public Piece next(ByteBuffer in) {
        while (in.hasRemaining()) {
            int start = in.position();
            byte first = in.get(start);
            if (first == '$' && (!lost || certainFrame(in, start))) {
                return frame(in, start);
            }
            if (!lost && (first == '\r' || first == '\n')) {
                in.position(start + 1);
                continue;
            }
            return switch (messageAt(in, start)) {
                case YES -> message(in, start);
                case MORE -> Piece.NOTHING;
                case NO -> garbage(in, start);
            };
        }
        return Piece.NOTHING;
    }

    private Piece frame(ByteBuffer in, int start) {
        int available = in.limit() - start;
        if (available < 4) {
            return Piece.NOTHING;
        }
        int length = in.getShort(start + 2) & 0xFFFF;
        if (available < 4 + length) {
            return Piece.NOTHING;
        }
        channel = in.get(start + 1) & 0xFF;
        frameStart = start + 4;
        frameEnd = frameStart + length;
        in.position(frameEnd);
        inStep();
        return Piece.FRAME;
    }

    /// After garbage a lone `$` proves nothing: it must be followed by a channel in use and a packet of RTP's
    /// version.
    private boolean certainFrame(ByteBuffer in, int start) {
        if (in.limit() - start < 5) {
            return in.limit() - start < 2 || (in.get(start + 1) & 0xFF) <= channelMax;
        }
        return (in.get(start + 1) & 0xFF) <= channelMax && (in.get(start + 4) & 0xC0) == RTP_VERSION_BITS;
    }

    private enum Likely {
        YES,
        NO,
        MORE
    }

    /// Whether a message begins here: `RTSP/`, or (never after garbage) a method's capital letters and a space.
    private Likely messageAt(ByteBuffer in, int start) {
        int available = in.limit() - start;
        int same = 0;
        while (same < available && same < RESPONSE_START.length && in.get(start + same) == RESPONSE_START[same]) {
            same++;
        }
        if (same == RESPONSE_START.length) {
            return Likely.YES;
        }
        if (same == available) {
            return Likely.MORE;
        }
        if (lost) {
            return Likely.NO;
        }
        int letters = 0;
        while (letters < available && letters < METHOD_BYTES_MAX && isMethodLetter(in.get(start + letters))) {
            letters++;
        }
        if (letters == available && letters < METHOD_BYTES_MAX) {
            return Likely.MORE;
        }
        boolean spaced = letters >= 3 && letters < available && in.get(start + letters) == ' ';
        return spaced ? Likely.YES : Likely.NO;
    }

    private static boolean isMethodLetter(byte value) {
        return (value >= 'A' && value <= 'Z') || value == '_';
    }

    private Piece message(ByteBuffer in, int start) {
        int headEnd = headEnd(in, start);
        if (headEnd < 0) {
            if (in.limit() - start > RtspMessage.HEADER_BYTES_MAX) {
                return broken(in, "a message's header is longer than " + RtspMessage.HEADER_BYTES_MAX + " bytes");
            }
            return Piece.NOTHING;
        }
        String head = text(in, start, headEnd);
        Optional<RtspMessage> parsed = RtspMessage.parse(head.stripTrailing(), "");
        if (parsed.isEmpty()) {
            return garbage(in, start);
        }
        long length = bodyLength(parsed.get().headers());
        if (length > RtspMessage.BODY_BYTES_MAX) {
            return broken(in, "a message announces a body of " + length + " bytes");
        }
        int end = headEnd + (int) length;
        if (in.limit() < end) {
            return Piece.NOTHING;
        }
        message = length == 0
                ? parsed.get()
                : RtspMessage.parse(head.stripTrailing(), text(in, headEnd, end))
                        .orElse(parsed.get());
        in.position(end);
        inStep();
        return Piece.MESSAGE;
    }

    /// Where the empty line ends, or -1. Remembers how far it looked, so that dribbled bytes are looked at once.
    private int headEnd(ByteBuffer in, int start) {
        int limit = Math.min(in.limit(), start + RtspMessage.HEADER_BYTES_MAX);
        for (int at = start + scanned; at < limit; at++) {
            if (in.get(at) != '\n') {
                continue;
            }
            int next = at + 1;
            if (next < limit && in.get(next) == '\r') {
                next++;
            }
            if (next >= limit) {
                scanned = at - start;
                return -1;
            }
            if (in.get(next) == '\n') {
                return next + 1;
            }
        }
        scanned = Math.max(0, limit - start);
        return -1;
    }

    private static long bodyLength(RtspHeaders headers) {
        String text = headers.first("Content-Length").orElse("0").strip();
        if (!text.matches("[0-9]{1,18}")) {
            return text.matches("[0-9]+") ? Long.MAX_VALUE : 0;
        }
        return Long.parseLong(text);
    }

    private Piece garbage(ByteBuffer in, int start) {
        int at = start + 1;
        skippedStart = start;
        while (at < in.limit() && in.get(at) != '$' && in.get(at) != 'R') {
            at++;
        }
        lost = true;
        scanned = 0;
        garbageBytes += at - start;
        garbageInRow += at - start;
        if (garbageInRow > GARBAGE_BYTES_MAX) {
            return broken(in, "more than " + GARBAGE_BYTES_MAX + " bytes in a row are neither RTSP nor RTP");
        }
        in.position(at);
        return Piece.GARBAGE;
    }

    private Piece broken(ByteBuffer in, String why) {
        fault = why;
        in.position(in.limit());
        return Piece.BROKEN;
    }

    private void inStep() {
        lost = false;
        garbageInRow = 0;
        scanned = 0;
    }

    private static String text(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, UTF_8);
    }

    /// The message found last.
    ///
    /// @throws IllegalStateException when none was
    public RtspMessage message() {
        if (message == null) {
            throw new IllegalStateException("no message was read yet");
        }
        return message;
    }

    /// The channel of the frame found last.
    public int channel() {
        return channel;
    }

    /// Where the last frame's payload begins in the buffer.
    public int frameStart() {
        return frameStart;
    }

    /// Where the last frame's payload ends in the buffer, exclusive.
    public int frameEnd() {
        return frameEnd;
    }

    /// The bytes from the last garbage on, for people to read; only valid right after it was found.
    String skippedText(ByteBuffer in) {
        return text(in, skippedStart, Math.min(in.limit(), skippedStart + SHOWN_BYTES_MAX));
    }

    /// All bytes skipped so far.
    public long garbageBytes() {
        return garbageBytes;
    }

    /// Why the connection is beyond understanding, in words; empty while it is not.
    public String fault() {
        return fault;
    }
}
