package org.lidless.control.site.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;

/// A role, and how far it reaches.
///
/// @param everywhere the whole site with every camera, present and to come; then no cameras and groups are named
/// @param cameras    single cameras
/// @param groups     camera groups, with whatever cameras they have at the time
public record Grant(
        PersonRole role, boolean everywhere, SortedSet<CameraId> cameras, SortedSet<CameraGroupName> groups) {

    public Grant {
        Objects.requireNonNull(role);
        cameras = Collections.unmodifiableSortedSet(new TreeSet<>(cameras));
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        if (everywhere != (cameras.isEmpty() && groups.isEmpty())) {
            throw new IllegalArgumentException(
                    "a role reaches everywhere, or cameras and groups are named: " + role.word());
        }
    }

    public static Grant everywhere(PersonRole role) {
        return new Grant(role, true, new TreeSet<>(), new TreeSet<>());
    }

    public static Grant cameras(PersonRole role, CameraId... cameras) {
        TreeSet<CameraId> named = new TreeSet<>();
        Collections.addAll(named, cameras);
        return new Grant(role, false, named, new TreeSet<>());
    }

    /// Grants without what reaches by a camera group; one that reached by nothing else is gone.
    static List<Grant> without(List<Grant> grants, CameraGroupName group) {
        List<Grant> kept = new ArrayList<>();
        for (Grant grant : grants) {
            TreeSet<CameraGroupName> others = new TreeSet<>(grant.groups());
            if (!others.remove(group)) {
                kept.add(grant);
            } else if (!others.isEmpty() || !grant.cameras().isEmpty()) {
                kept.add(new Grant(grant.role(), false, grant.cameras(), others));
            }
        }
        return kept;
    }
}
