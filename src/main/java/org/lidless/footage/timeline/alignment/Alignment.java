package org.lidless.footage.timeline.alignment;

import org.lidless.domain.RunId;

/// How the clocks of two runs of one stream relate. The same fact whichever run is named first: `runA` is always the
/// smaller one.
///
/// @param runA         the smaller run
/// @param runB         the greater run
/// @param tickOffset   what to add to a presentation time of `runA` (1/90000 s) to find the same camera frame in
///                     `runB`; 0 for `PER_SESSION`
/// @param timeOffsetUs median of the site time in `runB` minus that in `runA` for the same frame, µs: what the two
///                     recorders' clocks disagreed by; 0 for `PER_SESSION`
/// @param verified     how many distinct samples say so
/// @param kind         what the copies have in common
public record Alignment(RunId runA, RunId runB, long tickOffset, long timeOffsetUs, int verified, AlignmentKind kind) {

    /// Two times of one frame may differ by this much (0.5 ms), because sessions round their clocks differently. Half
    /// a frame at 240 frames a second is four times as long.
    public static final long TOLERANCE_TICKS = 45;

    public Alignment {
        if (runA.compareTo(runB) >= 0) {
            throw new IllegalArgumentException("the smaller of two different runs comes first: " + runA + ", " + runB);
        }
    }

    /// Any order of the two runs; turns the offsets round where needed.
    public static Alignment between(
            RunId one, RunId other, long tickOffset, long timeOffsetUs, int verified, AlignmentKind kind) {
        return one.compareTo(other) < 0
                ? new Alignment(one, other, tickOffset, timeOffsetUs, verified, kind)
                : new Alignment(other, one, -tickOffset, -timeOffsetUs, verified, kind);
    }

    /// As it stands in JSON: runs as 16 hexadecimal digits, the kind as its word.
    public record Written(String runA, String runB, long tickOffset, long timeOffsetUs, int verified, String kind) {

        /// @throws IllegalArgumentException when a run or the kind cannot be read
        public Alignment read() {
            return between(
                    RunId.parse(runA), RunId.parse(runB), tickOffset, timeOffsetUs, verified, AlignmentKind.of(kind));
        }
    }

    /// For JSON.
    public Written written() {
        return new Written(runA.toString(), runB.toString(), tickOffset, timeOffsetUs, verified, kind.word());
    }
}
