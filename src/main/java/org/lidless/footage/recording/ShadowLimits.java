package org.lidless.footage.recording;

/// All durations and bounds of shadowing. Times in µs.
///
/// @param silenceUs    a link on which nothing came for this long is suspected
/// @param graceUs      this long after it began, a link that has not come up yet is not suspected
/// @param settledUs    an owner has samples on disk and has said so after this long, when it is well
/// @param overdueUs    own samples that are not covered after this long are written, whatever the reason
/// @param patienceUs   how long the owner's marks may be past a sample before that is a hole at the owner
/// @param hereUs       the same before a sample that was written is taken for one that the owner will never
///                     have
/// @param pauseUs      so long between two questions means that this process was paused: silence counts anew
/// @param byTimeUs     common reception after which runs that cannot be aligned sample by sample are compared
///                     by time
/// @param byTimeLateUs the same where no reason is known why they cannot
public record ShadowLimits(
        long silenceUs,
        long graceUs,
        long settledUs,
        long overdueUs,
        long patienceUs,
        long hereUs,
        long pauseUs,
        long byTimeUs,
        long byTimeLateUs) {

    /// For watermarks each 100 ms and durability within 1 s.
    public static final ShadowLimits NORMAL = new ShadowLimits(
            1_000_000, 3_000_000, 2_500_000, 6_000_000, 500_000, 10_000_000, 500_000, 5_000_000, 30_000_000);

    /// A cut lies seconds ahead; one that has not come for so long was agreed in the time of another clock, µs.
    public static final long CUT_WAIT_US = 30_000_000;
    /// Of its share of the ring, what may be uncovered before the shadow writes.
    public static final double UNCOVERED_MAX = 0.5;
    /// Own samples remembered that are neither covered nor written here; nine minutes at 30 a second.
    public static final int OWN_MAX = 1 << 14;
    /// Own samples remembered that were written here and are not covered; a minute at 30 a second.
    public static final int WRITTEN_MAX = 1 << 11;
    /// Own samples whose arrival is remembered until they should be covered.
    public static final int RECENT_MAX = 1 << 11;
    /// The owner's marks remembered; two minutes at 30 a second.
    public static final int OWNER_MAX = 1 << 12;
    /// Pairs of runs remembered, and runs of either side.
    public static final int PAIRS_MAX = 64;
    /// Separate stretches of places that are remembered as covered, and as safe.
    public static final int SPANS_MAX = 1 << 10;
}
