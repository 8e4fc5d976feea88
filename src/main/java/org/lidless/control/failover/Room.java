package org.lidless.control.failover;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.control.site.Camera;
import org.lidless.control.site.Capacity;
import org.lidless.domain.NodeId;

/// What has to make way at a recorder so that it can record or shadow one more camera.
///
/// Recording goes before shadowing, so any shadow makes way for a recording; a recording only for one of strictly
/// higher
/// priority, and a shadow for a shadow likewise, so that nothing goes round in circles.
///
/// @param at         the recorder
/// @param shadows    cameras that it shadows no more, the least important first
/// @param recordings cameras of others that it records no more, the least important first
record Room(NodeId at, List<Camera> shadows, List<Camera> recordings) {

    /// Most cameras that make way for one.
    static final int WAYS_MAX = 200;

    /// Room to record a camera; empty when even that would not do.
    static Optional<Room> toRecord(Draft draft, NodeId at, Camera camera) {
        Capacity most = draft.capacity(at);
        Load load = draft.recording(at, camera.id());
        if (load.fits(most)) {
            return Optional.of(new Room(at, List.of(), List.of()));
        }
        var shadows = new ArrayDeque<>(draft.shadowedBy(at));
        shadows.remove(camera);
        var recordings = new ArrayDeque<Camera>();
        draft.recordedBy(at).stream()
                .filter(each ->
                        each.priority() < camera.priority() && !each.primary().equals(at))
                .forEach(recordings::add);
        List<Camera> noShadow = new ArrayList<>();
        List<Camera> noRecording = new ArrayList<>();
        while (!load.fits(most) && noShadow.size() + noRecording.size() < WAYS_MAX) {
            if (load.writesWithin(most) && !shadows.isEmpty()) {
                Camera least = shadows.remove();
                noShadow.add(least);
                load = load.minusShadow(draft.profile(least.id()));
            } else if (!recordings.isEmpty()) {
                Camera least = recordings.remove();
                noRecording.add(least);
                load = load.minusRecord(draft.profile(least.id()));
            } else {
                return Optional.empty();
            }
        }
        return load.fits(most) ? Optional.of(new Room(at, noShadow, noRecording)) : Optional.empty();
    }

    /// Room to shadow a camera; only shadows of lower priority make way.
    static Optional<Room> toShadow(Draft draft, NodeId at, Camera camera) {
        Capacity most = draft.capacity(at);
        Load load = draft.load(at).plusShadow(draft.profile(camera.id()));
        List<Camera> noShadow = new ArrayList<>();
        for (Camera least : draft.shadowedBy(at)) {
            if (load.receivesWithin(most) || noShadow.size() >= WAYS_MAX || least.priority() >= camera.priority()) {
                break;
            }
            noShadow.add(least);
            load = load.minusShadow(draft.profile(least.id()));
        }
        return load.receivesWithin(most) ? Optional.of(new Room(at, noShadow, List.of())) : Optional.empty();
    }
}
