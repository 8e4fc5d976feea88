package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lidless.cli.Commands;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.footage.evidence.EvidenceKey;
import org.lidless.footage.evidence.ExportManifest;
import org.lidless.footage.evidence.ManifestCheck;
import org.lidless.footage.playback.ExportRequest;
import org.lidless.footage.playback.ExportResult;
import org.lidless.footage.playback.Proof;
import org.lidless.footage.timeline.Stretch;
import org.lidless.world.World;

/// Lays a signed manifest beside each export.
///
/// @param trail whose head goes into the manifest
record ExportProof(World world, NodeId node, EvidenceKey key, AuditTrail trail) implements Proof {

    @Override
    public void of(ExportRequest request, ExportResult result, List<Path> files) throws IOException {
        new ExportManifest(
                        "lidless " + Commands.Version.text(),
                        node.value(),
                        world.clock().wallUs(),
                        request.stream(),
                        request.span(),
                        movies(result, files),
                        parts(result),
                        trail.head())
                .write(world.disk(), files.getFirst(), key);
    }

    private List<ExportManifest.Movie> movies(ExportResult result, List<Path> files) throws IOException {
        List<ExportManifest.Movie> movies = new ArrayList<>();
        List<ExportResult.Part> further = result.further();
        long firstEndUs =
                further.isEmpty() ? result.endUs() : further.getFirst().startUs();
        long firstSamples = result.samples()
                - further.stream().mapToLong(ExportResult.Part::samples).sum();
        long firstBytes = result.bytes()
                - further.stream().mapToLong(ExportResult.Part::bytes).sum();
        TimeSpan first = new TimeSpan(result.startUs(), firstEndUs);
        movies.add(movie(files.getFirst(), first, firstSamples, firstBytes));
        for (ExportResult.Part part : further) {
            movies.add(movie(part.file(), new TimeSpan(part.startUs(), part.endUs()), part.samples(), part.bytes()));
        }
        return movies;
    }

    private ExportManifest.Movie movie(Path file, TimeSpan span, long samples, long bytes) throws IOException {
        String name = String.valueOf(file.getFileName());
        return new ExportManifest.Movie(name, span, samples, bytes, ManifestCheck.hash(world.disk(), file));
    }

    private static List<ExportManifest.Part> parts(ExportResult result) {
        List<ExportManifest.Part> parts = new ArrayList<>();
        for (Stretch.Have have : result.recorded()) {
            parts.add(new ExportManifest.Part(
                    "recorded", have.span(), Optional.of(have.node().value()), Optional.empty(), Optional.empty()));
        }
        for (Stretch.Missing gap : result.gaps()) {
            parts.add(new ExportManifest.Part(
                    "gap",
                    gap.span(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(gap.cause().word())));
        }
        for (Stretch.Away away : result.away()) {
            parts.add(new ExportManifest.Part(
                    "away",
                    away.span(),
                    Optional.of(away.recorder().value()),
                    Optional.of(away.holder().value()),
                    Optional.empty()));
        }
        parts.sort(Comparator.comparingLong(part -> part.span().fromUs()));
        return parts;
    }
}
