package org.lidless.control.site;

import java.util.List;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

/// A recorder was lost and others took its cameras. Times are the leader's, µs since 1970.
///
/// @param id        the site's version from which on the heirs own: unique
/// @param lost      who was lost
/// @param cause     why it was believed to be
/// @param heardUs   when it was heard last
/// @param noticedUs when something was first wrong with it
/// @param decidedUs when the take-over was decided
/// @param cameras   those that were taken
public record Incident(
        long id, NodeId lost, Cause cause, long heardUs, long noticedUs, long decidedUs, List<Taken> cameras) {

    public Incident {
        cameras = List.copyOf(cameras);
    }

    /// Why a recorder was believed to be lost.
    public enum Cause {
        /// Two observations agreed: its connection closed, and nobody listens there or another recorder lost it,
        /// too.
        GONE("gone"),
        /// Nothing was heard of it for long, by anybody.
        SILENT("silent");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        /// As people and programs read it.
        public String word() {
            return word;
        }

        static Cause of(String word) {
            return word.equals(GONE.word) ? GONE : SILENT;
        }
    }

    /// A camera that was taken.
    ///
    /// @param epoch under which the heir owns it
    /// @param warm  the heir had shadowed it
    public record Taken(CameraId camera, Epoch epoch, NodeId heir, boolean warm) {}
}
