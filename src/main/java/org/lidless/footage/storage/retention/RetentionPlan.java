package org.lidless.footage.storage.retention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lidless.domain.RetentionRule;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.retention.Expiry.Reason;

/// What a pool gives up now. Pure.
///
/// First what its cameras' rules say: too old, or too many bytes. Then, when the pool is above its high water, down to
/// its low water: what another node has at home, then the oldest, then what is still to be brought home by another,
/// then what is guaranteed; each time the oldest first. What is locked stays, whatever happens; and where others have
/// filled the disk, so does what is guaranteed or still to be brought home.
///
/// @param byRule    what the rules say
/// @param forRoom   what goes because the pool is full, in this order
/// @param needBytes how much room was to be made
/// @param unmetBytes how much of it cannot be made from the segments that were looked at
/// @param wantsMore whether there are segments that were not looked at and may have to go
public record RetentionPlan(
        List<Expiry> byRule, List<Expiry> forRoom, long needBytes, long unmetBytes, boolean wantsMore) {

    private static final Comparator<Candidate> OLDEST_FIRST =
            Comparator.<Candidate>comparingLong(each -> each.name().startUs()).thenComparing(Candidate::name);

    /// @param nowUs the time that age is measured against, µs since 1970
    public static RetentionPlan of(PoolPicture pool, PoolLimits limits, long nowUs) {
        List<Expiry> byRule = new ArrayList<>();
        boolean wantsMore = false;
        for (StreamPicture stream : pool.streams()) {
            wantsMore |= byRule(stream, nowUs, byRule);
        }
        long capacity = limits.capacity(pool.heldBytes(), pool.freeBytes());
        long left = pool.usedBytes() - bytes(byRule);
        boolean isFull = left > PoolLimits.percent(capacity, limits.highPercent());
        long need = isFull ? left - PoolLimits.percent(capacity, limits.lowPercent()) : 0;
        Reason worst = pool.isCrowdedOut(limits) ? Reason.OLDEST : Reason.GUARANTEED;
        return room(pool, byRule, need, worst, nowUs, wantsMore);
    }

    /// Only as much as recording needs to go on, and nothing that is guaranteed or still to be brought home: what is
    /// done while it is not sure that the settings, the clock and the disk are what they seem.
    public static RetentionPlan frugal(PoolPicture pool, PoolLimits limits, long nowUs) {
        long least = limits.reserve(pool.heldBytes(), pool.freeBytes()) / 2;
        long overSize = pool.usedBytes() - limits.sizeBytes().orElse(Long.MAX_VALUE);
        long need = Math.max(Math.max(0, least - pool.freeBytes()), overSize);
        long inQuarantine = pool.quarantinedBytes();
        return room(pool, List.of(), Math.max(0, need - inQuarantine), Reason.OLDEST, nowUs, false);
    }

    private static RetentionPlan room(
            PoolPicture pool, List<Expiry> byRule, long need, Reason worst, long nowUs, boolean wantsMore) {
        List<Expiry> forRoom = new ArrayList<>();
        Set<SegmentName> going = new HashSet<>();
        byRule.forEach(each -> going.add(each.segment().name()));
        long unmet = need;
        boolean isBlind = false;
        for (Reason reason : List.of(Reason.COPIED, Reason.OLDEST, Reason.UNMERGED, Reason.GUARANTEED)) {
            if (unmet <= 0 || isBlind || reason.compareTo(worst) > 0) {
                break;
            }
            long horizonUs = horizonUs(pool, reason);
            for (Going each : going(pool, reason, nowUs)) {
                Candidate segment = each.segment();
                if (unmet <= 0) {
                    break;
                }
                if (segment.name().startUs() > horizonUs) {
                    isBlind = true;
                    break;
                }
                if (going.add(segment.name())) {
                    forRoom.add(new Expiry(segment, reason, each.promised()));
                    unmet -= segment.bytes();
                }
            }
            isBlind |= unmet > 0 && horizonUs < Long.MAX_VALUE;
        }
        return new RetentionPlan(
                List.copyOf(byRule), List.copyOf(forRoom), need, Math.max(0, unmet), wantsMore || isBlind);
    }

    /// Of what begins later, not every segment that may go for this reason was looked at. Copies, and what is still to
    /// be brought home, are only among the segments of streams that are at home elsewhere.
    private static long horizonUs(PoolPicture pool, Reason reason) {
        boolean isOfGuests = reason == Reason.COPIED || reason == Reason.UNMERGED;
        return pool.streams().stream()
                .filter(stream -> stream.hasMore() && !stream.oldest().isEmpty())
                .filter(stream ->
                        !isOfGuests || stream.oldest().stream().anyMatch(each -> each.standing() != Standing.HOME))
                .mapToLong(stream -> stream.oldest().getLast().name().startUs())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private record Going(Candidate segment, boolean promised) {}

    private static List<Going> going(PoolPicture pool, Reason reason, long nowUs) {
        List<Going> there = new ArrayList<>();
        for (StreamPicture stream : pool.streams()) {
            RetentionRule rule = stream.rule();
            for (Candidate each : stream.oldest()) {
                long ageUs = nowUs - each.span().toUs();
                boolean isGuaranteed = ageUs < rule.guaranteedUs() && each.standing() != Standing.COPIED;
                if (!each.locked() && reason == reason(each, isGuaranteed)) {
                    boolean isPromised = isGuaranteed
                            || each.standing() == Standing.UNMERGED
                            || rule.ageMaxUs().isPresent();
                    there.add(new Going(each, isPromised));
                }
            }
        }
        there.sort(Comparator.comparing(Going::segment, OLDEST_FIRST));
        return there;
    }

    private static Reason reason(Candidate segment, boolean isGuaranteed) {
        if (isGuaranteed) {
            return Reason.GUARANTEED;
        }
        return switch (segment.standing()) {
            case COPIED -> Reason.COPIED;
            case HOME -> Reason.OLDEST;
            case UNMERGED -> Reason.UNMERGED;
        };
    }

    /// @return whether more of the stream may have to go than was looked at
    private static boolean byRule(StreamPicture stream, long nowUs, List<Expiry> into) {
        RetentionRule rule = stream.rule();
        long over = stream.bytes() - rule.bytesMax().orElse(Long.MAX_VALUE);
        boolean isLastGoing = false;
        for (Candidate each : stream.oldest()) {
            long ageUs = nowUs - each.span().toUs();
            boolean isOld = ageUs > rule.ageMaxUs().orElse(Long.MAX_VALUE);
            boolean isTooMuch = over > 0 && ageUs >= rule.guaranteedUs() && each.standing() != Standing.UNMERGED;
            isLastGoing = isOld || over > 0;
            if (!each.locked() && (isOld || isTooMuch)) {
                into.add(new Expiry(each, isOld ? Reason.AGE : Reason.BYTES, false));
                over -= each.bytes();
            }
        }
        return isLastGoing && stream.hasMore();
    }

    /// Bytes of what the rules say.
    public long ruledBytes() {
        return bytes(byRule);
    }

    /// Whether something goes that is guaranteed.
    public boolean breaksGuarantee() {
        return forRoom.stream().anyMatch(each -> each.reason() == Reason.GUARANTEED);
    }

    /// Whether something goes that is guaranteed, or that another node still has to bring home.
    public boolean isGrave() {
        return forRoom.stream()
                .anyMatch(each -> each.reason() == Reason.GUARANTEED || each.reason() == Reason.UNMERGED);
    }

    private static long bytes(List<Expiry> segments) {
        return segments.stream().mapToLong(each -> each.segment().bytes()).sum();
    }
}
