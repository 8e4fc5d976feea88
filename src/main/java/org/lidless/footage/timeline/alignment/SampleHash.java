package org.lidless.footage.timeline.alignment;

import java.nio.ByteBuffer;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.codec.Av1Obu;

/// The 64-bit hash of what the camera coded in one sample: its slices, each with its length, by XXH64. Parameter sets,
/// SEI, delimiters and filler are left out, because cameras put them in per session. Two sessions that were sent the
/// same picture give the same hash whatever else was sent with it. Of AV1 its frames and tile groups, without the bytes
/// of their sizes; of MJPEG the whole image.
///
/// Takes a sample in pieces as they lie in a ring's chunks or in a file: NAL units behind four bytes of length
/// (ISO/IEC 14496-15), OBUs with their size inside, or an image. Slices are ITU-T H.264 table 7-1 types 1 to 5, and
/// H.265 table 7-1 types 0 to 31.
///
/// Odds: two different pictures share a hash once in 2^64; in two windows of 1024 marks that is 6e-14, and a wrong
/// offset needs [AlignmentFit#VERIFIED_MIN] of them a constant distance apart. It is no defence against a camera that
/// wants to deceive: XXH64 is not a cryptographic hash.
///
/// A length that points behind the sample's end ends the sample there, as does an OBU without a size. Nothing is
/// allocated after construction. One
/// thread.
public final class SampleHash {

    private static final int LENGTH_BYTES = 4;
    private static final int LEB128_BYTES_MAX = 5;

    private final VideoCodec codec;
    private final StreamHash hash = new StreamHash();
    /// Bytes of length seen of the NAL unit at hand, up to 4; then its header is due.
    private int lengthSeen;
    private int length;
    private int left;
    private boolean slice;
    /// Bytes of the OBU's header that are still to come, or -1 when the next byte begins one.
    private int headerLeft;
    private boolean sized;

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
        headerLeft = -1;
    }

    /// The sample's next piece, from the buffer's position to its limit; the buffer stays as it is.
    public void add(ByteBuffer piece) {
        switch (codec) {
            case H264, H265, AV1 -> addUnits(piece);
            case MJPEG -> hash.add(piece, piece.position(), piece.remaining());
        }
    }

    private void addUnits(ByteBuffer piece) {
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
            } else if (codec == VideoCodec.AV1) {
                frontOfObu(piece.get(at++));
            } else if (lengthSeen < LENGTH_BYTES) {
                length = (length << 8) | (piece.get(at++) & 0xFF);
                lengthSeen++;
            } else {
                beginNal(piece.get(at));
            }
        }
    }

    /// One byte of an OBU's header, or of its size behind it (AV1 sections 5.3.2 and 4.10.5).
    private void frontOfObu(byte each) {
        if (headerLeft < 0) {
            slice = Av1Obu.isCoded(Av1Obu.type(each));
            sized = Av1Obu.hasSize(each);
            headerLeft = Av1Obu.headerBytes(each) - 1;
            if (slice) {
                hash.add(each);
            }
        } else if (headerLeft > 0) {
            headerLeft--;
        } else {
            length |= (each & 0x7F) << (7 * lengthSeen);
            lengthSeen++;
            if (each >= 0 || lengthSeen == LEB128_BYTES_MAX) {
                beginBody(Math.max(0, length));
            }
            return;
        }
        if (headerLeft == 0 && !sized) {
            beginBody(Integer.MAX_VALUE);
        }
    }

    private void beginBody(int bytes) {
        left = bytes;
        for (int shift = 24; slice && shift >= 0; shift -= 8) {
            hash.add((byte) (bytes >> shift));
        }
        lengthSeen = 0;
        length = 0;
        headerLeft = -1;
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
            case AV1, MJPEG -> false;
        };
    }
}
