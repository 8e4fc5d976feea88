package org.lidless.sim.footage;

import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment.Mode;

/// How a recorder brings footage of its own cameras home, as the shell will do it: one segment at a time, piece
/// by piece, verified, then durable, then released over there.
final class HomeBringing {

    private static final int PIECE = 12;
    private static final int CORRUPT_ONE_IN = 10;
    private static final int LOST_ANSWER_ONE_IN = 10;

    private final FootageRecorder home;
    private final FootageSite world;
    private final SplittableRandom random;

    HomeBringing(FootageRecorder home) {
        this.home = home;
        this.world = home.world;
        this.random = world.kernel.random("home " + home.name + home.boot());
    }

    void tick() {
        if (home.disk.fullUntilUs > world.kernel.nowUs() || home.disk.hangsUntilUs > world.kernel.nowUs()) {
            return;
        }
        for (FootageRecorder holder : world.recorders) {
            if (holder != home && isReachable(holder)) {
                MadeSegment next = next(holder);
                if (next != null) {
                    bring(holder, next);
                    return;
                }
            }
        }
    }

    private boolean isReachable(FootageRecorder holder) {
        return holder.isRunning() && !world.net.isCut(home, holder) && !world.net.isCut(holder, home);
    }

    private @Nullable MadeSegment next(FootageRecorder holder) {
        for (Map.Entry<String, MadeSegment> each : holder.disk.segments.entrySet()) {
            MadeSegment segment = each.getValue();
            MadeStream stream = home.streams.get(segment.camera);
            if (segment.sealed
                    && stream != null
                    && stream.duty().mode() == Mode.RECORD
                    && stream.duty().primary().equals(home.id())) {
                return segment;
            }
        }
        return null;
    }

    private void bring(FootageRecorder holder, MadeSegment segment) {
        if (home.disk.segments.containsKey(segment.name)) {
            release(holder, segment);
            return;
        }
        MadeSegment before = home.disk.parts.get(segment.name);
        int have = before == null ? 0 : before.samples.size();
        int most = have + PIECE;
        boolean whole = most >= segment.samples.size();
        boolean corrupt = whole && random.nextInt(CORRUPT_ONE_IN) == 0;
        MadeSegment part = segment.copy(corrupt ? have / 2 : most);
        home.disk.parts.put(segment.name, part);
        if (world.mutant == FootageMutant.RELEASES_UNVERIFIED && whole) {
            holder.drop(segment);
        }
        if (whole) {
            finish(segment, part);
        }
    }

    private void finish(MadeSegment segment, MadeSegment part) {
        home.disk.parts.remove(segment.name);
        if (part.hash() == segment.hash()) {
            world.kernel.trace(home.name + " has brought home " + segment.name);
            home.disk.segments.put(segment.name, part);
            world.oracles.happened(FootageOracles.Rehearsed.BROUGHT_HOME);
        } else {
            world.oracles.happened(FootageOracles.Rehearsed.BROUGHT_CORRUPT);
        }
    }

    /// The holder compares the hash, and gives its copy up when it is the same.
    private void release(FootageRecorder holder, MadeSegment segment) {
        if (world.mutant == FootageMutant.NEVER_RELEASES) {
            return;
        }
        MadeSegment ours = home.disk.segments.get(segment.name);
        boolean proved = ours != null && ours.hash() == segment.hash();
        boolean asked = world.mutant == FootageMutant.PART_FOR_WHOLE || proved;
        if (asked && random.nextInt(LOST_ANSWER_ONE_IN) > 0) {
            holder.drop(segment);
        }
    }
}
