package org.lidless.footage.media;

/// One frame's worth of a stream, without its bytes. In bytes a sample of H.264 and H.265 is its NAL units, each behind
/// four bytes of length (ISO/IEC 14496-15); one of AV1 its OBUs, each with its size inside (AV1 section 5.2); one of
/// MJPEG a whole JPEG image. Parameter sets in band are included, exactly as the camera sent them.
///
/// @param number            position in its run, from 0, without a step: with the run, the sample's identity
/// @param decodeTicks       decoding time in 1/90000 s since the run's own zero; strictly rising within a run
/// @param presentationTicks time of showing in 1/90000 s on the same axis; never before `decodeTicks`
/// @param timeUs            time of showing in site time, µs since 1970
/// @param durationTicks     until the next sample's decoding time, 1/90000 s; an estimate for a fragment's last one
/// @param key               whether decoding can begin here
/// @param size              length in bytes
public record Sample(
        long number, long decodeTicks, long presentationTicks, long timeUs, int durationTicks, boolean key, int size) {

    /// Ticks in a second, of every video track.
    public static final int TICKS_PER_SECOND = 90_000;

    public Sample {
        if (number < 0 || size < 0 || durationTicks < 0 || presentationTicks < decodeTicks) {
            throw new IllegalArgumentException("impossible sample " + number + ": decode " + decodeTicks + ", show "
                    + presentationTicks + ", duration " + durationTicks + ", size " + size);
        }
    }
}
