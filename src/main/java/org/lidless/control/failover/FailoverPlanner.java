package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lidless.control.site.Camera;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

/// Decides who records the cameras of lost recorders, and who shadows.
///
/// A lost owner's camera goes to its shadow, which has its last seconds; else home to its primary; else to a
/// standby of its primary's group with room, another zone first. Cameras of higher priority choose first. Where
/// there is no room, shadows make way, the least important first, and then recordings of strictly lower priority
/// that the recorder makes for others: those go back to their primary, which is lost, and look for another heir
/// in their turn. A camera that nobody can take has no shadow either: what was decided is what is written.
///
/// A camera that is stuck at a living owner goes to its shadow.
///
/// Every camera that wants it and allows a second session gets a shadow: its primary where that is not the owner
/// (so that it can have the camera back), else a standby of its group with room: another zone first, then the one
/// that has the fewest shadows of the same owner, so that a lost recorder's cameras fall on many.
public final class FailoverPlanner {

    /// Facts that one camera may need: its own, and those of all that make way.
    private static final int FACTS_A_CAMERA_MAX = 2 * Room.WAYS_MAX + 2;

    private final Site site;
    private final Health health;
    private final Draft draft;
    private final List<CameraId> stranded = new ArrayList<>();
    private final List<CameraId> unguarded = new ArrayList<>();

    private FailoverPlanner(Site site, Health health) {
        this.site = site;
        this.health = health;
        this.draft = new Draft(site);
    }

    /// What has to change. Nothing, when everything is as it should be; so it may be asked again and again.
    public static Plan plan(Site site, Health health) {
        FailoverPlanner planner = new FailoverPlanner(site, health);
        site.cameras().values().stream().sorted(Camera.LEAST_FIRST.reversed()).forEach(planner::plan);
        return new Plan(planner.draft.facts(), planner.stranded, planner.unguarded);
    }

    private void plan(Camera camera) {
        if (draft.facts().size() > SiteEntry.FACTS_MAX - FACTS_A_CAMERA_MAX) {
            return;
        }
        Ownership held = draft.held(camera.id());
        if (health.isLost(held.owner())) {
            if (!takeOver(camera, held)) {
                return;
            }
        } else if (health.isLeaving(held.owner()) && !camera.canBeShadowed()) {
            moveCold(camera, held);
        } else if (health.isStuck(camera.id())) {
            unstick(camera, held);
        }
        Ownership now = draft.held(camera.id());
        Optional<NodeId> wanted = shadow(camera, now.owner(), now.shadow());
        if (!wanted.equals(now.shadow())) {
            draft.shadow(camera.id(), wanted);
        }
        if (wanted.filter(node -> !health.isLost(node)).isEmpty() && wantsShadow(camera)) {
            unguarded.add(camera.id());
        }
    }

    /// Whether somebody records the camera now.
    private boolean takeOver(Camera camera, Ownership held) {
        if (site.policy().of(camera.id()).wanted() == Protection.NONE) {
            return false;
        }
        Optional<Room> room = heir(camera, held);
        if (room.isEmpty()) {
            stranded.add(camera.id());
            strand(camera, held);
            return false;
        }
        room.get().shadows().forEach(least -> draft.shadow(least.id(), Optional.empty()));
        room.get().recordings().forEach(least -> draft.assign(least.id(), least.primary()));
        draft.assign(camera.id(), room.get().at());
        return true;
    }

    /// A shadow without room to record writes for a lost owner all the same, as long as it shadows. So it is told to
    /// let go: it was said to bear so many cameras, and one too many could cost it all of them.
    private void strand(Camera camera, Ownership held) {
        if (isUsable(held.shadow())) {
            draft.shadow(camera.id(), Optional.empty());
        }
    }

    /// A camera of one session cannot go without a break: it goes to whoever stays and has room.
    private void moveCold(Camera camera, Ownership held) {
        if (site.policy().of(camera.id()).wanted() == Protection.NONE) {
            return;
        }
        Optional<NodeId> home = Optional.of(camera.primary()).filter(health::isStaying);
        home.or(() -> standbys(camera)
                        .filter(node -> !node.equals(held.owner()))
                        .filter(node -> draft.recording(node, camera.id()).fits(draft.capacity(node)))
                        .min(Comparator.<NodeId>comparingInt(
                                        node -> draft.load(node).cameras())
                                .thenComparing(Comparator.naturalOrder())))
                .ifPresent(heir -> draft.assign(camera.id(), heir));
    }

    /// It goes to its shadow, which has its last seconds, if that one has room without anybody making way: the
    /// owner is alive, and may yet store it.
    private void unstick(Camera camera, Ownership held) {
        held.shadow()
                .filter(health::isStaying)
                .filter(node -> draft.recording(node, camera.id()).fits(draft.capacity(node)))
                .ifPresent(node -> draft.assign(camera.id(), node));
    }

