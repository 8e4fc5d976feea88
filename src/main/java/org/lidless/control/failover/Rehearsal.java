package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.control.site.Applied;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

/// What would become of the cameras if some recorders failed together: the running decision, played on paper.
///
/// @param lost    the recorders that fail
/// @param warm    cameras of theirs that their shadow takes, by heir: nothing is lost of them
/// @param cold    cameras that somebody takes who did not shadow them, by heir
/// @param dropped cameras that nobody records then although they want somebody, in the order of their names
public record Rehearsal(
        SortedSet<NodeId> lost,
        SortedMap<NodeId, List<CameraId>> warm,
        SortedMap<NodeId, List<CameraId>> cold,
        List<CameraId> dropped) {

    /// Passes after which nothing changes any more; each needs at most one, and one more for what made way.
    private static final int PASSES_MAX = 8;

    public Rehearsal {
        lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
        warm = Collections.unmodifiableSortedMap(new TreeMap<>(warm));
        cold = Collections.unmodifiableSortedMap(new TreeMap<>(cold));
        dropped = List.copyOf(dropped);
    }

    /// Plays the loss of some recorders while all that are not lost already are well.
    ///
    /// @param already recorders that are lost now
    public static Rehearsal of(Site site, SortedSet<NodeId> already, SortedSet<NodeId> failing) {
        TreeSet<NodeId> gone = new TreeSet<>(already);
        gone.addAll(failing);
        Site after = settle(site, Health.without(gone, site));
        TreeMap<NodeId, List<CameraId>> warm = new TreeMap<>();
        TreeMap<NodeId, List<CameraId>> cold = new TreeMap<>();
        TreeSet<CameraId> dropped = new TreeSet<>();
        site.ownerships().forEach((camera, before) -> {
            Ownership then = after.ownership(camera);
            if (gone.contains(then.owner())) {
                if (site.policy().of(camera).wanted() != Protection.NONE) {
                    dropped.add(camera);
                }
            } else if (!then.owner().equals(before.owner())) {
                boolean isWarm = before.shadow().filter(then.owner()::equals).isPresent();
                (isWarm ? warm : cold).merge(then.owner(), List.of(camera), Rehearsal::joined);
            }
        });
        return new Rehearsal(failing, warm, cold, List.copyOf(dropped));
    }

    /// The site when the planner has nothing more to change.
    static Site settle(Site site, Health health) {
        Site now = site;
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            Plan plan = FailoverPlanner.plan(now, health);
            if (plan.facts().isEmpty()) {
                return now;
            }
            Applied applied = now.apply(new SiteEntry(new NodeId("rehearsal"), pass, now.version(), plan.facts()));
            if (applied.fate() != Applied.Fate.EFFECTIVE) {
                throw new IllegalStateException("the planner contradicts the site: " + applied.why());
            }
            now = applied.site();
        }
        return now;
    }

    /// How many cameras nobody would record.
    int drops() {
        return dropped.size();
    }

    private static List<CameraId> joined(List<CameraId> one, List<CameraId> other) {
        var both = new ArrayList<>(one);
        both.addAll(other);
        return List.copyOf(both);
    }
}
