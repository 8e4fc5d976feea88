package org.lidless.control.failover;

import java.util.OptionalLong;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Epoch;
import org.lidless.domain.Hindrance;

/// Whether a camera's footage comes to rest at its owner, by the owner's own heartbeats: a recorder may be alive
/// and well and store nothing of one camera, because its pool is missing, fails or hangs, or because it cannot
/// reach the camera while others can.
///
/// - FLOWING → DOUBTED: for [#TROUBLED_US] nothing of it became durable and the owner says what stands in its
/// way, or for
///   [#UNEXPLAINED_US] without a word; and its shadow has it, is ready, and nothing stands in the shadow's way.
/// - DOUBTED → STUCK after [#DOUBT_US] of that without a break: what the owner notices first the shadow may be
/// about to
///   notice, too.
/// - Any → FLOWING when something became durable, the camera changed hands, or the shadow is no better off.
///
/// @param epoch     under which the owner has the camera
/// @param durableUs end of what is durable, as the owner said last; empty when there is nothing
/// @param movedUs   when that changed last, µs of the leader's monotonic clock
/// @param doubtedUs since when it is doubted
public record Flow(Epoch epoch, OptionalLong durableUs, long movedUs, OptionalLong doubtedUs) {

    /// Longer than a recorder needs to go on in another pool.
    static final long TROUBLED_US = 5_000_000;

    /// Longer than any recorder needs to notice that a camera is silent.
    static final long UNEXPLAINED_US = 20_000_000;

    static final long DOUBT_US = 2_000_000;

    /// First seen.
    public static Flow begun(CameraReport owners, long nowUs) {
        return new Flow(owners.epoch(), owners.durableUs(), nowUs, OptionalLong.empty());
    }

    /// Whether it could be doubted now, whatever the shadow says.
    public boolean mayBeDoubted(long nowUs) {
        return nowUs >= doubtableUs();
    }

    /// From when on it could be doubted, if nothing becomes durable until then, µs of the leader's monotonic clock.
    public long doubtableUs() {
        return movedUs + TROUBLED_US;
    }

    /// What the heartbeats say now.
    ///
    /// @param isShadowBetter the shadow has the camera, is ready for it, and nothing stands in its way
    public Flow next(CameraReport owners, boolean isShadowBetter, long nowUs) {
        if (!owners.epoch().equals(epoch) || !owners.durableUs().equals(durableUs)) {
            return begun(owners, nowUs);
        }
        boolean isExplained = switch (owners.trouble().hindrance()) {
            case NONE, CAMERA -> false;
            case NETWORK, RECORDER, DISK -> true;
        };
        boolean isDoubted = isShadowBetter && nowUs - movedUs >= (isExplained ? TROUBLED_US : UNEXPLAINED_US);
        OptionalLong sinceUs = isDoubted ? OptionalLong.of(doubtedUs.orElse(nowUs)) : OptionalLong.empty();
        return sinceUs.equals(doubtedUs) ? this : new Flow(epoch, durableUs, movedUs, sinceUs);
    }

    /// Whether the camera is to go to its shadow.
    public boolean isStuck(long nowUs) {
        return doubtedUs.isPresent() && nowUs - doubtedUs.getAsLong() >= DOUBT_US;
    }

    /// Whether a shadow could do better than an owner whose footage does not come to rest.
    public static boolean isBetter(CameraReport shadows, Epoch epoch) {
        return shadows.ready()
                && shadows.epoch().equals(epoch)
                && shadows.trouble().hindrance() == Hindrance.NONE;
    }
}
