package org.lidless.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.people.Grant;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.Right;
import org.lidless.web.access.Access;
import org.lidless.web.access.FakeSite;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Every operation of openapi.yaml, asked for by everybody: nobody, whoever has a forged, outdated or ended
/// sign-in, each role for the whole site, and each role for another camera. Who may what is read from the page
/// that people read (docs/reference/people.md), not from the code. The operations here do nothing but what their
/// need makes them do.
final class RightsMatrixTest {

    private static final Path HOME = Path.of(System.getProperty("lidless.home", "."));
    private static final CameraId GATE = new CameraId("gate");
    private static final CameraId YARD = new CameraId("yard");
    static final Set<String> PER_CAMERA = Set.of("status", "live", "playback", "export", "lock");
    static final int FILTERED = 203;

    @TempDir
    private Path directory;

    record Described(String method, String path, String right, String camera) {

        Need need() {
            Right needed = Right.of(right).orElseThrow();
            int dot = camera.indexOf('.');
            String parameter = camera.substring(dot + 1);
            return switch (dot < 0 ? camera : camera.substring(0, dot)) {
                case "" -> needed == Right.PUBLIC ? Need.open() : Need.of(needed);
                case "path" -> Need.path(needed, parameter);
                case "query" -> Need.query(needed, parameter);
                case "body" -> Need.body(needed, parameter);
                case "object" -> Need.object(needed);
                case "each" -> Need.each(needed);
                default -> throw new AssertionError("x-camera: " + camera);
            };
        }

        /// With the gate for whatever is named.
        String address() {
            String filled = path.replaceAll("\\{[^}]*}", "gate");
            return camera.startsWith("query.") ? filled + "?" + camera.substring(6) + "=gate" : filled;
        }

        /// What somebody gets who has these rights for the gate, and those for the site or some camera.
        int expected(SortedSet<String> gate, SortedSet<String> some) {
            if (right.equals("public") || right.equals("signed-in")) {
                return 200;
            }
            boolean may = gate.contains(right);
            if (camera.equals("each")) {
                return may ? 200 : some.contains(right) ? FILTERED : 403;
            }
            return may ? 200 : 403;
        }
    }

    record Somebody(String name, String token, SortedSet<String> gate, SortedSet<String> some) {}

    @Test
    void everyOperationAnswersEverybodyAsThePageSays() throws Exception {
        List<Described> all = described();
        assertThat(all).hasSizeGreaterThan(70);
        FakeSite site = FakeSite.with();
        for (PersonRole role : PersonRole.values()) {
            site.add(FakeSite.person(role.word(), Grant.everywhere(role)));
            site.add(FakeSite.person(role.word() + "-of-yard", Grant.cameras(role, YARD)));
        }
        Access access = site.access();
        try (TestWeb web = new TestWeb(directory, WebLimits.NORMAL, access.guard(), sets(all, access))) {
            List<Somebody> people = new ArrayList<>();
            TreeSet<String> nothing = new TreeSet<>();
            for (PersonRole role : PersonRole.values()) {
                SortedSet<String> rights = requireNonNull(table().get(role.word()));
                TreeSet<String> ofYard = new TreeSet<>(rights);
                ofYard.retainAll(PER_CAMERA);
                people.add(new Somebody(role.word(), signIn(web, role.word()), rights, rights));
                String narrow = role.word() + "-of-yard";
                people.add(new Somebody(narrow, signIn(web, narrow), nothing, ofYard));
            }
            String ended = signIn(web, "viewer");
            assertThat(web.send(web.as(ended, "/api/session").DELETE()).statusCode())
                    .isEqualTo(204);
            String forged = people.getFirst().token().replaceFirst("\\.[^.]*$", ".AAAA");
            List<String> wrong = new ArrayList<>();
            for (Described each : all) {
                for (Somebody who : people) {
                    compare(web, each, who.name(), who.token(), each.expected(who.gate(), who.some()), wrong);
                }
                int stranger = each.right().equals("public") ? 200 : 401;
                compare(web, each, "nobody", "", stranger, wrong);
                compare(web, each, "forged", forged, stranger, wrong);
                compare(web, each, "ended", ended, stranger, wrong);
                compare(web, each, "unknown token", "lidless_000000000000_00", stranger, wrong);
            }
            site.pass(8L * 86_400 * 1_000_000);
            for (Described each : all) {
                int stranger = each.right().equals("public") ? 200 : 401;
                compare(web, each, "outdated", people.getFirst().token(), stranger, wrong);
            }
            assertThat(wrong).isEmpty();
        }
    }

