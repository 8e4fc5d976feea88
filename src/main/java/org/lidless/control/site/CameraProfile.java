package org.lidless.control.site;

import java.util.Objects;
import org.lidless.domain.CameraCare;
import org.lidless.domain.Protection;

/// What failover has to know of a camera beside its priority and sessions, and how its footage is to be kept.
///
/// @param kilobits a second that it sends, as planned with
/// @param wanted   how it is to be kept safe: `SHADOWED`, `COLD` (a standby connects when it takes over), or `NONE`
///                 (nobody stands in)
/// @param care     when it is recorded, and for how long that is kept
public record CameraProfile(int kilobits, Protection wanted, CameraCare care) {

    /// Of a camera of which nothing was said.
    public static final CameraProfile PLAIN = new CameraProfile(4_000, Protection.SHADOWED);

    public static final int KILOBITS_MAX = 1_000_000;

    /// Time that a ring holds of a stream, as planned with, ms.
    private static final long RING_MILLIS = 15_000;

    private static final long BITS_A_BYTE = 8;

    /// One that is always recorded, and kept as long as each recorder's settings say.
    public CameraProfile(int kilobits, Protection wanted) {
        this(kilobits, wanted, CameraCare.PLAIN);
    }

    public CameraProfile {
        Objects.requireNonNull(care);
        if (kilobits < 1 || kilobits > KILOBITS_MAX) {
            throw new IllegalArgumentException("a camera sends 1 to " + KILOBITS_MAX + " kbit/s, not " + kilobits);
        }
        boolean known = switch (wanted) {
            case SHADOWED, COLD, NONE -> true;
            case EDGE, RELAYED -> false;
        };
        if (!known) {
            throw new IllegalArgumentException("protection is shadowed, cold or none, not " + wanted.word());
        }
    }

    /// The same with another care.
    public CameraProfile with(CameraCare other) {
        return new CameraProfile(kilobits, wanted, other);
    }

    /// Memory that its ring takes.
    public long ringBytes() {
        return kilobits * RING_MILLIS / BITS_A_BYTE;
    }

    /// Disk that this many hours of it take.
    public long diskBytes(int hours) {
        return kilobits * 1_000L / BITS_A_BYTE * 3_600 * hours;
    }
}
