package org.lidless.checker;

/// Frames that follow one another in the ledger and are not in the export.
///
/// @param first the first of them
/// @param last  the last of them, perhaps the same
/// @param count how many, frames that need not be there not counted
public record MissingFrames(LedgerFrame first, LedgerFrame last, long count) {

    @Override
    public String toString() {
        return count + " from " + first + " to " + last;
    }
}
