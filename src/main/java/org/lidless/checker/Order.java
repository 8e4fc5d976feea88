package org.lidless.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds copies and misplaced samples in a row of frames' places. Pure.
final class Order {

    private Order() {}

    /// For each sample whether it is a surplus copy. Of several copies the one that stands beside a neighbour of its
    /// own is the original, or else the first.
    static boolean[] surplus(int[] frameOf) {
        Map<Integer, Integer> original = new HashMap<>();
        for (int at = 0; at < frameOf.length; at++) {
            if (frameOf[at] == Alignment.NOBODY) {
                continue;
            }
            Integer before = original.get(frameOf[at]);
            if (before == null || (!stands(frameOf, before) && stands(frameOf, at))) {
                original.put(frameOf[at], at);
            }
        }
        boolean[] surplus = new boolean[frameOf.length];
        for (int at = 0; at < frameOf.length; at++) {
            surplus[at] =
                    frameOf[at] != Alignment.NOBODY && !Integer.valueOf(at).equals(original.get(frameOf[at]));
        }
        return surplus;
    }

    /// Whether the sample follows the frame that it should.
    private static boolean stands(int[] frameOf, int at) {
        return at > 0 && frameOf[at - 1] == frameOf[at] - 1;
    }

    /// The fewest samples that would have to move for all the others to rise: all that are not in the longest rising
    /// row (patience sorting). Only samples in question are looked at.
    static List<Integer> misplaced(int[] frameOf, boolean[] notInQuestion) {
        int[] tails = new int[frameOf.length];
        int[] previous = new int[frameOf.length];
        int length = 0;
        List<Integer> looked = new ArrayList<>();
        for (int at = 0; at < frameOf.length; at++) {
            if (notInQuestion[at] || frameOf[at] == Alignment.NOBODY) {
                continue;
            }
            looked.add(at);
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (frameOf[tails[middle]] < frameOf[at]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            tails[low] = at;
            previous[at] = low > 0 ? tails[low - 1] : -1;
            length = Math.max(length, low + 1);
        }
        boolean[] rising = new boolean[frameOf.length];
        Arrays.fill(rising, false);
        for (int at = length > 0 ? tails[length - 1] : -1; at >= 0; at = previous[at]) {
            rising[at] = true;
        }
        return looked.stream().filter(at -> !rising[at]).toList();
    }
}
