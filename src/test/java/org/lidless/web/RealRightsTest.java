package org.lidless.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.people.Grant;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.Movies;
import org.lidless.footage.playback.StoredHls;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.playback.live.RingsOnATable;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.RightsMatrixTest.Described;
import org.lidless.web.RightsMatrixTest.Somebody;
import org.lidless.web.access.Access;
import org.lidless.web.access.FakeSite;
import org.lidless.web.events.EventRing;
import org.lidless.web.events.EventRoutes;
import org.lidless.web.media.HlsRoutes;
import org.lidless.web.media.MediaRoutes;
import org.lidless.web.media.StoredHlsRoutes;
import org.lidless.web.media.StoredRoutes;
import org.lidless.web.route.AboutRoutes;
import org.lidless.web.route.AuditRoutes;
import org.lidless.web.route.CameraRoutes;
import org.lidless.web.route.ConfigRoutes;
import org.lidless.web.route.ExportRoutes;
import org.lidless.web.route.FailoverRoutes;
import org.lidless.web.route.FootageRoutes;
import org.lidless.web.route.LockRoutes;
import org.lidless.web.route.OneOfEach;
import org.lidless.web.route.OverviewRoutes;
import org.lidless.web.route.RecorderRoutes;
import org.lidless.web.route.SiteRoutes;
import org.lidless.wire.AuditBook;
import org.lidless.world.World;

