package org.lidless.footage.recording;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;

/// What a recorder does for one stream: records it, or shadows whoever does.
///
/// @param camera   the stream, where it comes from, and the pool that takes what is written of it
/// @param mode     RECORD: writes everything. SHADOW: keeps it in the ring, and writes what the owner
///                 evidently lacks
/// @param epoch    the newest epoch of the camera: what its segments carry from here on
/// @param owner    who owns the camera's range under that epoch: this recorder, or whom it shadows
/// @param primary  the camera's usual recorder
/// @param cutUs    when the camera was handed over between living recorders: the owner owns from the first
///                 key sample at or after this site time, µs since 1970
/// @param priority when memory is short, streams of a lower number lose their protection as shadows first
public record Duty(
        RecordedCamera camera, Mode mode, Epoch epoch, NodeId owner, NodeId primary, OptionalLong cutUs, int priority) {

    public Duty {
        Objects.requireNonNull(camera);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(primary);
        Objects.requireNonNull(cutUs);
    }

    /// One of the usual priority.
    public Duty(RecordedCamera camera, Mode mode, Epoch epoch, NodeId owner, NodeId primary, OptionalLong cutUs) {
        this(camera, mode, epoch, owner, primary, cutUs, 0);
    }

    /// The duty of a recorder that has a camera for itself, and knows of no other.
    public static Duty alone(RecordedCamera camera, NodeId recorder) {
        return new Duty(camera, Mode.RECORD, Epoch.FIRST, recorder, recorder, OptionalLong.empty());
    }

    /// Whose footage it is about.
    public StreamId stream() {
        return camera.source().stream();
    }

    /// Duties that one recorder can do beside each other.
    ///
    /// @param pools those that it has
    /// @throws IllegalArgumentException when a stream comes twice, or a camera names a pool that is not there
    static void check(List<Duty> duties, Set<PoolId> pools) {
        if (duties.stream().map(Duty::stream).distinct().count() != duties.size()) {
            throw new IllegalArgumentException("a stream is recorded once: " + duties);
        }
        for (Duty duty : duties) {
            for (PoolId pool : duty.camera().pools()) {
                if (!pools.contains(pool)) {
                    throw new IllegalArgumentException(
                            "camera " + duty.stream() + " names pool " + pool + ", which is not there");
                }
            }
        }
    }
}
