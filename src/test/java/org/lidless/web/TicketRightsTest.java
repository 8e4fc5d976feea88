package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.web.RightsMatrixTest.Described;
import org.lidless.web.access.Access;
import org.lidless.web.access.FakeSite;

/// Tickets that a player carries in the address: each opens the live or the stored pictures of one camera, for as long
/// as it was asked for and as what it was made of lasts, and nothing else of openapi.yaml.
final class TicketRightsTest {

    private static final CameraId GATE = new CameraId("gate");
    private static final CameraId YARD = new CameraId("yard");
    private static final String LIVE = "/live/gate/index.m3u8";
    private static final String STORED = "/footage/gate/hls/index.m3u8";
    /// Where people and tickets are really made.
    private static final List<String> REAL = List.of(
            "/api/session", "/api/people", "/api/tokens", "/api/camera-groups", "/api/camera-logins", "/api/oidc");

    private static final long MINUTE_US = 60_000_000;

    private final FakeSite site = FakeSite.with(
            FakeSite.person("anna", Grant.everywhere(PersonRole.ADMINISTRATOR)),
            FakeSite.person("vera", Grant.cameras(PersonRole.VIEWER, GATE)));
    private final List<String> wrong = new ArrayList<>();

    @TempDir
    private Path directory;

    private TestWeb web;
    private String anna = "";

