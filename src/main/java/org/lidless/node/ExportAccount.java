package org.lidless.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.ExportManifest;
import org.lidless.footage.evidence.ExportManifest.Movie;
import org.lidless.footage.evidence.ExportManifest.Part;
import org.lidless.footage.evidence.ExportManifest.Segment;
import org.lidless.footage.playback.ExportResult;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.timeline.Stretch;

/// What a manifest says of one camera: its movies, who recorded what under which epoch, what is missing, and the
/// segments that the pools hold of it. Pure, apart from asking the index.
final class ExportAccount {

    private ExportAccount() {}

    /// @param asked the span that was asked for
    static ExportManifest.Footage of(ExportResult result, TimeSpan asked, SegmentIndex index) {
        long fromUs = result.movies().isEmpty() ? asked.fromUs() : Math.min(asked.fromUs(), result.startUs());
        TimeSpan span = new TimeSpan(fromUs, asked.toUs());
        Map<SegmentName, SegmentRow> segments =
                new TreeMap<>(Comparator.comparingLong(SegmentName::startUs).thenComparing(Comparator.naturalOrder()));
        // A copy that is sealed says more than one that is not yet.
        index.segments(result.stream(), span)
                .forEach(row -> segments.merge(
                        row.name(), row, (one, other) -> one.sha256().isPresent() ? one : other));
        List<Movie> movies = result.movies().stream()
                .map(each -> new Movie(
                        each.name(),
                        new TimeSpan(each.startUs(), each.endUs()),
                        each.samples(),
                        each.bytes(),
                        each.seal()))
                .toList();
        return new ExportManifest.Footage(
                result.stream(),
                movies,
                parts(result, List.copyOf(segments.keySet())),
                segments.values().stream().map(ExportAccount::segment).toList());
    }

    private static Segment segment(SegmentRow row) {
        boolean isOpen = row.span().toUs() == SegmentRow.OPEN_END_US;
        return new Segment(row.file(), isOpen ? Optional.empty() : Optional.of(row.span()), row.sha256());
    }

    private static List<Part> parts(ExportResult result, List<SegmentName> segments) {
        List<Part> parts = new ArrayList<>();
        for (Stretch.Have have : result.recorded()) {
            parts.addAll(recorded(have, segments));
        }
        for (Stretch.Missing gap : result.gaps()) {
            parts.add(new Part(
                    "gap",
                    gap.span(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(gap.cause().word())));
        }
        for (Stretch.Away away : result.away()) {
            parts.add(new Part(
                    "away",
                    away.span(),
                    Optional.of(away.recorder().value()),
                    Optional.empty(),
                    Optional.of(away.holder().value()),
                    Optional.empty()));
        }
        parts.sort(Comparator.comparingLong(part -> part.span().fromUs()));
        return parts;
    }

    /// Cut where the same recorder went on under another epoch: its segments' names say which.
    private static List<Part> recorded(Stretch.Have have, List<SegmentName> segments) {
        List<Part> parts = new ArrayList<>();
        Optional<Long> epoch = Optional.empty();
        long fromUs = have.span().fromUs();
        for (SegmentName each : segments) {
            Optional<Long> its = Optional.of(each.epoch().value());
            if (!each.node().equals(have.node()) || its.equals(epoch)) {
                continue;
            }
            if (epoch.isPresent() && each.startUs() > fromUs) {
                if (each.startUs() >= have.span().toUs()) {
                    break;
                }
                parts.add(recorded(have.node(), new TimeSpan(fromUs, each.startUs()), epoch));
                fromUs = each.startUs();
            }
            epoch = its;
        }
        parts.add(recorded(have.node(), new TimeSpan(fromUs, have.span().toUs()), epoch));
        return parts;
    }

    private static Part recorded(NodeId node, TimeSpan span, Optional<Long> epoch) {
        return new Part("recorded", span, Optional.of(node.value()), epoch, Optional.empty(), Optional.empty());
    }
}
