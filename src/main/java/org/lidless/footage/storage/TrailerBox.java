package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.media.mp4.BoxWriter;

/// The `uuid` box at the end of a sealed segment; byte by byte in docs/formats/segment.md.
///
/// @param recovered   whether recovery wrote it after a crash
/// @param fragments   how many whole fragments
/// @param firstNumber number of the first sample
/// @param samples     how many samples
/// @param span        the earliest time of showing and the latest end of showing, µs since 1970
/// @param sha256      hash of every byte before this box
record TrailerBox(boolean recovered, int fragments, long firstNumber, long samples, TimeSpan span, Sha256 sha256) {

    static final int VERSION = 1;
    static final int BYTES = BoxType.USER_HEAD_BYTES + 76;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        BoxWriter out = new BoxWriter(bytes).begin(BoxType.TRAILER);
        out.u8(VERSION)
                .u8(recovered ? 1 : 0)
                .u16(0)
                .u32(fragments)
                .u64(firstNumber)
                .u64(samples);
        out.u64(span.fromUs()).u64(span.toUs()).bytes(sha256.bytes()).u32(0).end();
        bytes.putInt(BYTES - 4, Checksum.of(bytes, 0, BYTES - 4));
        return bytes.flip();
    }

    /// Whether the buffer's last bytes could be a trailer.
    static boolean looksLike(ByteBuffer in) {
        return in.remaining() == BYTES
                && in.getInt(in.position()) == BYTES
                && in.getInt(in.position() + 4) == BoxType.UUID
                && FragmentBox.isUserType(in, in.position(), BoxType.TRAILER);
    }

    /// Reads a whole box, from the buffer's position to its limit.
    static TrailerBox decode(ByteBuffer whole) throws BadSegmentException {
        ByteBuffer in = whole.slice();
        if (!looksLike(in) || in.getInt(BYTES - 4) != Checksum.of(in, 0, BYTES - 4)) {
            throw new BadSegmentException("the trailer does not match its check sum");
        }
        in.position(BoxType.USER_HEAD_BYTES);
        if (in.get() != VERSION) {
            throw new BadSegmentException("the trailer has a version that is not known here");
        }
        boolean recovered = (in.get() & 1) != 0;
        in.getShort();
        int fragments = in.getInt();
        long firstNumber = in.getLong();
        long samples = in.getLong();
        long fromUs = in.getLong();
        long toUs = in.getLong();
        if (toUs < fromUs) {
            throw new BadSegmentException("the trailer says what cannot be");
        }
        byte[] hash = new byte[Sha256.BYTES];
        in.get(hash);
        return new TrailerBox(recovered, fragments, firstNumber, samples, new TimeSpan(fromUs, toUs), new Sha256(hash));
    }
}
