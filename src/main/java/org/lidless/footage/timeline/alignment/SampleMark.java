package org.lidless.footage.timeline.alignment;

import org.lidless.domain.RunId;

/// What must be known of a sample to find it again in another writer's copy; the sample without its bytes. About 80
/// bytes in memory; it is what watermarks carry and what the splice reads.
///
/// @param run               whose sample it is
/// @param number            position in its run; a step means that something is missing in this copy
/// @param decodeTicks       decoding time in 1/90000 s since the run's own zero; strictly rising within a run
/// @param presentationTicks time of showing in 1/90000 s on the same axis, which is the camera's RTP time, unwrapped,
///                          plus a number that is the run's own; never before `decodeTicks`
/// @param timeUs            time of showing in site time, µs since 1970
/// @param size              length of the sample in bytes
/// @param key               whether decoding can begin here
/// @param hash              [SampleHash] of its coded slices
public record SampleMark(
        RunId run,
        long number,
        long decodeTicks,
        long presentationTicks,
        long timeUs,
        int size,
        boolean key,
        long hash) {

    public SampleMark {
        if (number < 0 || size < 0 || presentationTicks < decodeTicks) {
            throw new IllegalArgumentException("impossible mark " + number + " of run " + run + ": decode "
                    + decodeTicks + ", show " + presentationTicks + ", size " + size);
        }
    }

    /// Time of decoding in site time, µs since 1970. Unlike `timeUs` it rises from sample to sample.
    public long decodeUs() {
        return timeUs - usOf(presentationTicks - decodeTicks);
    }

    /// 1/90000 s as µs, rounded down.
    public static long usOf(long ticks) {
        return Math.floorDiv(ticks * 100, 9L);
    }

    /// µs as 1/90000 s, rounded down.
    public static long ticksOf(long us) {
        return Math.floorDiv(us * 9, 100L);
    }
}
