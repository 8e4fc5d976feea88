package org.lidless.domain;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is other in a recorder's heartbeat than in the one before: of hundreds of cameras hardly one has news each
/// quarter of a second.
///
/// @param assignmentsVersion as in the newer [Heartbeat]
/// @param leaving            as in the newer one
/// @param cameras            reports that are new or other
/// @param gone               cameras of which it says nothing any more
public record HeartbeatChange(
        long assignmentsVersion, boolean leaving, SortedMap<CameraId, CameraReport> cameras, SortedSet<CameraId> gone) {

    public HeartbeatChange {
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
        gone = Collections.unmodifiableSortedSet(new TreeSet<>(gone));
        if (assignmentsVersion < 0) {
            throw new IllegalArgumentException("version of assignments below 0: " + assignmentsVersion);
        }
    }

    /// How far more must be durable for that alone to be worth telling, µs: less than anything is decided by.
    static final long DURABLE_STEP_US = 1_000_000;

    /// What leads from what was told of a recorder's process to how it is now, but for a little more that is durable.
    ///
    /// As soon as that is no little of one camera, it is told of all, so that one message a second has it all and
    /// those between have nothing: cameras force their footage at moments of their own, and a message that has
    /// anything costs whoever hears it a look at all that its owner has.
    ///
    /// @param before what the listener knows: [#after] of what was told so far
    public static HeartbeatChange between(Heartbeat before, Heartbeat after) {
        boolean isDue = after.cameras().entrySet().stream()
                .anyMatch(each -> isDue(before.cameras().get(each.getKey()), each.getValue()));
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        after.cameras().forEach((camera, report) -> {
            CameraReport told = before.cameras().get(camera);
            if (isDue ? !report.equals(told) : isNews(told, report)) {
                cameras.put(camera, report);
            }
        });
        SortedSet<CameraId> gone = new TreeSet<>(before.cameras().keySet());
        gone.removeAll(after.cameras().keySet());
        return new HeartbeatChange(after.assignmentsVersion(), after.leaving(), cameras, gone);
    }

    private static boolean isNews(@Nullable CameraReport told, CameraReport now) {
        OptionalLong step = step(told, now);
        if (told == null || step.isEmpty()) {
            return !now.equals(told);
        }
        return step.getAsLong() < 0 || !now.isAsGoodAs(told);
    }

    private static boolean isDue(@Nullable CameraReport told, CameraReport now) {
        return step(told, now).orElse(0) >= DURABLE_STEP_US;
    }

    /// How much more is durable than was told, µs; empty when one of them says nothing of that.
    private static OptionalLong step(@Nullable CameraReport told, CameraReport now) {
        return told == null || told.durableUs().isEmpty() || now.durableUs().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(now.durableUs().getAsLong() - told.durableUs().getAsLong());
    }

    /// The later heartbeat.
    ///
    /// @throws IllegalArgumentException when a camera is gone that was not there
    public Heartbeat after(Heartbeat before) {
        if (cameras.isEmpty()
                && gone.isEmpty()
                && assignmentsVersion == before.assignmentsVersion()
                && leaving == before.leaving()) {
            return before;
        }
        SortedMap<CameraId, CameraReport> all = new TreeMap<>(before.cameras());
        for (CameraId camera : gone) {
            if (all.remove(camera) == null) {
                throw new IllegalArgumentException("nothing was said of camera " + camera + " that is gone");
            }
        }
        all.putAll(cameras);
        return new Heartbeat(before.node(), before.boot(), assignmentsVersion, leaving, all);
    }
}
