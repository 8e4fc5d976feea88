package org.lidless.footage.timeline.splice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.timeline.alignment.AlignmentLearner;

/// Splices logs whose bytes differ (encoded per session, another boot of the camera, or never aligned): one at a time,
/// changing over only at a key sample of the successor, so that no moment is shown twice.
///
/// It stays with the log it is in. It plans to leave when
///
/// 1. a log that the owner wrote has a key sample, then goes on for [#STAY_US], and either goes on as far as this
///    one or can be left again without a loss: there; or
/// 2. a break is in sight and another log has a key sample at or before it and goes on behind it: at the last such
///    one, so that nothing is missing. When the other log only begins there, the two clocks cannot be compared and the
///    camera is not known to encode for each session, less than [#SKEW_US] of common time may be none at all: then all
///    of the present log is brought first; or
/// 3. otherwise, at the first key sample that another log has behind the break, if the log does not resume before.
final class KeySplice {

    /// An owner's copy must be whole for so long to be changed over to, µs: it would be left again at once otherwise.
    static final long STAY_US = 2_000_000;

    /// By so much two recorders' clocks may differ.
    static final long SKEW_US = AlignmentLearner.SKEW_MAX_US;

    private final List<LogTrack> tracks;
    private final boolean isEncodedApart;
    private @Nullable LogTrack current;
    private @Nullable LogSample last;
    private @Nullable Plan plan;

    /// To go over to a log at a sample of it.
    ///
    /// @param behind the last sample of the present log that is brought before; null for those that are before `at`
    private record Plan(
            LogTrack to,
            LogSample at,
            boolean missing,
            @Nullable LogSample behind) {

        boolean isDue(@Nullable LogSample head) {
            if (head == null) {
                return true;
            }
            return behind == null ? !LogTrack.isAfter(at, head) : LogTrack.isAfter(head, behind);
        }
    }

    /// @param sample  the next one
    /// @param log     which log it belongs to
    /// @param missing how it was seen that something is missing directly before; null when nothing is
    record Step(LogSample sample, LogTrack log, @Nullable HoleSight missing) {}

    /// @param isEncodedApart whether the camera is known to encode for each session on its own: then no other log has
    /// the
    ///                       present one's samples anyhow, and what is cut off at a seam is shown by the successor
    KeySplice(List<LogTrack> tracks, boolean isEncodedApart) {
        this.isEncodedApart = isEncodedApart;
        this.tracks = tracks.stream().filter(track -> track.head() != null).toList();
    }

    /// The next sample; null behind the last one.
    @Nullable
    Step next() {
        LogTrack log = current == null ? earliest() : current;
        if (log == null) {
            return null;
        }
        current = log;
        if (tracks.size() > 1 && last != null) {
            look(last);
            if (plan == null) {
                plan = planned(log, last);
            }
        }
        LogSample head = log.head();
        Plan due = plan;
        if (due != null && due.isDue(head)) {
            plan = null;
            current = due.to;
            due.to.dropBefore(due.at);
            return step(due.to, due.missing ? HoleSight.SEAM : null);
        }
        return head == null ? null : step(log, head.missing());
    }

    private Step step(LogTrack log, @Nullable HoleSight missing) {
        LogSample sample = log.take();
        last = sample;
        return new Step(sample, log, missing);
    }

    private void look(LogSample from) {
        for (LogTrack track : tracks) {
            if (plan != null && plan.to == track) {
                track.dropBefore(plan.at);
            } else if (track != current) {
                track.dropUpTo(from);
            }
            track.look(from);
        }
    }

    private @Nullable LogTrack earliest() {
        LogTrack first = null;
        LogSample firstHead = null;
        for (LogTrack track : tracks) {
            LogSample head = track.head();
            if (head == null) {
                continue;
            }
            long earlierUs = firstHead == null ? 1 : head.aheadUs(firstHead);
            if (firstHead == null || earlierUs > 0 || (earlierUs == 0 && head.owned() && !firstHead.owned())) {
                first = track;
                firstHead = head;
            }
        }
        return first;
    }

