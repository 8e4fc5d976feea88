package org.lidless.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.cli.Commands;
import org.lidless.domain.NodeId;
import org.lidless.domain.Sha256;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.footage.evidence.EvidenceKey;
import org.lidless.footage.evidence.ExportManifest;
import org.lidless.footage.evidence.VerifyPage;
import org.lidless.footage.playback.ExportRequest;
import org.lidless.footage.playback.ExportResult;
import org.lidless.footage.playback.Proof;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes and signs an export's manifest, and what a ZIP has beside it.
///
/// @param index whose segments the manifest names
/// @param trail whose head goes into the manifest
/// @param stamps has a manifest stamped by somebody else
record ExportProof(World world, NodeId node, EvidenceKey key, AuditTrail trail, SegmentIndex index, Stamps stamps)
        implements Proof {

    private static final Logger LOG = LoggerFactory.getLogger(ExportProof.class);

    /// A time stamp authority, or none.
    interface Stamps {

        Stamps NONE = content -> Optional.empty();

        /// @throws IOException when there is one, and it does not answer or refuses
        Optional<byte[]> of(byte[] content) throws IOException;
    }

    @Override
    public Papers of(ExportRequest request, List<ExportResult> results) throws IOException {
        List<Paper> others = request.isArchive()
                ? List.of(
                        new Paper("README.txt", ExportReadme.of(node, key.thumbprint(), request, results)),
                        new Paper("verify.html", VerifyPage.bytes()))
                : List.of();
        List<ExportManifest.Footage> cameras = new ArrayList<>();
        for (ExportResult result : results) {
            cameras.add(ExportAccount.of(result, request.span(), index));
        }
        byte[] manifest = new ExportManifest(
                        "lidless " + Commands.Version.text(),
                        node.value(),
                        world.clock().wallUs(),
                        new ExportManifest.Order(
                                request.asked().who(),
                                request.asked().from(),
                                request.asked().atUs(),
                                request.asked().note()),
                        request.span(),
                        cameras,
                        others.stream()
                                .map(each -> new ExportManifest.Paper(each.name(), Sha256.of(each.bytes())))
                                .toList(),
                        trail.head())
                .encode();
        byte[] signature = (key.sign(manifest, stamp(manifest)) + "\n").getBytes(StandardCharsets.US_ASCII);
        return new Papers(manifest, signature, others);
    }

    /// An export is not kept waiting for an authority that is away: it is signed without a stamp.
    private Optional<byte[]> stamp(byte[] manifest) {
        try {
            return stamps.of(manifest);
        } catch (IOException away) {
            LOG.warn("An export is signed without a time stamp: {}", away.getMessage());
            return Optional.empty();
        }
    }
}