    @BeforeEach
    void start() throws Exception {
        Access access = site.access();
        List<RouteSet> sets = new ArrayList<>(access.routes(List::of, "test", "1"));
        List<Described> others = RightsMatrixTest.described().stream()
                .filter(each -> REAL.stream().noneMatch(each.path()::startsWith))
                .toList();
        sets.add(routes -> others.forEach(each -> RightsMatrixTest.add(routes, each)));
        web = new TestWeb(directory, WebLimits.NORMAL, access.guard(), sets);
        anna = RightsMatrixTest.signIn(web, "anna");
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private HttpResponse<String> order(String by, String body) throws Exception {
        return web.send(web.as(by, "/api/session/ticket")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private String ticket(String by, String path) throws Exception {
        HttpResponse<String> made = order(by, "{\"path\":\"" + path + "\",\"minutes\":30}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String ticket = made.body().replaceFirst("(?s).*\"ticket\":\"([^\"]+)\".*", "$1");
        assertThat(made.body()).contains("\"address\":\"/api/ticket/" + ticket + path.substring(4) + "\"");
        return ticket;
    }

    private int get(String path) throws Exception {
        return RightsMatrixTest.status(web, HttpRequest.newBuilder(web.uri(path)));
    }

    private int by(String ticket, String path) throws Exception {
        return get("/api/ticket/" + ticket + path);
    }

    @Test
    void ofAllOperationsItOpensThePicturesOfItsCamera() throws Exception {
        String ticket = ticket(anna, "/api/live/gate");
        int opened = 0;
        for (Described each : RightsMatrixTest.described()) {
            String address = each.address().replace("/api/ticket/gate/", "/api/ticket/" + ticket + "/");
            boolean isItsCamera = each.method().equals("GET")
                    && (each.path().equals("/api/live/{camera}/{file}")
                            || each.path().equals("/api/ticket/{ticket}/live/{camera}/{file}"));
            opened += isItsCamera ? 1 : 0;
            if (!each.right().equals("public")) {
                String asked = address + (address.contains("?") ? "&" : "?") + "ticket=" + ticket;
                check(each.method(), asked, isItsCamera ? 200 : 401);
            }
            boolean isInAddress = each.path().contains("{ticket}");
            if (address.startsWith("/api/") && !isInAddress) {
                boolean isByTicket = List.of("/api/live/{camera}/{file}", "/api/footage/{camera}/hls/{file}")
                        .contains(each.path());
                String asked = "/api/ticket/" + ticket + address.substring(4);
                check(each.method(), asked, isItsCamera ? 200 : isByTicket ? 401 : 404);
            }
        }
        assertThat(opened).isEqualTo(2);
        assertThat(wrong).isEmpty();
    }

    private void check(String method, String address, int expected) throws Exception {
        int answered = RightsMatrixTest.status(
                web, HttpRequest.newBuilder(web.uri(address)).method(method, BodyPublishers.noBody()));
        if (answered != expected) {
            wrong.add(method + " " + address + ": " + answered + ", not " + expected);
        }
    }

    @Test
    void whatIsNoTicketForThemOpensNeither() throws Exception {
        String good = ticket(anna, "/api/live/gate");
        String claims = good.split("\\.", -1)[1];
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("nothing", "x");
        bad.put("a forged signature", good.replaceFirst("\\.[^.]*$", ".AAAA"));
        bad.put(
                "other claims",
                good.replace(claims, ticket(anna, "/api/live/yard").split("\\.", -1)[1]));
        bad.put("no signature", good.replaceFirst("\\.[^.]*$", "."));
        bad.put("another camera's", ticket(anna, "/api/live/yard"));
        bad.put("a longer name's", ticket(anna, "/api/live/gate2"));
        bad.put("a sign-in", anna);
        bad.put("an API token", "lidless_000000000000_00");
        for (Map.Entry<String, String> each : bad.entrySet()) {
            assertThat(by(each.getValue(), LIVE)).as(each.getKey()).isEqualTo(401);
            assertThat(by(each.getValue(), STORED)).as(each.getKey()).isEqualTo(401);
        }
        assertThat(by(good, LIVE)).isEqualTo(200);
        assertThat(by(good, STORED)).as("for another purpose").isEqualTo(401);
        assertThat(by(ticket(anna, "/api/footage/gate"), STORED)).isEqualTo(200);
        assertThat(by(ticket(anna, "/api/footage/gate"), LIVE)).isEqualTo(401);
        for (String out : List.of("/..", "/%2e%2e", "%2f..", "%2f%2e%2e", "/./..", ";/..")) {
            assertThat(by(good, "/live/gate" + out + "/yard/index.m3u8"))
                    .as(out)
                    .isNotEqualTo(200);
        }
    }

    @Test
    void itEndsWithItsTimeAndWithWhatItWasMadeOf() throws Exception {
        String outdated = ticket(anna, "/api/live/gate");
        site.pass(29 * MINUTE_US);
        assertThat(by(outdated, LIVE)).isEqualTo(200);
        site.pass(MINUTE_US);
        assertThat(by(outdated, LIVE)).isEqualTo(401);

        String vera = RightsMatrixTest.signIn(web, "vera");
        String hers = ticket(vera, "/api/live/gate");
        assertThat(by(hers, LIVE)).isEqualTo(200);
        assertThat(by(ticket(vera, "/api/live/yard"), "/live/yard/index.m3u8"))
                .as("no more than she may")
                .isEqualTo(403);
        assertThat(web.send(web.as(vera, "/api/session").DELETE()).statusCode()).isEqualTo(204);
        assertThat(by(hers, LIVE)).isEqualTo(401);

        String again = ticket(RightsMatrixTest.signIn(web, "vera"), "/api/live/gate");
        rights(Grant.cameras(PersonRole.VIEWER, YARD));
        assertThat(by(again, LIVE)).isEqualTo(403);
    }

    private void rights(Grant grant) {
        site.agree(
                now -> PeopleDecider.change(now, new PersonName("vera"), "", List.of(grant), false, Optional.empty()));
    }

    @Test
    void ofAnApiTokenItDoesNoMoreThanThatAndEndsWithIt() throws Exception {
        HttpResponse<String> made = web.send(web.as(anna, "/api/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"wall\",\"scopes\":[\"live\"]}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String token = made.body().replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        String ticket = ticket(token, "/api/live/gate");
        assertThat(by(ticket, LIVE)).isEqualTo(200);
        assertThat(by(ticket(token, "/api/footage/gate"), STORED)).isEqualTo(403);
        String id = token.split("_", -1)[1];
        assertThat(web.send(web.as(anna, "/api/tokens/" + id).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(by(ticket, LIVE)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"minutes\":2}",
                "{\"path\":\"/api/live/gate\",\"minutes\":0}",
                "{\"path\":\"/api/live/gate\",\"minutes\":721}",
                "{\"path\":\"/api/exports/1/file\",\"minutes\":2}",
                "{\"path\":\"/api/live/gate/index.m3u8\",\"minutes\":2}",
                "{\"path\":\"/api/live\",\"minutes\":2}",
                "{\"path\":\"/api/live/../people\",\"minutes\":2}"
            })
    void whatLastsLongIsForThePicturesOfOneCamera(String body) throws Exception {
        HttpResponse<String> refused = order(anna, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    }

    @Test
    void theAuditHasWhoMadeItAndWhoWasRefusedAndNeverTheTicket() throws Exception {
        String ticket = ticket(anna, "/api/live/gate");
        assertThat(site.written)
                .anyMatch(line -> line.startsWith("anna | ")
                        && line.endsWith("token-made | ticket for /api/live/gate, 30 min | done"));
        assertThat(by(ticket, STORED)).isEqualTo(401);
        assertThat(by(ticket, "/people")).isEqualTo(404);
        assertThat(web.send(HttpRequest.newBuilder(web.uri("/api/ticket/" + ticket + "/people")))
                        .body())
                .doesNotContain(ticket);
        assertThat(site.written)
                .anyMatch(line -> line.contains("access-refused | GET /api/footage/gate/hls/index.m3u8 |"))
                .noneMatch(line -> line.contains(ticket.substring(0, 40)));
    }
}