/// Every operation as it is really served, of things that are there: footage, live pictures, exports, incidents,
/// locks, layouts and audit of camera `cam-1`. Asked by everybody, as in [RightsMatrixTest], and by programs with
/// tokens: who may not is told so before anything happens, and sees nothing of the camera; who may is let in.
final class RealRightsTest {

    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("camera", OneOfEach.CAMERA),
            Map.entry("file", "live.m3u8"),
            Map.entry("export", "1"),
            Map.entry("lock", "00000000000000ab"),
            Map.entry("incident", "7"),
            Map.entry("recorder", "r1"),
            Map.entry("pool", "main"),
            Map.entry("server", "m3"),
            Map.entry("person", "victim"),
            Map.entry("group", "hall"),
            Map.entry("login", "front"),
            Map.entry("code", "LID-POOL-001"));

    private static final String SPAN = "\"from\":\"2026-11-22T04:00:00Z\",\"to\":\"2026-11-22T04:01:00Z\"";

    /// Of operations whose camera only the body names.
    private static final Map<String, String> BODIES = Map.of(
            "POST /api/locks",
            "{\"camera\":\"cam-1\"," + SPAN + ",\"reason\":\"theft\"}",
            "POST /api/exports",
            "{\"cameras\":[\"cam-1\"]," + SPAN + "}",
            "POST /api/config/rollback",
            "{\"revision\":1}");

    /// Ends the sign-in that the next request is to be made with.
    private static final String SIGNING_OUT = "DELETE /api/session";

    private static final CameraId YARD = new CameraId("yard");

    @TempDir
    private Path directory;

    private final FakeSite site = FakeSite.with();
    private final List<String> wrong = new ArrayList<>();
    private SqliteIndex index;
    private TestWeb web;
    private String token = "none";
    private String ticket = "none";

    @BeforeEach
    void start() throws Exception {
        for (PersonRole role : PersonRole.values()) {
            site.add(FakeSite.person(role.word(), Grant.everywhere(role)));
            site.add(FakeSite.person(role.word() + "-of-yard", Grant.cameras(role, YARD)));
        }
        site.add(FakeSite.person("victim", Grant.everywhere(PersonRole.VIEWER)));
        World world = World.real();
        index = SqliteIndex.open(world.disk(), Files.createDirectories(directory.resolve("index")));
        Access access = site.access();
        web = new TestWeb(directory, WebLimits.NORMAL, access.guard(), sets(world, access));
    }

    @AfterEach
    void stop() throws IOException {
        web.close();
        index.close();
    }

    private List<RouteSet> sets(World world, Access access) throws IOException {
        OneOfEach desk = new OneOfEach();
        EventRing ring = new EventRing(1);
        RingsOnATable table = new RingsOnATable(3, new NodeId("r1"), new NodeId("s1"));
        LiveDesk live = new LiveDesk(table, table);
        Timeline timeline =
                new Timeline(index, new LocalHolders(world.disk(), new NodeId("r1"), Map.of()), world.clock());
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
                new EventRoutes(ring, access.guard(), Instant::now),
                new MediaRoutes(new NodeId("m1"), access.guard(), live, timeline, AuditBook.NONE, table),
                new HlsRoutes(live, AuditBook.NONE, world.clock()),
                new StoredHlsRoutes(new StoredHls(timeline), AuditBook.NONE),
                new StoredRoutes(
                        timeline,
                        Movies.in(world.disk(), directory.resolve("movies"), timeline),
                        _ -> Optional.empty(),
                        AuditBook.NONE)));
        sets.addAll(access.routes(List::of, "test", "1"));
        return sets;
    }

    @Test
    void everyRealOperationAnswersEverybodyAsThePageSays() throws Exception {
        List<Described> all = RightsMatrixTest.described();
        TreeSet<String> written = new TreeSet<>();
        all.forEach(each -> written.add(each.method() + " " + each.path()));
        TreeSet<String> served = new TreeSet<>();
        web.server.operations().forEach(each -> served.add(each.toString()));
        assertThat(served).isEqualTo(written);

        List<Somebody> people = people();
        String administrator = people.getFirst().token();
        String narrow = apiToken(administrator, "\"status\"", "");
        people.add(new Somebody("a token for status", narrow, of("status"), of("status")));
        String ofYard = apiToken(people.get(1).token(), "\"live\",\"playback\",\"export\"", "");
        people.add(new Somebody("a token for yard", ofYard, of(), of("live", "playback", "export")));
        token = requireNonNull(apiToken(administrator, "\"status\"", "")).split("_", -1)[1];
        String put = "{\"cameras\":[\"cam-1\"]}";
        assertThat(status("PUT", "/api/camera-groups/hall", administrator, put)).isEqualTo(200);

        List<Somebody> strangers = strangers(administrator);
        for (Described each : all) {
            for (Somebody who : strangers) {
                compare(each, who, each.right().equals("public") ? 200 : 401);
            }
            List<Somebody> allowed = new ArrayList<>();
            for (Somebody who : people) {
                int expected = each.expected(who.gate(), who.some());
                if (expected == 403) {
                    compare(each, who, expected);
                } else {
                    allowed.add(who);
                }
            }
            for (Somebody who : allowed) {
                boolean isToken = who.name().startsWith("a token");
                boolean isOwnSignIn = isToken && each.path().startsWith("/api/session");
                if (!isOwnSignIn && !isSigningOut(each)) {
                    compare(each, who, each.expected(who.gate(), who.some()));
                }
            }
        }
        site.pass(8L * 86_400 * 1_000_000);
        for (Described each : all) {
            compare(each, people.getFirst(), each.right().equals("public") ? 200 : 401);
        }
        assertThat(wrong).isEmpty();
    }

    /// A ticket opens pictures and exports by GET, and nothing else.
    @Test
    void aTicketIsForPicturesAndExportsOnly() throws Exception {
        String administrator = RightsMatrixTest.signIn(web, "administrator");
        HttpResponse<String> made =
                web.send(web.as(administrator, "/api/session/ticket").POST(BodyPublishers.noBody()));
        ticket = made.body().replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
        SortedSet<String> pictures = of("live", "playback", "export");
        for (Described each : RightsMatrixTest.described()) {
            if (each.right().equals("public")) {
                continue;
            }
            boolean isPicture = pictures.contains(each.right());
            int expected = !each.method().equals("GET") ? 401 : isPicture || isSocket(each) ? 200 : 403;
            String address = address(each);
            int answered =
                    status(each.method(), address + (address.contains("?") ? "&" : "?") + "ticket=" + ticket, "", "");
            check(each, "a ticket", expected, answered);
        }
        assertThat(wrong).isEmpty();
    }

    /// Otherwise who may change cameras could make themselves administrators.
    @Test
    void aDocumentThatSaysWhoMayDoWhatNeedsTheRightToSaySo() throws Exception {
        String administrator = RightsMatrixTest.signIn(web, "administrator");
        String cameras = apiToken(administrator, "\"configure\"", "");
        String both = apiToken(administrator, "\"configure\",\"people\"", "");
        String plain = "{\"text\":\"recorders: []\"}";
        String people = "{\"text\":\"people: [{name: eve, roles: [administrator]}]\"}";
        assertThat(put(cameras, plain)).isNotEqualTo(403);
        assertThat(put(cameras, people)).isEqualTo(403);
        assertThat(put(both, people)).isNotIn(401, 403, 500);
        HttpResponse<String> history = web.send(web.as(cameras, "/api/config/history"));
        assertThat(history.statusCode()).isEqualTo(200);
        assertThat(history.body()).doesNotContain("person anna");
        assertThat(web.send(web.as(both, "/api/config/history")).body()).contains("person anna");
        assertThat(site.written).anyMatch(line -> line.contains("access-refused | people | refused"));
    }

    private int put(String by, String document) throws Exception {
        return web.send(web.as(by, "/api/config")
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .PUT(BodyPublishers.ofString(document)))
                .statusCode();
    }

    /// Live pictures begin with a WebSocket.
    @Test
    void aWebSocketIsOpenedBySomebodyWhoIsSignedInOnly() throws Exception {
        String administrator = RightsMatrixTest.signIn(web, "administrator");
        for (Somebody who : strangers(administrator)) {
            assertThatThrownBy(() -> socket(who.token()))
                    .as(who.name())
                    .hasCauseInstanceOf(WebSocketHandshakeException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(401));
        }
        socket(administrator).abort();
    }

    private WebSocket socket(String bearer) {
        String address = web.uri("/api/live").toString().replaceFirst("^https", "wss");
        WebSocket.Builder builder = web.http.newWebSocketBuilder();
        if (!bearer.isEmpty()) {
            builder.header("Authorization", "Bearer " + bearer);
        }
        return builder.subprotocols("lidless.live.1")
                .buildAsync(URI.create(address), new WebSocket.Listener() {})
                .join();
    }

    private static SortedSet<String> of(String... rights) {
        return new TreeSet<>(List.of(rights));
    }

    private List<Somebody> people() throws Exception {
        List<Somebody> people = new ArrayList<>();
        for (PersonRole role : PersonRole.values()) {
            SortedSet<String> rights = requireNonNull(RightsMatrixTest.table().get(role.word()));
            TreeSet<String> ofYard = new TreeSet<>(rights);
            ofYard.retainAll(RightsMatrixTest.PER_CAMERA);
            people.add(new Somebody(role.word(), RightsMatrixTest.signIn(web, role.word()), rights, rights));
            String narrow = role.word() + "-of-yard";
            people.add(new Somebody(narrow, RightsMatrixTest.signIn(web, narrow), of(), ofYard));
        }
        return people;
    }

    /// Who is to get nothing, whatever they show.
    private List<Somebody> strangers(String administrator) throws Exception {
        String ended = RightsMatrixTest.signIn(web, "viewer");
        assertThat(status("DELETE", "/api/session", ended, "")).isEqualTo(204);
        String revoked = apiToken(administrator, "\"status\",\"audit\",\"people\"", "");
        assertThat(status("DELETE", "/api/tokens/" + revoked.split("_", -1)[1], administrator, ""))
                .isEqualTo(204);
        String soon = ",\"until\":\"" + TimeSpan.instant(site.wallUs + 1_000_000) + "\"";
        String over = apiToken(administrator, "\"status\",\"audit\",\"people\"", soon);
        site.pass(2_000_000);
        List<Somebody> strangers = new ArrayList<>();
        new TreeMap<>(Map.of(
                        "nobody",
                        "",
                        "a forged sign-in",
                        administrator.replaceFirst("\\.[^.]*$", ".AAAA"),
                        "an ended sign-in",
                        ended,
                        "a revoked token",
                        revoked,
                        "a token that is over",
                        over,
                        "a forged token",
                        revoked.replaceFirst("_[^_]*$", "_" + "0".repeat(64)),
                        "garbage",
                        "lidless_000000000000_00"))
                .forEach((name, text) -> strangers.add(new Somebody(name, text, of(), of())));
        return strangers;
    }

    private String apiToken(String by, String scopes, String more) throws Exception {
        String order = "{\"name\":\"t\",\"scopes\":[" + scopes + "]" + more + "}";
        HttpResponse<String> made = web.send(web.as(by, "/api/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order, StandardCharsets.UTF_8)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return made.body().replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    }

    private static boolean isSocket(Described each) {
        return each.path().equals("/api/live");
    }

    private static boolean isSigningOut(Described each) {
        return SIGNING_OUT.equals(each.method() + " " + each.path());
    }

    private String address(Described each) {
        String filled = each.path().replace("{token}", token).replace("{ticket}", ticket);
        for (Map.Entry<String, String> id : IDS.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        String query = each.camera().startsWith("query.") ? "?" + each.camera().substring(6) + "=cam-1" : "";
        return filled + query + (each.path().equals("/api/locks/{lock}") ? "?reason=over" : "");
    }

    private void compare(Described each, Somebody who, int expected) throws IOException, InterruptedException {
        // What is refused without being read breaks a stream off (RFC 9113 section 8.1): a body goes where it is read.
        boolean isRead = (each.camera().startsWith("body.") && expected != 401) || expected < 400;
        String body = isRead ? BODIES.getOrDefault(each.method() + " " + each.path(), "") : "";
        boolean isEndless = each.path().equals("/api/events") && expected < 400;
        if (isSocket(each) || isEndless) {
            return;
        }
        if (expected == RightsMatrixTest.FILTERED) {
            HttpResponse<String> seen = web.send(web.as(who.token(), address(each)));
            if (seen.body().contains("cam-1")) {
                wrong.add(each.method() + " " + each.path() + " shows cam-1 to " + who.name());
            }
        }
        check(each, who.name(), expected, status(each.method(), address(each), who.token(), body));
    }

    private void check(Described each, String who, int expected, int answered) {
        boolean isLetIn = answered != 401 && answered != 403 && answered != 500;
        boolean isSo = (expected == 401 || expected == 403) ? answered == expected : isLetIn;
        // Signing in with nothing is refused, whoever asks.
        boolean isSignIn = each.right().equals("public") && each.path().startsWith("/api/session");
        if (!isSo && !(isSignIn && answered != 500)) {
            wrong.add(each.method() + " " + each.path() + " by " + who + ": " + answered + ", not " + expected);
        }
    }

    private int status(String method, String address, String bearer, String body)
            throws IOException, InterruptedException {
        boolean hasBody = !method.equals("GET") && !body.isEmpty();
        HttpRequest.Builder request = HttpRequest.newBuilder(web.uri(address))
                .method(method, hasBody ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        if (hasBody) {
            request.header("Content-Type", "application/json");
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return RightsMatrixTest.status(web, request);
    }
}
