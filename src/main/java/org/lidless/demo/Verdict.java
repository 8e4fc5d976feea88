package org.lidless.demo;

import java.util.List;
import java.util.Locale;

/// What the demo found, as a table and as JSON.
record Verdict(List<CameraVerdict> cameras, boolean poolVerified) {

    static final int VERSION = 1;

    Verdict {
        cameras = List.copyOf(cameras);
    }

    boolean isGood() {
        return poolVerified && !cameras.isEmpty() && cameras.stream().allMatch(CameraVerdict::isGood);
    }

    String table() {
        StringBuilder table = new StringBuilder(
                "CAMERA  ENCODING          SENT  IN-ARCHIVE  IN-STORED-GAP  LOST  TWICE  WRONG  GAP      VERDICT\n");
        for (CameraVerdict each : cameras) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-7s %-16s %5d  %10d  %13d  %4d  %5d  %5d  %5.2f s  %s%n",
                    each.camera(),
                    each.encoding(),
                    each.sent(),
                    each.archived(),
                    each.inGap(),
                    each.lost(),
                    each.twice(),
                    each.wrong(),
                    each.gapSeconds(),
                    each.isGood() ? "ok" : "NOT OK"));
        }
        return table.append("pool    ")
                .append(poolVerified ? "every check sum, hash and index row verified" : "VERIFY FOUND FAULTS")
                .toString();
    }

    /// The whole in one sentence.
    String sentence() {
        if (isGood()) {
            return "Every frame is accounted for: what is missing lies in one stored gap a camera, recorder-down; nothing else "
                    + "is missing, nothing is there twice.";
        }
        return "NOT every frame is accounted for.";
    }

    /// The machine's form; keys as the table's columns.
    Report report() {
        return new Report(
                VERSION,
                isGood(),
                cameras.stream().mapToLong(CameraVerdict::sent).sum(),
                cameras.stream().mapToLong(CameraVerdict::archived).sum(),
                cameras.stream().mapToLong(CameraVerdict::inGap).sum(),
                cameras.stream().mapToLong(CameraVerdict::lost).sum(),
                cameras.stream().mapToLong(CameraVerdict::twice).sum(),
                poolVerified,
                cameras);
    }

    /// @param version  of this form
    /// @param good     whether the demo ends with exit code 0
    /// @param sent     over all cameras, as are the next four
    /// @param verified whether `lidless verify` found nothing wrong with the pool
    record Report(
            int version,
            boolean good,
            long sent,
            long archived,
            long inGap,
            long lost,
            long twice,
            boolean verified,
            List<CameraVerdict> cameras) {}
}