    private @Nullable Plan planned(LogTrack from, LogSample behind) {
        LogSample until = from.lastSound();
        Plan best = toOwner(from, until);
        if (best != null || !from.breaks()) {
            return best;
        }
        LogSample end = until == null ? behind : until;
        for (LogTrack track : tracks) {
            track.look(end);
        }
        best = beforeBreak(from, end);
        return best != null ? best : behindBreak(from, end);
    }

    private @Nullable Plan toOwner(LogTrack from, @Nullable LogSample until) {
        LogSample head = from.head();
        if (head == null || until == null || head.owned()) {
            return null;
        }
        Plan best = null;
        for (LogTrack track : tracks) {
            if (track == from) {
                continue;
            }
            for (LogSample key : track) {
                if (LogTrack.isAfter(key, until)) {
                    break;
                }
                if (key.mark().key() && key.owned() && isWorthwhile(from, until, track, key)) {
                    if (best == null || LogTrack.isAfter(best.at, key)) {
                        best = new Plan(track, key, false, null);
                    }
                    break;
                }
            }
        }
        return best;
    }

    /// Whether the owner's copy goes on long enough, and at least as far as the present one, or can be left again
    /// without a loss.
    private static boolean isWorthwhile(LogTrack from, LogSample until, LogTrack to, LogSample key) {
        LogSample reach = to.reach(key);
        if (key.aheadUs(reach) < STAY_US) {
            return false;
        }
        LogSample back = lastKeyUpTo(from, reach);
        return !LogTrack.isAfter(until, reach) || (back != null && LogTrack.isAfter(back, key));
    }

    private @Nullable Plan beforeBreak(LogTrack from, LogSample end) {
        Plan best = null;
        LogSample bestReach = null;
        for (LogTrack track : tracks) {
            LogSample key = track == from ? null : lastKeyUpTo(track, end);
            if (key == null) {
                continue;
            }
            LogSample reach = track.reach(key);
            boolean further = best == null
                    || bestReach == null
                    || (key.owned() == best.at.owned() ? LogTrack.isAfter(reach, bestReach) : key.owned());
            if (LogTrack.isAfter(reach, end) && further) {
                best = new Plan(track, key, false, mayAdjoin(track, key, end) ? end : null);
                bestReach = reach;
            }
        }
        return best;
    }

    /// Whether a log that begins with this key sample may begin behind the end of another, and not before it.
    private boolean mayAdjoin(LogTrack track, LogSample key, LogSample end) {
        return !isEncodedApart
                && key.equals(track.head())
                && key.mark().number() == 0
                && !key.axis().equals(end.axis())
                && key.aheadUs(end) < SKEW_US;
    }

    /// The last key sample at or before another that is followed without a break by something behind it.
    private static @Nullable LogSample lastKeyUpTo(LogTrack track, LogSample end) {
        LogSample key = null;
        for (LogSample each : track) {
            if (LogTrack.isAfter(each, end)) {
                return each.missing() == null ? key : null;
            }
            if (each.missing() != null) {
                key = null;
            }
            if (each.mark().key()) {
                key = each;
            }
        }
        return null;
    }

    private @Nullable Plan behindBreak(LogTrack from, LogSample end) {
        LogSample resumed = from.resumed();
        Plan best = null;
        for (LogTrack track : tracks) {
            LogSample start = track == from ? null : startBehind(track, end);
            if (start != null
                    && (resumed == null || LogTrack.isAfter(resumed, start))
                    && (best == null || LogTrack.isAfter(best.at, start))) {
                best = new Plan(track, start, !track.joins(end, start), null);
            }
        }
        return best;
    }

    /// The first key sample behind another; where none is in sight, the first sample at all: some cameras refresh
    /// their picture bit by bit and never send one.
    private static @Nullable LogSample startBehind(LogTrack track, LogSample end) {
        LogSample first = null;
        for (LogSample each : track) {
            if (LogTrack.isAfter(each, end)) {
                if (each.mark().key()) {
                    return each;
                }
                first = first == null ? each : first;
            }
        }
        return first;
    }
}