    private Optional<Room> heir(Camera camera, Ownership held) {
        Optional<Room> home = Optional.of(new Room(camera.primary(), List.of(), List.of()));
        if (isHome(camera, held.shadow()) || (!isUsable(held.shadow()) && health.isStaying(camera.primary()))) {
            return home;
        }
        Optional<NodeId> shadow = held.shadow().filter(health::isUsable);
        Optional<Room> bare = shadow.flatMap(node -> Room.toRecord(draft, node, camera))
                .filter(room -> room.recordings().isEmpty());
        if (bare.isPresent()) {
            return bare;
        }
        if (health.isStaying(camera.primary())) {
            return home;
        }
        Optional<Room> standIn = standbys(camera)
                .filter(node -> !node.equals(held.owner()))
                .flatMap(node -> Room.toRecord(draft, node, camera).stream())
                .min(Comparator.<Room>comparingInt(room -> room.recordings().size())
                        .thenComparingInt(
                                room -> shadow.filter(room.at()::equals).isPresent() ? 0 : 1)
                        .thenComparingInt(room -> room.shadows().size())
                        .thenComparing(room -> isSameZone(room.at(), held.owner()))
                        .thenComparingInt(room -> draft.load(room.at()).cameras())
                        .thenComparing(Room::at));
        return standIn.or(() -> home.filter(room -> health.isUsable(room.at()))).or(() -> lastResort(camera, held));
    }

    /// A standby that is to be taken away and has room: better than that nobody records.
    private Optional<Room> lastResort(Camera camera, Ownership held) {
        return usableStandbys(camera)
                .filter(node -> !node.equals(held.owner()))
                .filter(node -> draft.recording(node, camera.id()).fits(draft.capacity(node)))
                .findFirst()
                .map(node -> new Room(node, List.of(), List.of()));
    }

    private boolean isUsable(Optional<NodeId> node) {
        return node.filter(health::isUsable).isPresent();
    }

    private boolean isHome(Camera camera, Optional<NodeId> shadow) {
        return isUsable(shadow) && shadow.filter(camera.primary()::equals).isPresent();
    }

    /// Who should shadow a camera with this owner, when `now` does.
    private Optional<NodeId> shadow(Camera camera, NodeId owner, Optional<NodeId> now) {
        NodeId primary = camera.primary();
        boolean isAway = !primary.equals(owner);
        boolean isToMove =
                health.isLeaving(owner) && site.policy().of(camera.id()).wanted() != Protection.NONE;
        // Even one that wants no shadow comes home, or leaves, without a break.
        if (!camera.canBeShadowed() || (!wantsShadow(camera) && !isAway && !isToMove)) {
            return Optional.empty();
        }
        boolean isKept = now.filter(node -> !health.isLost(node)).isPresent();
        if (isKept) {
            boolean isNextHome = isAway && health.isSettled(primary) && health.isStaying(primary);
            boolean isOneNeeded = isToMove && now.filter(health::isLeaving).isPresent();
            return isNextHome
                    ? Optional.of(primary)
                    : isOneNeeded ? standbyToShadow(camera, owner).or(() -> now) : now;
        }
        if (isAway && health.isStaying(primary)) {
            return Optional.of(primary);
        }
        if (!wantsShadow(camera) && !isToMove) {
            return now;
        }
        // A lost shadow that nobody can replace stays: it shadows again when it is back.
        return standbyToShadow(camera, owner)
                .or(() -> Optional.of(primary).filter(node -> isAway && health.isUsable(node)))
                .or(() -> now);
    }

    private boolean wantsShadow(Camera camera) {
        return camera.canBeShadowed() && site.policy().of(camera.id()).wanted() == Protection.SHADOWED;
    }

    /// A usable standby with room; what makes way for it does so at once.
    private Optional<NodeId> standbyToShadow(Camera camera, NodeId owner) {
        Optional<Room> room = standbys(camera)
                .filter(node -> !node.equals(owner))
                .flatMap(node -> Room.toShadow(draft, node, camera).stream())
                .min(Comparator.<Room>comparingInt(each -> each.shadows().size())
                        .thenComparing(each -> isSameZone(each.at(), owner))
                        .thenComparingInt(each -> draft.shadowsOf(owner, each.at()))
                        .thenComparingInt(each -> draft.load(each.at()).cameras())
                        .thenComparing(Room::at));
        room.ifPresent(found -> found.shadows().forEach(least -> draft.shadow(least.id(), Optional.empty())));
        return room.map(Room::at);
    }

    /// The standbys that stand in for the camera's primary, and stay.
    private Stream<NodeId> standbys(Camera camera) {
        return usableStandbys(camera).filter(health::isStaying);
    }

    private Stream<NodeId> usableStandbys(Camera camera) {
        GroupName group = site.policy().of(camera.primary()).group();
        return site.recorders().values().stream()
                .filter(Recorder::standby)
                .map(Recorder::node)
                .filter(node -> site.policy().of(node).group().equals(group))
                .filter(health::isUsable);
    }

    private boolean isSameZone(NodeId one, NodeId other) {
        return site.recorder(one)
                .flatMap(recorder ->
                        site.recorder(other).filter(each -> each.zone().equals(recorder.zone())))
                .isPresent();
    }
}
