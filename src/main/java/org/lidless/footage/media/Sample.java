package org.lidless.footage.media;

import java.util.List;

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
/// @param companions        what of the audio and the metadata goes with it, in order of arrival
public record Sample(
        long number,
        long decodeTicks,
        long presentationTicks,
        long timeUs,
        int durationTicks,
        boolean key,
        int size,
        List<CompanionFrame> companions) {

    /// Ticks in a second, of every video track.
    public static final int TICKS_PER_SECOND = 90_000;

    /// One with which nothing goes.
    public Sample(
            long number,
            long decodeTicks,
            long presentationTicks,
            long timeUs,
            int durationTicks,
            boolean key,
            int size) {
        this(number, decodeTicks, presentationTicks, timeUs, durationTicks, key, size, List.of());
    }

    public Sample {
        companions = List.copyOf(companions);
        if (number < 0 || size < 0 || durationTicks < 0 || presentationTicks < decodeTicks) {
            throw new IllegalArgumentException("impossible sample " + number + ": decode " + decodeTicks + ", show "
                    + presentationTicks + ", duration " + durationTicks + ", size " + size);
        }
    }

    /// The same at other places on another axis of ticks.
    public Sample at(long decode, long presentation) {
        return new Sample(number, decode, presentation, timeUs, durationTicks, key, size, companions);
    }

    /// The same with these companions.
    public Sample with(List<CompanionFrame> frames) {
        return new Sample(number, decodeTicks, presentationTicks, timeUs, durationTicks, key, size, frames);
    }
}
