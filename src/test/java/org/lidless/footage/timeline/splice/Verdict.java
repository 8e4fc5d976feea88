package org.lidless.footage.timeline.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is wrong with a reading of footage, each under the name of the promise that it breaks. Knows the camera's
/// frames and nothing of how the reading came about.
final class Verdict {

    private Verdict() {}

    /// @param read  frames in the order in which they were read
    /// @param holes for each, whether a hole was told directly before it
    static List<String> of(SortedSet<Integer> recorded, List<Integer> read, List<Boolean> holes) {
        List<String> wrong = new ArrayList<>();
        TreeSet<Integer> seen = new TreeSet<>();
        for (int i = 0; i < read.size(); i++) {
            int frame = read.get(i);
            if (!seen.add(frame)) {
                wrong.add("TWICE " + frame);
            }
            if (i > 0 && read.get(i - 1) > frame) {
                wrong.add("ORDER " + read.get(i - 1) + " before " + frame);
            }
            if (i > 0 && holes.get(i) != (read.get(i - 1) + 1 != frame)) {
                wrong.add((holes.get(i) ? "PHANTOM HOLE " : "UNTOLD HOLE ") + read.get(i - 1) + " to " + frame);
            }
        }
        for (int frame : recorded) {
            if (!seen.contains(frame)) {
                wrong.add("MISSING " + frame);
            }
        }
        return wrong;
    }
}
