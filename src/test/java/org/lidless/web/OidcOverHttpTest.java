package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.people.Grant;
import org.lidless.domain.PersonRole;
import org.lidless.web.access.Access;
import org.lidless.web.access.FakeSite;

/// People sign in by a real provider (torture/oidc: the certified oidc-provider), by everything that a browser
/// does on the way.
@Tag("process")
final class OidcOverHttpTest {

    private static final String CLIENT_SECRET = "client-secret-of-the-test-0123456789";

    private final FakeSite site = FakeSite.with(FakeSite.person("admin", Grant.everywhere(PersonRole.ADMINISTRATOR)));
    private final TreeMap<String, String> cookies = new TreeMap<>();

    /// What somebody in between does to where the browser is sent.
    private UnaryOperator<String> change = UnaryOperator.identity();

    @TempDir
    private Path directory;

    private TestWeb web;
    private Process provider;
    private String issuer;
    private HttpClient browser;

    @BeforeEach
    void start() throws Exception {
        site.wallUs = System.currentTimeMillis() * 1_000;
        Access first = site.access();
        Access second = site.access();
        List<RouteSet> sets = first.routes(List::of, "test", "1");
        web = new TestWeb(directory, WebLimits.NORMAL, second.guard(), sets);
        Path home = Path.of(System.getProperty("lidless.home", ".")).resolve("torture/oidc");
        provider = new ProcessBuilder(
                        "node",
                        "provider.mjs",
                        web.uri("/api/session/oidc/callback").toString())
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        issuer =
                new BufferedReader(new InputStreamReader(provider.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(issuer).as("torture/oidc is installed: npm ci").startsWith("http://127.0.0.1:");
        browser = HttpClient.newBuilder()
                .sslContext(web.trusting)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        configure(CLIENT_SECRET);
    }

    @AfterEach
    void stop() throws IOException {
        provider.getOutputStream().close();
        provider.destroy();
        web.close();
    }

    @Test
    void whoIsInAGroupWithARoleGetsIn() throws Exception {
        HttpResponse<String> back = signIn("anna");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location")).contains("/");
        String cookie = cookie(back, "__Host-lidless=");
        HttpResponse<String> me =
                web.send(HttpRequest.newBuilder(web.uri("/api/session")).header("Cookie", cookie));
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("\"name\":\"anna\"").contains("\"roles\":[\"operator\"]");
        assertThat(site.written).anyMatch(line -> line.startsWith("anna | 127.0.0.1 | signed-in | by Example | done"));
        assertThat(site.now().accounts().toString()).contains("anna");
        // Again: the same account, nothing changes.
        long version = site.now().version();
        assertThat(signIn("anna").statusCode()).isEqualTo(302);
        assertThat(site.now().version()).isEqualTo(version);
    }

    @Test
    void whoIsInNoneDoesNot() throws Exception {
        HttpResponse<String> back = signIn("carl");
        assertThat(back.statusCode()).isEqualTo(503);
        assertThat(back.body()).contains("LID-ACC-009").contains("none of their groups");
        assertThat(back.headers().allValues("Set-Cookie")).noneMatch(text -> text.startsWith("__Host-lidless=e"));
        assertThat(site.now().accounts().toString()).doesNotContain("carl");
    }

    @Test
    void anAnswerThatIsNotOursLetsNobodyIn() throws Exception {
        String address = callback("anna");
        // Another browser, which did not begin to sign in here.
        HttpResponse<String> stranger = web.send(HttpRequest.newBuilder(URI.create(address)));
        assertThat(stranger.statusCode()).isEqualTo(503);
        // The right browser with another state.
        String forged = address.replaceAll("state=[^&]*", "state=forged");
        assertThat(asBrowser(forged).statusCode()).isEqualTo(503);
        // Somebody else's answer (RFC 9207).
        String mixed = address.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example");
        begin();
        assertThat(asBrowser(mixed).statusCode()).isEqualTo(503);
        assertThat(site.written).noneMatch(line -> line.startsWith("anna") && line.contains("signed-in"));
    }

    /// The provider's answer is right in itself, but made for another sign-in: replayed, or put in by somebody.
    @Test
    void anAnswerWithAnotherNonceLetsNobodyIn() throws Exception {
        change = address -> address.replaceFirst("nonce=[^&]*", "nonce=of-another-sign-in");
        assertRefused(signIn("anna"));
    }

    /// RFC 7636: who has the code and not what was made with it gets nothing for it.
    @Test
    void aCodeWithoutItsVerifierLetsNobodyIn() throws Exception {
        change = address -> address.replaceFirst("code_challenge=[^&]*", "code_challenge=" + "A".repeat(43));
        assertRefused(signIn("anna"));
    }

    @Test
    void aCodeIsGoodForOneSignIn() throws Exception {
        String address = callback("anna");
        assertThat(asBrowser(address).statusCode()).isEqualTo(302);
        assertThat(asBrowser(address).statusCode()).isEqualTo(503);
    }

    @Test
    void anAnswerThatComesTooLateLetsNobodyIn() throws Exception {
        String address = callback("anna");
        site.pass(3_600_000_000L);
        assertRefused(asBrowser(address));
    }

    /// What the provider says was true two hours ago.
    @Test
    void anIdentityThatIsOverLetsNobodyIn() throws Exception {
        site.pass(7_200_000_000L);
        assertRefused(signIn("anna"));
    }

    @Test
    void whatAGroupGivesCountsFromTheNextSignInOn() throws Exception {
        assertThat(signIn("anna").statusCode()).isEqualTo(302);
        configure(CLIENT_SECRET, "viewer");
        HttpResponse<String> back = signIn("anna");
        HttpResponse<String> me = web.send(
                HttpRequest.newBuilder(web.uri("/api/session")).header("Cookie", cookie(back, "__Host-lidless=")));
        assertThat(me.body()).contains("\"roles\":[\"viewer\"]").doesNotContain("operator");
    }

    private void assertRefused(HttpResponse<String> back) {
        assertThat(back.statusCode()).as(back.body()).isEqualTo(503);
        assertThat(back.body()).contains("LID-ACC-009");
        assertThat(back.headers().allValues("Set-Cookie")).noneMatch(text -> text.startsWith("__Host-lidless=e"));
        assertThat(site.written)
                .anyMatch(line -> line.contains("sign-in-refused"))
                .noneMatch(line -> line.startsWith("anna") && line.contains("signed-in"));
    }

    @Test
    void aWrongClientSecretIsSaidAndNotShown() throws Exception {
        configure("not the secret");
        HttpResponse<String> back = signIn("anna");
        assertThat(back.statusCode()).isEqualTo(503);
        assertThat(back.body()).contains("LID-ACC-009").doesNotContain("not the secret");
    }

    private void configure(String secret) throws Exception {
        configure(secret, "operator");
    }

    private void configure(String secret, String role) throws Exception {
        HttpResponse<String> in = web.send(json(
                HttpRequest.newBuilder(web.uri("/api/session")),
                "{\"name\":\"admin\",\"password\":\"" + FakeSite.ANNAS + "\"}",
                "POST"));
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(in.body());
        assertThat(token.find()).isTrue();
        String order = String.format("""
                {"enabled":true,"name":"Example","issuer":"%s","clientId":"lidless","clientSecret":"%s",
                 "groups":{"guards":[{"role":"%s"}]}}""", issuer, secret, role);
        HttpResponse<String> set = web.send(json(web.as(token.group(1), "/api/oidc"), order, "PUT"));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    }

    private HttpResponse<String> signIn(String name) throws Exception {
        return asBrowser(callback(name));
    }

    private HttpResponse<String> begin() throws Exception {
        HttpResponse<String> begun = web.send(HttpRequest.newBuilder(web.uri("/api/session/oidc")));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(302);
        String text = begun.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(text.split("; ?")).contains("Secure", "HttpOnly", "SameSite=Lax");
        cookies.put("cookie", cookie(begun, "__Host-lidless-oidc="));
        return begun;
    }

    /// Goes through the provider's own pages; the address that it sends the browser back to.
    private String callback(String name) throws Exception {
        String next = change.apply(begin().headers().firstValue("Location").orElseThrow());
        browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        for (int step = 0; step < 20; step++) {
            URI here = URI.create(next);
            HttpResponse<String> page =
                    browser.send(HttpRequest.newBuilder(here).build(), HttpResponse.BodyHandlers.ofString());
            Optional<String> form = action(page.body());
            if (form.isPresent()) {
                String prompt = page.body().contains("value=\"login\"")
                        ? "prompt=login&login=" + encoded(name) + "&password=any"
                        : "prompt=consent";
                page = browser.send(
                        HttpRequest.newBuilder(here.resolve(form.get()))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(prompt))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            }
            next = here.resolve(page.headers().firstValue("Location").orElseThrow(() -> new AssertionError(here)))
                    .toString();
            if (next.startsWith("https://")) {
                return next;
            }
        }
        throw new AssertionError("the provider never sent the browser back: " + next);
    }

    private HttpResponse<String> asBrowser(String address) throws Exception {
        return web.send(
                HttpRequest.newBuilder(URI.create(address)).header("Cookie", cookies.getOrDefault("cookie", "")));
    }

    private static Optional<String> action(String page) {
        Matcher form = Pattern.compile("<form[^>]* action=\"([^\"]+)\"").matcher(page);
        return form.find() ? Optional.of(form.group(1)) : Optional.empty();
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(text -> text.startsWith(name) && text.indexOf(';') > name.length())
                .map(text -> text.substring(0, text.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String body, String method) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
