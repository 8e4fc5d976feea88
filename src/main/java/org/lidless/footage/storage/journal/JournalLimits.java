package org.lidless.footage.storage.journal;

/// How large a journal gets, and how long it keeps what is not forced in its segment.
///
/// @param stagedBytes most bytes of one commit without its head; a larger write is several commits
/// @param slotBytes   length at which a file of the journal is full
/// @param slotsMax    files; when all are full, segments are forced until one is free
/// @param settleAgeUs segments are forced after this time also when there is room, so that little is put back after a
///                    crash, µs
public record JournalLimits(int stagedBytes, long slotBytes, int slotsMax, long settleAgeUs) {

    /// Of a pool with room: 1 GiB.
    public static final JournalLimits STANDARD = new JournalLimits(8 << 20, 64L << 20, 16, 30_000_000);

    static final int SLOTS_MIN = 3;
    static final int STAGED_MIN_BYTES = 4096;
    private static final long SLOT_MIN_BYTES = 1 << 20;
    private static final int SHARE = 16;

    public JournalLimits {
        if (stagedBytes < STAGED_MIN_BYTES
                || slotBytes < 2L * stagedBytes
                || slotsMax < SLOTS_MIN
                || settleAgeUs <= 0) {
            throw new IllegalArgumentException("at least 3 slots, each with room for two commits of at least 4 KiB");
        }
    }

    /// What fits a file system with so much room: no more than a sixteenth of it, but 3 MiB.
    public static JournalLimits within(long bytesFree) {
        long most = Math.min(bytesFree / SHARE, STANDARD.slotBytes * STANDARD.slotsMax);
        long slotBytes = Math.clamp(most / SLOTS_MIN, SLOT_MIN_BYTES, STANDARD.slotBytes);
        int slots = Math.clamp(most / slotBytes, SLOTS_MIN, STANDARD.slotsMax);
        int stagedBytes = Math.toIntExact(Math.min(STANDARD.stagedBytes, slotBytes / 2));
        return new JournalLimits(stagedBytes, slotBytes, slots, STANDARD.settleAgeUs);
    }

    /// Bytes behind which a segment must be forced, so that a slot is free when it is needed.
    long settleBytes() {
        return slotBytes * (slotsMax - 2) * 3 / 4;
    }
}
