package org.lidless.control.failover;

/// All durations of failover, in µs.
///
/// @param suspectUs     this long without a sign makes a node suspected: its shadows are told, its address is dialled
/// @param silenceUs     this long without a sign makes it lost, unless another recorder still hears it
/// @param graceUs       the same for a node not heard since the leader's election: it has to find the new leader first
/// @param witnessUs     how long a witness's report counts
/// @param lateUs        a pass that comes this much after the one before finds a detector that was itself asleep
/// @param massHoldUs    how long it waits when many fall silent at once, which looks like its own network
/// @param holdDownUs    how long a recorder must have been well before it gets its cameras back
/// @param holdDownMaxUs most that the hold-down grows to, when it doubles with every relapse
/// @param cutLeadUs     how far ahead of the owner's last durable sample a hand-back is cut
public record FailoverTiming(
        long suspectUs,
        long silenceUs,
        long graceUs,
        long witnessUs,
        long lateUs,
        long massHoldUs,
        long holdDownUs,
        long holdDownMaxUs,
        long cutLeadUs) {

    private static final long SECOND_US = 1_000_000;

    /// For recorders that send a heartbeat every 250 ms.
    public static final FailoverTiming NORMAL = new FailoverTiming(
            SECOND_US,
            2 * SECOND_US,
            5 * SECOND_US,
            2 * SECOND_US,
            SECOND_US / 2,
            10 * SECOND_US,
            60 * SECOND_US,
            32 * 60 * SECOND_US,
            2 * SECOND_US);

    public FailoverTiming {
        boolean ordered = 0 < suspectUs && suspectUs <= silenceUs && silenceUs <= graceUs;
        boolean positive = witnessUs > 0 && lateUs > 0 && massHoldUs >= 0 && holdDownUs >= 0 && cutLeadUs >= 0;
        if (!ordered || !positive || holdDownMaxUs < holdDownUs) {
            throw new IllegalArgumentException(
                    "0 < suspect ≤ silence ≤ grace, and hold-down ≤ its maximum, must hold; in µs: " + suspectUs + ", "
                            + silenceUs + ", " + graceUs + ", " + holdDownUs + ", " + holdDownMaxUs);
        }
    }

    /// The same with another hold-down.
    public FailoverTiming withHoldDownUs(long us) {
        return new FailoverTiming(
                suspectUs,
                silenceUs,
                graceUs,
                witnessUs,
                lateUs,
                massHoldUs,
                us,
                Math.max(us, holdDownMaxUs),
                cutLeadUs);
    }
}
