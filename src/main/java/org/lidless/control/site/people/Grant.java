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

    /// `ROLE`, or `ROLE:CAMERA,@GROUP,…` as people write it.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Grant parse(String words) {
        int colon = words.indexOf(':');
        String word = colon < 0 ? words : words.substring(0, colon);
        PersonRole role = PersonRole.of(word)
                .orElseThrow(() -> new IllegalArgumentException("there is no role \"" + word + "\""));
        TreeSet<CameraId> cameras = new TreeSet<>();
        TreeSet<CameraGroupName> groups = new TreeSet<>();
        if (colon >= 0) {
            for (String each : words.substring(colon + 1).split(",", -1)) {
                if (each.startsWith("@")) {
                    groups.add(new CameraGroupName(each.substring(1)));
                } else {
                    cameras.add(new CameraId(each));
                }
            }
        }
        return new Grant(role, colon < 0, cameras, groups);
    }

    /// As [#parse] reads it.
    public String words() {
        List<String> reach = new ArrayList<>();
        cameras.forEach(camera -> reach.add(camera.value()));
        groups.forEach(group -> reach.add("@" + group.value()));
        return role.word() + (reach.isEmpty() ? "" : ":" + String.join(",", reach));
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
