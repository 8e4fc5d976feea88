package org.lidless.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What the demo found, as a table, as a sentence and as JSON.
///
/// @param cameras       in order of name
/// @param kills         recorders killed
/// @param killsPlanned  how many were to be killed; fewer are when the site was not whole again after one
/// @param poolsVerified whether `lidless verify` found nothing wrong with any pool
record Verdict(List<CameraVerdict> cameras, int kills, int killsPlanned, boolean poolsVerified) {

    static final int VERSION = 1;

    Verdict {
        cameras = List.copyOf(cameras);
    }

    boolean isGood() {
        return poolsVerified
                && kills == killsPlanned
                && !cameras.isEmpty()
                && cameras.stream().allMatch(CameraVerdict::isGood);
    }

    String table() {
        StringBuilder table = new StringBuilder(
                "CAMERA  PROTECTION    SENT  IN-ARCHIVE  LOST  TWICE  WRONG  TAKEOVER-MS      MERGED  VERDICT\n");
        for (CameraVerdict each : cameras) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-7s %-10s %7d  %10d  %4d  %5d  %5d  %-15s  %-6s  %s%n",
                    each.camera(),
                    each.protection(),
                    each.sent(),
                    each.archived(),
                    each.lost(),
                    each.twice(),
                    each.wrong(),
                    each.takeovers().text(),
                    each.merged() ? "yes" : "NO",
                    each.isGood() ? "ok" : "NOT OK"));
        }
        return table.append("pools   ")
                .append(poolsVerified ? "sound, verified byte by byte" : "VERIFY FOUND FAULTS")
                .toString();
    }

    /// The whole in one sentence.
    String sentence() {
        long sent = sum(CameraVerdict::sent);
        long lost = sum(CameraVerdict::lost);
        long twice = sum(CameraVerdict::twice);
        long wrong = sum(CameraVerdict::wrong);
        long unmerged = cameras.stream().filter(camera -> !camera.merged()).count();
        String killed = (kills == 1 ? "1 recorder was killed" : kills + " recorders were killed")
                + (kills == killsPlanned ? "" : " instead of " + killsPlanned);
        if (isGood()) {
            return String.format(
                    Locale.ROOT,
                    "%s: all %,d frames that were sent are in the archive, each once, in order and at home.",
                    killed,
                    sent);
        }
        return String.format(
                Locale.ROOT,
                "NOT as promised. %s: of %,d frames sent, %,d are lost, %,d are there twice, %,d are wrong;"
                        + " %d of %d cameras are not merged%s.",
                killed,
                sent,
                lost,
                twice,
                wrong,
                unmerged,
                cameras.size(),
                poolsVerified ? "" : "; a pool is damaged");
    }

    private long sum(ToLongFunction<CameraVerdict> of) {
        return cameras.stream().mapToLong(of).sum();
    }

    /// The machine's form.
    Report report() {
        Takeovers all = cameras.stream().map(CameraVerdict::takeovers).reduce(Takeovers.NONE, Takeovers::and);
        return new Report(
                VERSION,
                sum(CameraVerdict::sent),
                sum(CameraVerdict::archived),
                sum(CameraVerdict::lost),
                sum(CameraVerdict::twice),
                all.summary(),
                cameras.stream().allMatch(CameraVerdict::merged),
                cameras.stream()
                        .map(each -> new CameraReport(
                                each.camera(),
                                each.sent(),
                                each.archived(),
                                each.lost(),
                                each.twice(),
                                each.takeovers().summary(),
                                each.merged()))
                        .toList());
    }

    /// @param version   of this form
    /// @param sent      over all cameras, as is all that follows
    /// @param archived  as in [CameraVerdict]
    /// @param lost      sent less archived
    /// @param twice     as in [CameraVerdict]
    /// @param takeovers one value for each camera and kill
    /// @param merged    whether every camera is
    /// @param cameras   each on its own
    @JsonPropertyOrder({"version", "sent", "archived", "lost", "twice", "takeover_ms", "merged", "cameras"})
    record Report(
            int version,
            long sent,
            long archived,
            long lost,
            long twice,
            @JsonProperty("takeover_ms") Takeovers.Summary takeovers,
            boolean merged,
            List<CameraReport> cameras) {}

    /// One camera's part of [Report].
    @JsonPropertyOrder({"camera", "sent", "archived", "lost", "twice", "takeover_ms", "merged"})
    record CameraReport(
            String camera,
            long sent,
            long archived,
            long lost,
            long twice,
            @JsonProperty("takeover_ms") Takeovers.Summary takeovers,
            boolean merged) {}
}
