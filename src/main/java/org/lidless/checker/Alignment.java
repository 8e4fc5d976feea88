package org.lidless.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// Says which of the ledger's frames each sample is: by stamp, or by hash where there is none. Frames of an unstamped
/// camera come again with every turn of its clip, so that a hash fits several. Only frames that were offered to
/// somebody come into question; of these the one nearest in time is meant, or, when the export's start is not known,
/// the one nearest to where the sample before it lay, the first one being near the window's beginning.
final class Alignment {

    /// Stands for a sample that is none of the ledger's frames.
    static final int NOBODY = -1;

    /// Without times: a frame this far back is still believed to be the same turn of the clip, out of order.
    private static final int BACKWARD_MAX = 25;

    /// What is known of a sample from its bytes.
    ///
    /// @param size   length in bytes
    /// @param showUs time of showing in the movie, µs
    /// @param hash   as the ledger would write it
    /// @param stamp  run, camera and sequence; null when it has no good one
    record Seen(
            int size,
            long showUs,
            String hash,
            @org.jspecify.annotations.Nullable FoundStamp stamp) {}

    private record Name(UUID run, long sequence) {}

    private final LedgerReader.Account account;
    private final List<Seen> seen;
    private final int[] frameOf;

    private Alignment(LedgerReader.Account account, List<Seen> seen) {
        this.account = account;
        this.seen = seen;
        this.frameOf = new int[seen.size()];
        Arrays.fill(frameOf, NOBODY);
    }

    /// For each sample the place of its frame in the ledger, or [#NOBODY].
    static int[] of(LedgerReader.Account account, List<Seen> seen, CheckOrder order) {
        var alignment = new Alignment(account, seen);
        if (account.stamped()) {
            alignment.byStamp();
        } else {
            alignment.byHash(order.exportStartUs(), order.window().fromUs());
        }
        alignment.squeezeInWhatIsDamaged();
        return alignment.frameOf;
    }

    private void byStamp() {
        Map<Name, Integer> places = new HashMap<>();
        for (int place = 0; place < account.frames().size(); place++) {
            LedgerFrame frame = account.frames().get(place);
            places.put(new Name(frame.run(), frame.sequence()), place);
        }
        for (int at = 0; at < seen.size(); at++) {
            FoundStamp stamp = seen.get(at).stamp();
            if (stamp != null && stamp.camera().equals(account.camera())) {
                frameOf[at] = places.getOrDefault(new Name(stamp.run(), stamp.sequence()), NOBODY);
            }
        }
    }

    private void byHash(OptionalLong startUs, long windowUs) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int place = 0; place < account.frames().size(); place++) {
            LedgerFrame frame = account.frames().get(place);
            if (frame.offered()) {
                for (String each : frame.hashes()) {
                    places.computeIfAbsent(each, hash -> new ArrayList<>()).add(place);
                }
            }
        }
        int expected = NOBODY;
        for (int at = 0; at < seen.size(); at++) {
            Seen sample = seen.get(at);
            long best = Long.MAX_VALUE;
            for (int place : places.getOrDefault(sample.hash(), List.of())) {
                long capturedUs = account.frames().get(place).capturedUs();
                long distance;
                if (startUs.isPresent()) {
                    distance = Math.abs(startUs.getAsLong() + sample.showUs() - capturedUs);
                } else if (expected == NOBODY) {
                    distance = Math.abs(windowUs - capturedUs);
                } else {
                    distance = stepsFrom(expected, place);
                }
                if (distance < best) {
                    best = distance;
                    frameOf[at] = place;
                }
            }
            if (frameOf[at] != NOBODY) {
                expected = frameOf[at] + 1;
            }
        }
    }

    /// Forward is likelier than far backward: frames get lost more often than they come again.
    private static long stepsFrom(int expected, int place) {
        int steps = place - expected;
        if (steps >= 0) {
            return steps;
        }
        return -steps <= BACKWARD_MAX ? -steps : Integer.MAX_VALUE - (long) place;
    }

    /// Samples that are nobody's, between samples that are known: where just as many frames are missing between
    /// these, they are those frames, damaged; otherwise the ones that have a missing frame's size.
    private void squeezeInWhatIsDamaged() {
        boolean[] taken = new boolean[account.frames().size()];
        for (int place : frameOf) {
            if (place != NOBODY) {
                taken[place] = true;
            }
        }
        int at = 0;
        while (at < frameOf.length) {
            if (frameOf[at] != NOBODY) {
                at++;
                continue;
            }
            int end = at;
            while (end < frameOf.length && frameOf[end] == NOBODY) {
                end++;
            }
            squeeze(at, end, taken);
            at = end;
        }
    }

    private void squeeze(int from, int to, boolean[] taken) {
        boolean enclosed = from > 0 && to < frameOf.length;
        int first =
                from > 0 ? frameOf[from - 1] + 1 : Math.max(0, (to < frameOf.length ? frameOf[to] : 0) - (to - from));
        int last = to < frameOf.length ? frameOf[to] : Math.min(taken.length, first + (to - from));
        List<Integer> free = new ArrayList<>();
        for (int place = first; place < last; place++) {
            if (!taken[place]) {
                free.add(place);
            }
        }
        boolean exact = enclosed && free.size() == to - from;
        int next = 0;
        for (int at = from; at < to; at++) {
            for (int candidate = next; candidate < free.size(); candidate++) {
                int place = free.get(candidate);
                if (exact || account.frames().get(place).hasSize(seen.get(at).size())) {
                    frameOf[at] = place;
                    taken[place] = true;
                    next = candidate + 1;
                    break;
                }
            }
        }
    }
}
