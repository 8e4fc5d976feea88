package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.media.mp4.BoxWriter;

/// The `uuid` box before each movie fragment, with its length, its check sum and the site times of its samples; byte
/// by byte in docs/formats/segment.md.
///
/// @param boxBytes     length of this box
/// @param run          the run of its samples
/// @param firstNumber  number of the first sample
/// @param count        how many samples
/// @param keyFirst     whether the first is a key sample
/// @param firstTimeUs  the earliest time of showing, µs since 1970
/// @param endTimeUs    the latest end of showing, µs since 1970
/// @param bodyBytes    length of `moof` and `mdat`
/// @param bodyChecksum CRC-32C of `moof` and `mdat`
record FragmentBox(
        int boxBytes,
        RunId run,
        long firstNumber,
        int count,
        boolean keyFirst,
        long firstTimeUs,
        long endTimeUs,
        long bodyBytes,
        int bodyChecksum) {

    static final int VERSION = 1;
    /// Of a fragment that has companions behind its samples.
    static final int VERSION_COMPANIONS = 2;
    static final int COUNT_MAX = 65_536;
    static final int FIXED_BYTES = BoxType.USER_HEAD_BYTES + 48;

    private static final int VERSION_AT = BoxType.USER_HEAD_BYTES;
    private static final int BODY_CHECKSUM_AT = FIXED_BYTES - 4;

    /// Length of the box for this many samples.
    static int bytes(int count) {
        return FIXED_BYTES + 4 * count + 4;
    }

    /// Writes the box; check sums stay 0 until [#putChecksums].
    ///
    /// @param companions whether frames of companions are in the body, too
    static void write(
            ByteBuffer into,
            RunId run,
            List<Sample> samples,
            long firstTimeUs,
            long endTimeUs,
            long body,
            boolean companions) {
        BoxWriter out = new BoxWriter(into).begin(BoxType.FRAGMENT);
        Sample first = samples.getFirst();
        out.u8(companions ? VERSION_COMPANIONS : VERSION)
                .u8(first.key() ? 1 : 0)
                .u16(0)
                .u64(run.bits())
                .u64(first.number());
        out.u32(samples.size()).u64(firstTimeUs).u64(endTimeUs).u32(body).u32(0);
        for (int i = 0; i < samples.size(); i++) {
            out.u32(samples.get(i).timeUs() - firstTimeUs);
        }
        out.u32(0).end();
    }

    /// Fills in the body's check sum, and then that of the box, which begins at this place.
    static void putChecksums(ByteBuffer bytes, int at, int count, int bodyChecksum) {
        bytes.putInt(at + BODY_CHECKSUM_AT, bodyChecksum);
        int end = at + bytes(count) - 4;
        bytes.putInt(end, Checksum.of(bytes, at, end));
    }

    /// Whether a fragment box could begin at this place in a buffer: size, type, user type and count fit together.
    static boolean looksLike(ByteBuffer in, int at) {
        if (in.limit() - at < FIXED_BYTES
                || in.getInt(at + 4) != BoxType.UUID
                || !isUserType(in, at, BoxType.FRAGMENT)
                || in.get(at + VERSION_AT) < VERSION
                || in.get(at + VERSION_AT) > VERSION_COMPANIONS) {
            return false;
        }
        int count = in.getInt(at + VERSION_AT + 20);
        return count > 0 && count <= COUNT_MAX && in.getInt(at) == bytes(count);
    }

    static boolean isUserType(ByteBuffer in, int at, UUID type) {
        return in.getLong(at + 8) == type.getMostSignificantBits()
                && in.getLong(at + 16) == type.getLeastSignificantBits();
    }

    /// Reads a whole box that begins at this place in a buffer and [#looksLike] one.
    ///
    /// @throws BadSegmentException when its check sum does not match
    static FragmentBox decode(ByteBuffer in, int at) throws BadSegmentException {
        int length = in.getInt(at);
        if (in.getInt(at + length - 4) != Checksum.of(in, at, at + length - 4)) {
            throw new BadSegmentException("a fragment's box does not match its check sum");
        }
        ByteBuffer body = in.slice(at + VERSION_AT, FIXED_BYTES - VERSION_AT);
        body.get();
        boolean key = (body.get() & 1) != 0;
        body.getShort();
        RunId run = new RunId(body.getLong());
        long firstNumber = body.getLong();
        int count = body.getInt();
        long firstTimeUs = body.getLong();
        long endTimeUs = body.getLong();
        long bodyBytes = Integer.toUnsignedLong(body.getInt());
        if (endTimeUs < firstTimeUs || firstNumber < 0) {
            throw new BadSegmentException("a fragment's box says what cannot be");
        }
        return new FragmentBox(length, run, firstNumber, count, key, firstTimeUs, endTimeUs, bodyBytes, body.getInt());
    }

    /// Site time of a sample by its place in the fragment, from a whole box at this place in a buffer.
    static long timeUs(ByteBuffer in, int at, long firstTimeUs, int sample) {
        return firstTimeUs + Integer.toUnsignedLong(in.getInt(at + FIXED_BYTES + 4 * sample));
    }
}
