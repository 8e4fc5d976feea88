package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.people.Grant;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.Right;
import org.lidless.web.access.Access;
import org.lidless.web.access.FakeSite;

/// Sign-in, cookies, cross-site requests, tokens and people as they go over the network.
final class AccessOverHttpTest {

    private final FakeSite site = FakeSite.with(
            FakeSite.person("anna", Grant.everywhere(PersonRole.ADMINISTRATOR)),
            FakeSite.person("vera", Grant.cameras(PersonRole.VIEWER, new CameraId("gate"))));

    @TempDir
    private Path directory;

    private TestWeb web;

    @BeforeEach
    void start() {
        Access access = site.access();
        List<RouteSet> sets = new ArrayList<>(access.routes(List::of, "test", "1"));
        sets.add(routes -> {
            routes.post("/api/change", Need.of(Right.CONFIGURE), Call::nothing);
            routes.get(
                    "/api/cameras/{camera}/picture",
                    Need.path(Right.LIVE, "camera"),
                    call -> call.json(200, new Shown(call.camera().value())));
        });
        web = new TestWeb(directory, WebLimits.NORMAL, access.guard(), sets).real();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    record Shown(String camera) {}

    private record SignedIn(String cookie, String csrf, String token) {}

    @Test
    void theCookieIsForThisHostOverTlsAndNotForScripts() throws Exception {
        HttpResponse<String> in = signIn("anna", FakeSite.ANNAS);
        assertThat(in.statusCode()).isEqualTo(200);
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("__Host-lidless=").doesNotContain("Domain");
        assertThat(cookie.split("; ?")).contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(in.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(in.body()).doesNotContain(FakeSite.ANNAS).doesNotContain("argon2");
    }

    @Test
    void aChangeWithTheCookieMustComeFromTheConsole() throws Exception {
        SignedIn anna = signedIn("anna");
        String own = "https://127.0.0.1:" + web.server.port();
        assertThat(change(anna.cookie(), Optional.empty(), Optional.empty())).isEqualTo(403);
        assertThat(change(anna.cookie(), Optional.of(own), Optional.empty())).isEqualTo(403);
        assertThat(change(anna.cookie(), Optional.of("https://evil.example"), Optional.of(anna.csrf())))
                .isEqualTo(403);
        assertThat(change(anna.cookie(), Optional.empty(), Optional.of(anna.csrf())))
                .isEqualTo(403);
        assertThat(change(anna.cookie(), Optional.of("null"), Optional.of(anna.csrf())))
                .isEqualTo(403);
        assertThat(change(anna.cookie(), Optional.of(own), Optional.of("00000000000000000000000000000000")))
                .isEqualTo(403);
        assertThat(change(anna.cookie(), Optional.of(own), Optional.of(anna.csrf())))
                .isEqualTo(204);
        // What no browser adds by itself needs no second proof.
        assertThat(web.send(web.as(anna.token(), "/api/change").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(site.written).anyMatch(line -> line.contains("access-refused") && line.contains("LID-ACC-004"));
    }

    @Test
    void anUnknownNameAndAWrongPasswordLookAlikeAndThenHaveToWait() throws Exception {
        HttpResponse<String> wrong = signIn("anna", "something else");
        HttpResponse<String> unknown = signIn("nobody", "something else");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(withoutTrace(unknown.body())).isEqualTo(withoutTrace(wrong.body()));
        for (int each = 0; each < 4; each++) {
            assertThat(signIn("anna", "something else").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> slowed = signIn("anna", FakeSite.ANNAS);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).contains("1");
        site.pass(1_000_000);
        assertThat(signIn("anna", FakeSite.ANNAS).statusCode()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheCookieTheTokenAndTheTicket() throws Exception {
        SignedIn anna = signedIn("anna");
        String ticket = member(
                web.send(web.as(anna.token(), "/api/session/ticket").POST(BodyPublishers.noBody()))
                        .body(),
                "ticket");
        assertThat(get("/api/cameras/gate/picture?ticket=" + ticket)).isEqualTo(200);
        HttpResponse<String> out = web.send(web.as(anna.token(), "/api/session").DELETE());
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Expires=Thu, 01 Jan 1970");
        assertThat(get("/api/cameras/gate/picture?ticket=" + ticket)).isEqualTo(401);
        assertThat(status(web.as(anna.token(), "/api/session"))).isEqualTo(401);
        assertThat(status(HttpRequest.newBuilder(web.uri("/api/session")).header("Cookie", anna.cookie())))
                .isEqualTo(401);
    }

    @Test
    void aTicketOpensNothingButWhatIsLookedAt() throws Exception {
        SignedIn anna = signedIn("anna");
        String ticket = member(
                web.send(web.as(anna.token(), "/api/session/ticket").POST(BodyPublishers.noBody()))
                        .body(),
                "ticket");
        HttpRequest.Builder change =
                HttpRequest.newBuilder(web.uri("/api/change?ticket=" + ticket)).POST(BodyPublishers.noBody());
        assertThat(status(change)).isEqualTo(401);
        assertThat(status(web.as(ticket, "/api/session"))).isEqualTo(401);
        // What it would answer with is a sign-in for ten minutes.
        assertThat(get("/api/session?ticket=" + ticket)).isEqualTo(403);
        assertThat(get("/api/people?ticket=" + ticket)).isEqualTo(403);
        assertThat(get("/api/tokens?ticket=" + ticket)).isEqualTo(403);
        assertThat(get("/api/cameras/gate/picture?ticket=" + ticket)).isEqualTo(200);
        assertThat(get("/api/cameras/gate/picture?ticket=" + ticket.replaceFirst("\\.[^.]*$", ".AAAA")))
                .isEqualTo(401);
        site.pass(61_000_000);
        assertThat(get("/api/cameras/gate/picture?ticket=" + ticket)).isEqualTo(401);
    }

    @Test
    void aTicketForOneAddressOpensNoOther() throws Exception {
        SignedIn anna = signedIn("anna");
        String ticket = member(
                web.send(web.as(anna.token(), "/api/session/ticket")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"path\":\"/api/cameras/gate\"}")))
                        .body(),
                "ticket");
        assertThat(get("/api/cameras/gate/picture?ticket=" + ticket)).isEqualTo(200);
        assertThat(get("/api/cameras/gate2/picture?ticket=" + ticket)).isEqualTo(401);
        assertThat(get("/api/cameras/yard/picture?ticket=" + ticket)).isEqualTo(401);
        HttpResponse<String> elsewhere = web.send(web.as(anna.token(), "/api/session/ticket")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"path\":\"https://elsewhere.example/\"}")));
        assertThat(elsewhere.statusCode()).isEqualTo(400);
    }

    @Test
    void aViewerSeesTheirCameraAndNoOther() throws Exception {
        String vera = signedIn("vera").token();
        assertThat(status(web.as(vera, "/api/cameras/gate/picture"))).isEqualTo(200);
        assertThat(status(web.as(vera, "/api/cameras/yard/picture"))).isEqualTo(403);
        assertThat(status(web.as(vera, "/api/people"))).isEqualTo(403);
        assertThat(status(web.as(vera, "/api/camera-logins"))).isEqualTo(403);
    }

    @Test
    void anAdministratorInvitesSomebodyWhoseRightsBite() throws Exception {
        String anna = signedIn("anna").token();
        HttpResponse<String> added = web.send(json(web.as(anna, "/api/people"), """
                {"name":"Ben@example.org","roles":[{"role":"operator","cameras":["gate"]}]}""", "POST"));
        assertThat(added.statusCode()).isEqualTo(201);
        String code = member(added.body(), "code");
        HttpResponse<String> first = web.send(json(
                HttpRequest.newBuilder(web.uri("/api/session/first")),
                "{\"code\":\"" + code + "\",\"name\":\"ben@example.org\",\"password\":\"four words make one\"}",
                "POST"));
        assertThat(first.statusCode()).isEqualTo(200);
        String ben = member(first.body(), "token");
        assertThat(status(web.as(ben, "/api/cameras/gate/picture"))).isEqualTo(200);
        String etag = web.send(web.as(anna, "/api/people/ben@example.org"))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        HttpRequest.Builder off = json(web.as(anna, "/api/people/ben@example.org"), "{\"active\":false}", "PATCH");
        assertThat(status(off.copy().header("If-Match", "\"99\""))).isEqualTo(412);
        assertThat(status(off.copy().header("If-Match", etag))).isEqualTo(200);
        assertThat(status(web.as(ben, "/api/cameras/gate/picture"))).isEqualTo(401);
        assertThat(status(web.as(anna, "/api/people/anna").DELETE())).isEqualTo(400);
        assertThat(site.written.toString()).doesNotContain(code).doesNotContain("four words");
    }

    @Test
    void aTokenDoesNoMoreThanItsScopesAndItsOwner() throws Exception {
        String vera = signedIn("vera").token();
        HttpRequest.Builder wide = json(web.as(vera, "/api/tokens"), """
                {"name":"report","scopes":["live","people"]}""", "POST");
        assertThat(status(wide)).isEqualTo(403);
        HttpResponse<String> made = web.send(json(web.as(vera, "/api/tokens"), """
                {"name":"report","scopes":["status"]}""", "POST"));
        assertThat(made.statusCode()).isEqualTo(201);
        String token = member(made.body(), "token");
        assertThat(token).startsWith("lidless_");
        assertThat(status(web.as(token, "/api/session"))).isEqualTo(200);
        assertThat(status(web.as(token, "/api/cameras/gate/picture"))).isEqualTo(403);
        assertThat(status(web.as(changedAtItsEnd(token), "/api/session"))).isEqualTo(401);
        assertThat(web.send(web.as(vera, "/api/tokens")).body()).doesNotContain(token);
        String anna = signedIn("anna").token();
        assertThat(status(
                        web.as(anna, "/api/tokens/" + member(made.body(), "id")).DELETE()))
                .isEqualTo(204);
        assertThat(status(web.as(token, "/api/session"))).isEqualTo(401);
    }

    private static String changedAtItsEnd(String token) {
        return token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");
    }

    @Test
    void secretsAreKeptAndNeverShown() throws Exception {
        String anna = signedIn("anna").token();
        String canary = "canary-password-4711";
        assertThat(status(json(
                        web.as(anna, "/api/camera-logins/front"),
                        "{\"user\":\"admin\",\"password\":\"" + canary + "\"}",
                        "PUT")))
                .isEqualTo(200);
        String provider = """
                {"enabled":true,"name":"Example","issuer":"https://login.example.org","clientId":"lidless",
                 "clientSecret":"%s","groups":{"guards":[{"role":"operator"}]}}""";
        HttpResponse<String> set = web.send(json(web.as(anna, "/api/oidc"), String.format(provider, canary), "PUT"));
        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(set.body()).contains("\"clientSecret\":\"********\"");
        String sealed = site.now().oidc().orElseThrow().secret().orElseThrow().text();
        assertThat(status(json(web.as(anna, "/api/oidc"), String.format(provider, "********"), "PUT")))
                .isEqualTo(200);
        assertThat(site.now().oidc().orElseThrow().secret().orElseThrow().text())
                .isEqualTo(sealed);
        String elsewhere = String.format(provider, "********").replace("login.example.org", "evil.example");
        assertThat(status(json(web.as(anna, "/api/oidc"), elsewhere, "PUT"))).isEqualTo(400);
        String shown = web.send(web.as(anna, "/api/camera-logins")).body()
                + web.send(web.as(anna, "/api/oidc")).body();
        assertThat(shown).contains("admin").doesNotContain(canary).doesNotContain(sealed);
        assertThat(site.written.toString() + site.now()).doesNotContain(canary);
        assertThat(status(web.as(anna, "/api/camera-logins/front").DELETE())).isEqualTo(204);
        assertThat(status(web.as(anna, "/api/camera-logins/front").DELETE())).isEqualTo(404);
    }

    @Test
    void layoutsAreOnesOwn() throws Exception {
        String anna = signedIn("anna").token();
        String vera = signedIn("vera").token();
        HttpResponse<String> none = web.send(web.as(anna, "/api/session/layouts"));
        assertThat(none.body()).isEqualTo("[]");
        HttpRequest.Builder save = json(web.as(anna, "/api/session/layouts"), """
                [{"id":"1","name":"Gates","columns":2,"tiles":["gate",null]}]""", "PUT");
        assertThat(status(save.copy().header("If-Match", "\"0\""))).isEqualTo(200);
        assertThat(status(save.copy().header("If-Match", "\"0\""))).isEqualTo(412);
        assertThat(web.send(web.as(anna, "/api/session/layouts")).body()).contains("\"tiles\":[\"gate\",null]");
        assertThat(web.send(web.as(vera, "/api/session/layouts")).body()).isEqualTo("[]");
    }

    private SignedIn signedIn(String name) throws IOException, InterruptedException {
        HttpResponse<String> in = signIn(name, FakeSite.ANNAS);
        assertThat(in.statusCode()).isEqualTo(200);
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
        return new SignedIn(
                cookie.substring(0, cookie.indexOf(';')), member(in.body(), "csrf"), member(in.body(), "token"));
    }

    private HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        String body = "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
        return web.send(json(HttpRequest.newBuilder(web.uri("/api/session")), body, "POST"));
    }

    private int change(String cookie, Optional<String> origin, Optional<String> csrf)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(web.uri("/api/change"))
                .header("Cookie", cookie)
                .POST(BodyPublishers.noBody());
        origin.ifPresent(from -> request.header("Origin", from));
        csrf.ifPresent(value -> request.header("Lidless-CSRF", value));
        return status(request);
    }

    private int get(String path) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(web.uri(path)));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return web.send(request).statusCode();
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String body, String method) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(found.find()).as(name + " in " + json).isTrue();
        return found.group(1);
    }

    private static String withoutTrace(String problem) {
        return problem.replaceAll("\"trace\":\"[^\"]*\"", "");
    }
}
