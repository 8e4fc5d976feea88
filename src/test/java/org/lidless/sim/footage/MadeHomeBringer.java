package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lidless.domain.Assignment.Mode;
import org.lidless.footage.backfill.HomeBringing;
import org.lidless.footage.backfill.HomeBringing.Plan;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.sim.footage.FootageOracles.Rehearsed;

/// A recorder's bringing home: what, says the production plan; a piece at a time, verified, then durable, then released
/// over there.
final class MadeHomeBringer {

    private static final int PIECE = 12;
    private static final int CORRUPT_ONE_IN = 10;
    private static final int LOST_ANSWER_ONE_IN = 10;

    private final FootageRecorder home;
    private final FootageSite world;
    private final SplittableRandom random;

    private record Copy(FootageRecorder holder, MadeSegment segment) {}

    MadeHomeBringer(FootageRecorder home) {
        this.home = home;
        this.world = home.world;
        this.random = world.kernel.random("home " + home.name + home.boot());
    }

    void tick() {
        if (home.disk.isTroubled(world.kernel.nowUs())) {
            return;
        }
        // Only looked into, never walked: its order means nothing.
        Map<SegmentRow, Copy> copies = new HashMap<>();
        List<SegmentRow> theirs = new ArrayList<>();
        for (FootageRecorder holder : world.recorders) {
            if (holder != home && isReachable(holder)) {
                for (MadeSegment each : holder.disk.segments.values()) {
                    if (isOurs(each)) {
                        SegmentRow row = each.row(holder.id());
                        theirs.add(row);
                        copies.put(row, new Copy(holder, each));
                    }
                }
            }
        }
        if (theirs.isEmpty()) {
            return;
        }
        List<SegmentRow> here = home.disk.segments.values().stream()
                .filter(this::isOurs)
                .map(each -> each.row(home.id()))
                .toList();
        Plan plan = HomeBringing.plan(theirs, here);
        plan.release().forEach(each -> release(copies.get(each)));
        plan.bring().stream().limit(1).forEach(each -> bring(copies.get(each)));
    }

    private boolean isReachable(FootageRecorder holder) {
        return holder.isRunning() && !world.net.isCut(home, holder) && !world.net.isCut(holder, home);
    }

    /// Whether this recorder is home to the segment, and owns its camera now.
    private boolean isOurs(MadeSegment segment) {
        MadeStream stream = home.streams.get(segment.camera);
        return stream != null
                && stream.duty().mode() == Mode.RECORD
                && stream.duty().primary().equals(home.id());
    }

    private void bring(Copy from) {
        MadeSegment segment = from.segment();
        MadeSegment before = home.disk.parts.get(segment.name);
        int have = before == null ? 0 : before.samples.size();
        boolean whole = have + PIECE >= segment.samples.size();
        boolean corrupt = whole && random.nextInt(CORRUPT_ONE_IN) == 0;
        MadeSegment part = segment.copy(corrupt ? (have + 1) / 2 : have + PIECE);
        if (world.mutant == FootageMutant.PART_FOR_WHOLE) {
            part.claim(segment.sha256());
        }
        home.disk.parts.put(segment.name, part);
        if (world.mutant == FootageMutant.RELEASES_UNVERIFIED && whole) {
            from.holder().drop(segment);
        }
        if (whole) {
            finish(segment, part, corrupt);
        }
    }

    private void finish(MadeSegment segment, MadeSegment part, boolean corrupt) {
        home.disk.parts.remove(segment.name);
        if (!corrupt && part.sha256().equals(segment.sha256())) {
            world.kernel.trace(home.name + " has brought home " + segment.name);
            home.disk.segments.put(segment.name, part);
            world.oracles.happened(Rehearsed.BROUGHT_HOME);
        } else {
            world.oracles.happened(Rehearsed.BROUGHT_CORRUPT);
        }
    }

    private void release(Copy given) {
        boolean answered = random.nextInt(LOST_ANSWER_ONE_IN) > 0;
        if (answered && world.mutant != FootageMutant.NEVER_RELEASES) {
            given.holder().drop(given.segment());
        }
    }
}
