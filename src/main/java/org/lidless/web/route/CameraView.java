package org.lidless.web.route;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.domain.Sha256;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.Json;
import org.lidless.wire.StatusReport;

/// A camera as it is meant to be and as it is.
record CameraView(
        String camera,
        String url,
        Optional<String> subUrl,
        boolean hasPassword,
        Optional<String> credentials,
        String transport,
        boolean audio,
        Optional<String> certificate,
        String recorder,
        int priority,
        int sessions,
        double megabits,
        String protection,
        Badge badge,
        CameraStatus status) {

    private static final int ETAG_LETTERS = 16;

    static CameraView of(AddCamera camera, CameraProfile profile, CameraStatus status) {
        CameraOrder said = CameraOrder.of(camera, profile);
        return new CameraView(
                said.camera(),
                said.url(),
                said.subUrl(),
                said.credentials().isPresent(),
                said.credentials(),
                said.transport().orElseThrow(),
                said.audio().orElseThrow(),
                said.certificate(),
                said.recorder().orElseThrow(),
                said.priority().orElseThrow(),
                said.sessions().orElseThrow(),
                said.megabits().orElseThrow(),
                said.protection().orElseThrow(),
                Badge.of(status),
                status);
    }

    /// Of what is said of it, whatever its state.
    static String etag(AddCamera camera, CameraProfile profile) {
        return Sha256.of(Json.encode(CameraOrder.of(camera, profile)))
                .toString()
                .substring(0, ETAG_LETTERS);
    }

    /// What management says of a camera, with what its owner knows better.
    ///
    /// @param recorders what recorders say
    static CameraStatus status(String camera, StatusReport management, SortedMap<String, StatusReport> recorders) {
        CameraStatus known = find(management.cameras(), camera)
                .orElseGet(() -> CameraStatus.of(
                        camera,
                        "main",
                        "waiting",
                        false,
                        Instant.EPOCH.plusSeconds(management.now().getEpochSecond())));
        Optional<CameraStatus> owners = known.charge()
                .owner()
                .flatMap(owner -> Optional.ofNullable(recorders.get(owner)))
                .flatMap(report -> find(report.cameras(), camera));
        return owners.map(own -> known.with(own.picture())
                        .with(own.stored())
                        .with(own.session())
                        .with(own.trouble()))
                .orElse(known);
    }

    private static Optional<CameraStatus> find(List<CameraStatus> all, String camera) {
        return all.stream()
                .filter(each -> each.camera().equals(camera) && each.stream().equals("main"))
                .findFirst();
    }
}