    /// What is registered for people needs what the page about the API says.
    @Test
    void theOperationsAboutPeopleNeedWhatTheyAreSaidTo() throws Exception {
        SortedMap<String, Described> all = new TreeMap<>();
        described().forEach(each -> all.put(each.method() + " " + each.path(), each));
        Access access = FakeSite.with().access();
        try (TestWeb web =
                new TestWeb(directory, WebLimits.NORMAL, access.guard(), access.routes(List::of, "test", "1"))) {
            for (Operation each : web.server.operations()) {
                Described said = requireNonNull(all.get(each.method() + " " + each.path()), each.toString());
                assertThat(each.need()).as(each.toString()).isEqualTo(said.need());
            }
        }
    }

    /// Signing in and tickets are the real ones.
    private static List<RouteSet> sets(List<Described> all, Access access) {
        List<RouteSet> sets =
                new ArrayList<>(access.routes(List::of, "test", "1").subList(0, 2));
        sets.add(routes -> all.stream()
                .filter(each -> !each.path().startsWith("/api/session")
                        || each.path().startsWith("/api/session/oidc")
                        || each.path().startsWith("/api/session/layouts"))
                .forEach(each -> add(routes, each)));
        return sets;
    }

    static void add(Routes routes, Described each) {
        Answering answering = call -> {
            boolean filtered = each.camera().equals("each") && !call.may(GATE);
            if (each.camera().startsWith("body.") || each.camera().equals("object")) {
                call.require(GATE);
            }
            call.context().status(filtered ? FILTERED : 200);
        };
        switch (each.method()) {
            case "GET" -> routes.get(each.path(), each.need(), answering);
            case "POST" -> routes.post(each.path(), each.need(), answering);
            case "PUT" -> routes.put(each.path(), each.need(), answering);
            case "PATCH" -> routes.patch(each.path(), each.need(), answering);
            case "DELETE" -> routes.delete(each.path(), each.need(), answering);
            default -> throw new AssertionError(each.method());
        }
    }

    private static void compare(TestWeb web, Described each, String who, String token, int expected, List<String> wrong)
            throws IOException, InterruptedException {
        if (each.path().startsWith("/api/session") && !each.path().startsWith("/api/session/oidc")) {
            // The real ones: they change who is signed in, and are asked in AccessOverHttpTest.
            if (expected != 401) {
                return;
            }
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(web.uri(each.address())).method(each.method(), BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        int answered = status(web, request);
        if (answered != expected) {
            wrong.add(each.method() + " " + each.path() + " by " + who + ": " + answered + ", not " + expected);
        }
    }

    /// Once more when the server has closed a connection on which it had answered for long.
    static int status(TestWeb web, HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return web.send(request).statusCode();
        } catch (IOException closed) {
            return web.send(request.setHeader("Lidless-Again", closed.getClass().getSimpleName()))
                    .statusCode();
        }
    }

    static String signIn(TestWeb web, String name) throws IOException, InterruptedException {
        String body = "{\"name\":\"" + name + "\",\"password\":\"" + FakeSite.ANNAS + "\"}";
        HttpResponse<String> in = web.send(HttpRequest.newBuilder(web.uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(in.body());
        assertThat(token.find()).as(in.body()).isTrue();
        return token.group(1);
    }

    static List<Described> described() throws IOException {
        JsonNode paths = new YAMLMapper()
                .readTree(Files.readString(HOME.resolve("docs/reference/openapi.yaml")))
                .required("paths");
        List<Described> all = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("x-right")) {
                        all.add(new Described(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue().required("x-right").stringValue(),
                                operation.getValue().path("x-camera").asString("")));
                    }
                }));
        return all;
    }

    /// The table of roles, as people read it.
    static SortedMap<String, SortedSet<String>> table() throws IOException {
        SortedMap<String, SortedSet<String>> table = new TreeMap<>();
        List<String> heads = new ArrayList<>();
        for (String line : Files.readAllLines(HOME.resolve("docs/reference/people.md"))) {
            String[] cells = line.split("\\|", -1);
            if (line.startsWith("| Role |")) {
                for (String cell : cells) {
                    heads.add(cell.strip());
                }
            } else if (heads.size() == cells.length
                    && PersonRole.of(cells[1].strip()).isPresent()) {
                TreeSet<String> rights = new TreeSet<>();
                for (int column = 2; column < cells.length - 1; column++) {
                    if (cells[column].strip().equals("yes")) {
                        rights.add(heads.get(column));
                    }
                }
                table.put(cells[1].strip(), rights);
            }
        }
        assertThat(table).hasSize(PersonRole.values().length);
        return table;
    }
}
