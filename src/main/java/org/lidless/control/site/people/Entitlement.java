package org.lidless.control.site.people;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.Right;

/// What somebody may do at one version of the site. Immutable.
///
/// @param everywhere rights for the whole site and every camera, present and to come
/// @param cameras    further rights for single cameras, each [Right#isPerCamera]
public record Entitlement(SortedSet<Right> everywhere, SortedMap<CameraId, SortedSet<Right>> cameras) {

    /// May do nothing.
    public static final Entitlement NONE = new Entitlement(new TreeSet<>(), new TreeMap<>());

    public Entitlement {
        everywhere = Collections.unmodifiableSortedSet(new TreeSet<>(everywhere));
        SortedMap<CameraId, SortedSet<Right>> each = new TreeMap<>();
        cameras.forEach((camera, rights) -> {
            TreeSet<Right> own = new TreeSet<>(rights);
            own.removeIf(right -> !right.isPerCamera());
            if (!own.isEmpty()) {
                each.put(camera, Collections.unmodifiableSortedSet(own));
            }
        });
        cameras = Collections.unmodifiableSortedMap(each);
    }

    /// @param camera whose footage or state it is about; null for what is about the whole site
    public boolean allows(Right right, @Nullable CameraId camera) {
        if (right == Right.PUBLIC || right == Right.SIGNED_IN || everywhere.contains(right)) {
            return true;
        }
        SortedSet<Right> own = camera == null ? null : cameras.get(camera);
        return own != null && own.contains(right);
    }

    /// Whether there is a camera, or all of them, for which this is allowed: lists are then shown, filtered.
    public boolean allowsSome(Right right) {
        return allows(right, null) || cameras.values().stream().anyMatch(own -> own.contains(right));
    }

    /// As far as a token goes.
    ///
    /// @param scopes what it may do at most
    /// @param only   for which cameras at most; none: for all
    public Entitlement within(SortedSet<Right> scopes, SortedSet<CameraId> only) {
        TreeSet<Right> kept = new TreeSet<>(everywhere);
        kept.retainAll(scopes);
        SortedMap<CameraId, SortedSet<Right>> some = new TreeMap<>();
        cameras.forEach((camera, rights) -> {
            if (only.isEmpty() || only.contains(camera)) {
                TreeSet<Right> own = new TreeSet<>(rights);
                own.retainAll(scopes);
                some.put(camera, own);
            }
        });
        if (!only.isEmpty()) {
            only.forEach(camera -> some.merge(camera, new TreeSet<>(kept), Entitlement::joined));
            kept.clear();
        }
        return new Entitlement(kept, some);
    }

    private static SortedSet<Right> joined(SortedSet<Right> some, SortedSet<Right> others) {
        TreeSet<Right> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /// What somebody's grants come to.
    ///
    /// @param groups camera groups and their cameras
    static Entitlement of(List<Grant> grants, SortedMap<CameraGroupName, SortedSet<CameraId>> groups) {
        TreeSet<Right> everywhere = new TreeSet<>();
        SortedMap<CameraId, SortedSet<Right>> some = new TreeMap<>();
        for (Grant grant : grants) {
            if (grant.everywhere()) {
                everywhere.addAll(grant.role().rights());
                continue;
            }
            TreeSet<CameraId> reached = new TreeSet<>(grant.cameras());
            grant.groups().forEach(group -> reached.addAll(groups.getOrDefault(group, new TreeSet<>())));
            reached.forEach(camera -> some.merge(camera, grant.role().rights(), Entitlement::joined));
        }
        return new Entitlement(everywhere, some);
    }
}
