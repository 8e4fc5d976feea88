package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.web.events.EventRing;
import org.lidless.web.events.EventRoutes;
import org.lidless.web.route.AboutRoutes;
import org.lidless.web.route.AuditRoutes;
import org.lidless.web.route.CameraRoutes;
import org.lidless.web.route.ConfigRoutes;
import org.lidless.web.route.ExportRoutes;
import org.lidless.web.route.FailoverRoutes;
import org.lidless.web.route.FootageRoutes;
import org.lidless.web.route.LockRoutes;
import org.lidless.web.route.OverviewRoutes;
import org.lidless.web.route.RecorderRoutes;
import org.lidless.web.route.SiteRoutes;
import org.lidless.web.route.TestDesk;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// docs/reference/openapi.yaml and what is served are the same, with the same rights. People's and pictures'
/// operations are held against it by their own tests.
final class ContractTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    /// Resources that other tests hold against the page.
    private static final List<String> ELSEWHERE = List.of(
            "/api/session",
            "/api/people",
            "/api/camera-groups",
            "/api/camera-logins",
            "/api/tokens",
            "/api/oidc",
            "/api/live",
            "/api/footage/",
            "/api/ticket/",
            "/api/timeline");

    @TempDir
    private Path directory;

    /// `GET /api/cameras/{camera}` → `status path.camera`
    private static SortedMap<String, String> written() throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(AboutRoutes.class.getResourceAsStream("openapi.yaml"))) {
            JsonNode page = new YAMLMapper().readTree(in);
            page.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(each -> {
                        if (METHODS.contains(each.getKey())) {
                            String need = each.getValue().path("x-right").asString() + " "
                                    + each.getValue().path("x-camera").asString("");
                            all.put(
                                    each.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                    need.strip());
                        }
                    }));
        }
        return all;
    }

    private SortedMap<String, String> served() {
        EventRing ring = new EventRing(1);
        TestDesk desk = new TestDesk();
        SortedMap<String, String> all = new TreeMap<>();
        List<RouteSet> sets = new ArrayList<>(List.of(
                new AboutRoutes(desk, () -> true),
                new SiteRoutes(desk),
                new OverviewRoutes(desk, ring),
                new CameraRoutes(desk),
                new RecorderRoutes(desk),
                new FailoverRoutes(desk),
                new ConfigRoutes(desk),
                new FootageRoutes(desk),
                new LockRoutes(desk),
                new ExportRoutes(desk),
                new AuditRoutes(desk, "m1"),
                new EventRoutes(ring, new TestGuard(), java.time.Instant::now)));
        try (TestWeb web = new TestWeb(directory, WebLimits.NORMAL, sets.toArray(RouteSet[]::new))) {
            web.server
                    .operations()
                    .forEach(each -> all.put(
                            each.toString(),
                            (each.need().right().word() + " " + each.need().camera()).strip()));
        }
        return all;
    }

    @Test
    void everyOperationIsServedAndEveryServedOneIsWrittenWithTheSameRight() throws IOException {
        SortedMap<String, String> written = written();
        written.keySet().removeIf(each -> ELSEWHERE.stream().anyMatch(path -> each.contains(" " + path)));
        assertThat(served()).isEqualTo(written);
    }

    @Test
    void everyOperationHasANameOfItsOwn() throws IOException {
        try (InputStream in = Objects.requireNonNull(AboutRoutes.class.getResourceAsStream("openapi.yaml"))) {
            Set<String> names = new TreeSet<>();
            JsonNode page = new YAMLMapper().readTree(in);
            page.path("paths")
                    .forEach(path -> path.forEach(
                            each -> Optional.of(each.path("operationId").asString(""))
                                    .filter(name -> !name.isEmpty())
                                    .ifPresent(name ->
                                            assertThat(names.add(name)).as(name).isTrue())));
            assertThat(names).hasSize(written().size());
        }
    }
}
