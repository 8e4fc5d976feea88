package org.lidless.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.StatusReport;
import org.lidless.wire.StatusReport.BringingHome;

/// What can be seen of the demo's site from outside, through its control addresses. Each question that waits for
/// something answers with what is still lacking, empty when nothing is. Any thread.
final class SiteSight {

    private static final String UNKNOWN = "unknown";
    private static final int NAMED_MAX = 3;

    private final DemoPlan plan;
    private final Answering management;
    private final SortedMap<String, Answering> recorders = new TreeMap<>();

    SiteSight(DemoPlan plan, Answering management, List<? extends Answering> recorders) {
        this.plan = plan;
        this.management = management;
        recorders.forEach(each -> this.recorders.put(each.name(), each));
    }

    /// What management says of each camera; empty while it does not answer.
    SortedMap<String, CameraStatus> managed() {
        return cameras(management);
    }

    static SortedMap<String, CameraStatus> cameras(Answering node) {
        SortedMap<String, CameraStatus> found = new TreeMap<>();
        node.status().ifPresent(status -> status.cameras().forEach(camera -> found.put(camera.camera(), camera)));
        return found;
    }

    /// Every node's process must be there.
    void checkAlive(Waiting waiting) {
        List<Answering> all = new ArrayList<>(recorders.values());
        all.add(management);
        for (Answering node : all) {
            if (!node.isAlive()) {
                throw waiting.failed("The process of node " + node.name() + " has ended by itself.");
            }
        }
    }

    /// Every camera is owned by its primary and recorded, and another recorder could take over without loss.
    String unprotected() {
        SortedMap<String, CameraStatus> all = managed();
        return lacking(plan.cameraNames(), camera -> {
            CameraStatus said = all.get(camera);
            if (said == null) {
                return "management does not know it";
            }
            if (!said.charge().owner().equals(Optional.of(plan.homeOf(camera)))) {
                return "owned by " + said.charge().owner().orElse("nobody");
            }
            if (!said.recording()) {
                return said.state();
            }
            return said.guard().ready().orElse(false) ? "" : "no shadow is ready";
        });
    }

    /// Every camera's owner has a sample on disk that it took after a moment.
    String undurableSince(Instant moment) {
        SortedMap<String, CameraStatus> owned = new TreeMap<>();
        for (Answering node : recorders.values()) {
            cameras(node).forEach((camera, said) -> {
                if (!said.charge().mode().equals(Optional.of(CameraStatus.SHADOW)) && said.recording()) {
                    owned.merge(camera, said, SiteSight::newer);
                }
            });
        }
        return lacking(plan.cameraNames(), camera -> {
            CameraStatus said = owned.get(camera);
            if (said == null) {
                return "nobody records it";
            }
            return durable(said).isAfter(moment) ? "" : "durable only up to " + durable(said);
        });
    }

    private static CameraStatus newer(CameraStatus one, CameraStatus other) {
        return durable(one).isBefore(durable(other)) ? other : one;
    }

    static Instant durable(CameraStatus said) {
        return said.stored().lastDurable().orElse(Instant.EPOCH);
    }

    /// A primary that was away owns its cameras again, and has and shows everything of them since a moment.
    String unmerged(String primary, Instant since) {
        SortedMap<String, CameraStatus> all = managed();
        Optional<StatusReport> its = node(primary).status();
        Optional<BringingHome> toCome = its.flatMap(StatusReport::bringingHome);
        return lacking(plan.camerasOf(primary), camera -> {
            String owner = Optional.ofNullable(all.get(camera))
                    .flatMap(said -> said.charge().owner())
                    .orElse("nobody");
            if (!owner.equals(primary)) {
                return "owned by " + owner;
            }
            if (toCome.isEmpty() && !plan.shared()) {
                return primary + " does not say what is still to come home";
            }
            if (toCome.filter(coming -> coming.segments() > 0).isPresent()) {
                return toCome.get().segments() + " segments are still to come home";
            }
            return incomplete(node(primary), camera, since);
        });
    }

    private static String incomplete(Answering at, String camera, Instant since) {
        Optional<FootageReport> footage = at.footage(camera, Optional.of(since));
        if (footage.isEmpty()) {
            return at.name() + " does not show its footage";
        }
        return settled(footage.get()).stream()
                .filter(stretch -> !stretch.state().equals(StretchReport.HAVE))
                .findFirst()
                .map(stretch -> String.format(
                        Locale.ROOT,
                        "%s of %.3f s (%s) at %s",
                        stretch.state(),
                        stretch.seconds(),
                        stretch.cause().or(stretch::node).orElse("?"),
                        stretch.from()))
                .orElse("");
    }

    /// What a report says for certain: at its very end the recorder may not know yet what is only just being written.
    static List<StretchReport> settled(FootageReport report) {
        List<StretchReport> all = report.stretches();
        boolean isOpen = !all.isEmpty() && all.getLast().cause().equals(Optional.of(UNKNOWN));
        return isOpen ? all.subList(0, all.size() - 1) : all;
    }

    /// Whether a camera is with its primary, all its bytes are home, and nothing of it is out of reach.
    boolean isMerged(String camera) {
        String home = plan.homeOf(camera);
        boolean isHome = Optional.ofNullable(managed().get(camera))
                .flatMap(said -> said.charge().owner())
                .equals(Optional.of(home));
        Optional<StatusReport> its = node(home).status();
        boolean nothingToCome = its.isPresent()
                && its.get().bringingHome().map(BringingHome::segments).orElse(plan.shared() ? 0L : 1L) == 0;
        return isHome
                && nothingToCome
                && node(home).footage(camera, Optional.empty()).stream()
                        .flatMap(report -> report.stretches().stream())
                        .noneMatch(StretchReport::isAway);
    }

    private Answering node(String name) {
        Answering found = recorders.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the demo has no recorder " + name);
        }
        return found;
    }

    /// One question to each camera.
    private interface Question {

        /// Empty when nothing is lacking.
        String of(String camera);
    }

    private static String lacking(List<String> cameras, Question question) {
        List<String> all = new ArrayList<>();
        for (String camera : cameras) {
            String lacking = question.of(camera);
            if (!lacking.isEmpty()) {
                all.add(camera + ": " + lacking);
            }
        }
        int named = Math.min(NAMED_MAX, all.size());
        String rest = all.size() > named ? ", and " + (all.size() - named) + " more" : "";
        return String.join(", ", all.subList(0, named)) + rest;
    }
}
