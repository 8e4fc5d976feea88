package org.lidless.sim.footage;

import java.util.List;
import org.lidless.sim.kernel.ControlFlaw;

/// Bugs planted in the simulation's shell round the production decisions, to prove that the oracles notice.
/// None is in production code.
enum FootageMutant {
    /// No bug.
    NONE("", ""),
    NO_OWNERSHIP("whoever's watermark it is, and whatever this node's own duty: what it covers is dropped", "LOST"),
    HOLES_ONLY_ON_CHANGE("holes are filled only when the owner is lost", "LOST"),
    EVICTS_BY_AGE("a shadow's ring forgets by age alone", "LOST"),
    SHORT_RING("a ring is shorter than the limit of silence", "RING"),
    MERGES_BY_TIME("copies are merged by site time, without identity", "TWICE READ"),
    NO_FENCE("ownership is published without a look at epochs", "FENCED"),
    RELEASES_UNVERIFIED("the holder's copy is deleted before the one at home is verified and durable", "LOST"),
    PART_FOR_WHOLE("a crash in mid-merge leaves a part that is taken for the whole", "LOST"),
    SPILLS_FROM_NEWEST_KEY("a spill begins with the newest key sample", "LOST"),
    COVERS_BY_TIME("samples are covered by time although they could be aligned", "LOST"),
    DROPS_ON_SIGHT("a spilled segment is dropped as soon as the owner is heard again", "LOST"),
    MARKS_BEFORE_FORCE("a watermark is sent when samples are written, before they are forced", "LOST"),
    FORCES_AGAIN("a force that failed is asked for again, and then believed", "LOST"),
    TAKES_OVER_AT_NOW("a takeover goes on with the newest sample", "LOST"),
    BREAKS_BEFORE_MAKE("a former owner stops when it is told that it is one", "LOST"),
    STORES_NO_GAP("a recorder that was down stores no gap", "GAP-HONEST"),
    NEVER_RELEASES("what was brought home is never given up by its holder", "CONVERGES"),
    IGNORES_SESSIONS("a takeover does not ask how many sessions a camera serves", "SESSIONS"),
    WRITES_ON("a shadow that is told to let go of a lost recorder's camera writes on", "CAPACITY"),
    SLEEPY_DETECTOR(ControlFlaw.SLEEPY_DETECTOR),
    NO_GRACE(ControlFlaw.NO_GRACE),
    HASTY(ControlFlaw.HASTY),
    NO_HOLD_DOWN(ControlFlaw.NO_HOLD_DOWN),
    PUSHES_ONCE(ControlFlaw.PUSHES_ONCE),
    FOLLOWS_ANY_LIST(ControlFlaw.FOLLOWS_ANY_LIST),
    IGNORES_VERSION(ControlFlaw.IGNORES_VERSION),
    SAME_EPOCH(ControlFlaw.SAME_EPOCH),
    NO_QUORUM(ControlFlaw.NO_QUORUM),
    WALL_CLOCK(ControlFlaw.WALL_CLOCK);

    final String what;
    /// What of it is wrong in the control plane.
    final ControlFlaw flaw;

    private final String oracles;

    /// @param oracles those that must notice it, one of them at least
    FootageMutant(String what, String oracles) {
        this.what = what;
        this.oracles = oracles;
        this.flaw = ControlFlaw.NONE;
    }

    FootageMutant(ControlFlaw flaw) {
        this.what = flaw.what;
        this.oracles = flaw.oracles;
        this.flaw = flaw;
    }

    /// The oracle by which a failure catches this bug; empty when it says something else.
    String caughtBy(String failure) {
        String name = failure.substring(0, failure.indexOf(' '));
        return List.of(oracles.split(" ")).contains(name) ? name : "";
    }
}
