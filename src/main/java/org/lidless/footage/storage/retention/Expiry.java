package org.lidless.footage.storage.retention;

import java.util.Optional;
import org.lidless.domain.GapCause;

/// A segment that goes, and why.
///
/// @param promised whether its camera's settings promised to keep it longer
public record Expiry(Candidate segment, Reason reason, boolean promised) {

    /// In the order in which segments go.
    public enum Reason {
        /// The camera's age limit.
        AGE("its time was over"),
        /// The camera's limit in bytes.
        BYTES("its camera had more than its bytes"),
        /// The pool is full, and another node has it.
        COPIED("the pool was full, and it is at home elsewhere"),
        /// The pool is full, and it was the oldest.
        OLDEST("the pool was full, and it was the oldest"),
        /// The pool is full, and it was still to be brought home by another node.
        UNMERGED("the pool was full; it had not been brought home"),
        /// The pool is full of what was guaranteed.
        GUARANTEED("the pool was full of what is guaranteed");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// The cause of the gap that it leaves; none when another node has the same bytes.
    public Optional<GapCause> gap() {
        if (segment.standing() == Standing.COPIED) {
            return Optional.empty();
        }
        return Optional.of(promised ? GapCause.POOL_FULL : GapCause.EXPIRED);
    }
}
