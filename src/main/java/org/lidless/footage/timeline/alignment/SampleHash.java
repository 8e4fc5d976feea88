package org.lidless.footage.timeline.alignment;

import java.nio.ByteBuffer;
import org.lidless.footage.media.VideoCodec;

/// The 64-bit hash of what the camera coded in one sample: its slices, each with its length, by XXH64. Parameter sets,
/// SEI, delimiters and filler are left out, because cameras put them in per session. Two sessions that were sent the
/// same picture give the same hash whatever else was sent with it.
///
/// Takes a sample in pieces as they lie in a ring's chunks or in a file: NAL units behind four bytes of length
/// (ISO/IEC 14496-15). Slices are ITU-T H.264 table 7-1 types 1 to 5, and H.265 table 7-1 types 0 to 31.
///
/// Odds: two different pictures share a hash once in 2^64; in two windows of 1024 marks that is 6e-14, and a wrong
/// offset needs [AlignmentFit#VERIFIED_MIN] of them a constant distance apart. It is no defence against a camera that
/// wants to deceive: XXH64 is not a cryptographic hash.
///
/// A length that points behind the sample's end ends the sample there. Nothing is allocated after construction. One
/// thread.
public final class SampleHash {

    private static final int LENGTH_BYTES = 4;

    private final VideoCodec codec;
    private final StreamHash hash = new StreamHash();
    /// Bytes of length seen of the NAL unit at hand, up to 4; then its header is due.
    private int lengthSeen;
    private int length;
    private int left;
    private boolean slice;

    public SampleHash(VideoCodec codec) {
        this.codec = codec;
    }

    /// The hash of a sample that lies in one buffer, from its position to its limit; the buffer stays as it is.
    public long of(ByteBuffer sample) {
        begin();
        add(sample);
        return finish();
    }

    /// Forgets what came before; a sample begins.
    public void begin() {
        hash.begin();
        lengthSeen = 0;
        length = 0;
        left = 0;
    }

    /// The sample's next piece, from the buffer's position to its limit; the buffer stays as it is.
    public void add(ByteBuffer piece) {
        int at = piece.position();
        int end = piece.limit();
        while (at < end) {
            if (left > 0) {
                int here = Math.min(left, end - at);
                if (slice) {
                    hash.add(piece, at, here);
                }
                left -= here;
                at += here;
            } else if (lengthSeen < LENGTH_BYTES) {
                length = (length << 8) | (piece.get(at++) & 0xFF);
                lengthSeen++;
            } else {
                beginNal(piece.get(at));
            }
        }
    }

    /// The hash of all pieces since [#begin]; what follows is another sample.
    public long finish() {
        return hash.finish();
    }

    private void beginNal(byte header) {
        slice = isSlice(header);
        left = length == 0 ? 0 : length < 0 ? Integer.MAX_VALUE : length;
        if (slice && left > 0) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                hash.add((byte) (length >> shift));
            }
        }
        lengthSeen = 0;
        length = 0;
    }

    private boolean isSlice(byte header) {
        return switch (codec) {
            case H264 -> {
                int type = header & 0x1F;
                yield type >= 1 && type <= 5;
            }
            case H265 -> ((header >> 1) & 0x3F) < 32;
        };
    }
}
