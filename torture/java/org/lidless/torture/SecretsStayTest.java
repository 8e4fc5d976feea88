package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A site to which every kind of secret is told, and that is used: then everything that it has written, said or been
/// started with is searched for them. What was done is in its audit once, with the name of who did it, and each way
/// of tampering with what the API gives out of that is named offline.
@Tag("process")
final class SecretsStayTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CAMERA_PASSWORD = "canary-of-the-camera-4711";
    private static final String CLIENT_SECRET = "canary-of-the-provider-4712";
    private static final String PASSWORD = "canary of bert's own 4713";
    private static final long WHOLE_FILE_MAX = 64 << 20;

    @RegisterExtension
    private final Place place = new Place();

    private final Map<String, String> secrets = new TreeMap<>();
    private final StringBuilder said = new StringBuilder();
    private @Nullable Visitor root;

    @Test
    void noSecretIsWrittenSaidOrShownAndWhatWasDoneIsProvable() throws Exception {
        Site site = Site.start(place, SitePlan.of(1, 1));
        Instant recording = site.awaitRecording();
        root = Visitor.first(site.management());
        secrets.put("the sign-in", root().token());
        secrets.put("root's password", "correct horse battery");
        plant();
        use(site, recording);
        String data = site.management().data().toString();
        secrets.put(
                "the vault's key",
                Files.readString(site.management().data().resolve("vault.key")).strip());
        secrets.put(
                "the control address' token",
                JSON.readTree(site.management().data().resolve("control.json").toFile())
                        .path("token")
                        .asString());
        for (String words : List.of(
                "status -o json",
                "audit list",
                "audit list --site",
                "config get",
                "person list",
                "config history",
                "export list")) {
            List<String> all = new ArrayList<>(List.of(words.split(" ", -1)));
            all.addAll(List.of("--data", data));
            said.append(Lidless.run(all.toArray(String[]::new)).output());
        }
        assertThat(said).contains("bert", "front", "********");
        searched("what was said", said.toString().getBytes(StandardCharsets.UTF_8));
        searchProcesses();
        searchFiles(place.directory());

        oneRecordEachWithAName();
        tampering(site);
        site.node("r1").kill();
        await("who cannot be read is named")
                .atMost(LONGEST)
                .until(() -> ask("GET", "/api/audit?limit=5", "")
                        .path("away")
                        .toString()
                        .contains("r1"));
    }

    private void plant() throws Exception {
        secrets.put("a camera's password", CAMERA_PASSWORD);
        ask("PUT", "/api/camera-logins/front", "{\"user\":\"admin\",\"password\":\"" + CAMERA_PASSWORD + "\"}");
        send("PATCH", "/api/cameras/cam-1", "{\"credentials\":\"front\"}", "application/merge-patch+json");
        secrets.put("the provider's secret", CLIENT_SECRET);
        ask(
                "PUT",
                "/api/oidc",
                "{\"enabled\":true,\"name\":\"idp\",\"issuer\":\"https://idp.example\",\"clientId\":\"site\","
                        + "\"clientSecret\":\"" + CLIENT_SECRET + "\",\"groupsClaim\":\"groups\",\"groups\":{}}");
        JsonNode bert = secret("POST", "/api/people", "{\"name\":\"bert\",\"roles\":[{\"role\":\"viewer\"}]}");
        secrets.put("bert's code", bert.path("code").asString());
        JsonNode carl = secret("POST", "/api/people", "{\"name\":\"carl\",\"roles\":[{\"role\":\"auditor\"}]}");
        secrets.put("carl's code, not used", carl.path("code").asString());
        JsonNode in = secret(
                "POST",
                "/api/session/first",
                "{\"code\":\"" + bert.path("code").asString() + "\",\"name\":\"bert\",\"password\":\"" + PASSWORD
                        + "\"}");
        secrets.put("bert's password", PASSWORD);
        secrets.put("bert's sign-in", in.path("token").asString());
        JsonNode token = secret("POST", "/api/tokens", "{\"name\":\"a program\",\"scopes\":[\"status\"]}");
        secrets.put("a token", token.path("token").asString());
        secrets.put(
                "a ticket",
                secret("POST", "/api/session/ticket", "").path("ticket").asString());
        playByTicket();
        secrets.forEach((what, text) -> assertThat(text).as(what).hasSizeGreaterThan(8));
    }

    /// A ticket stands in the address of a player: which is shown what it is for, and refused what it is not.
    private void playByTicket() throws Exception {
        JsonNode made = secret("POST", "/api/session/ticket", "{\"path\":\"/api/live/cam-1\",\"minutes\":30}");
        String ticket = made.path("ticket").asString();
        secrets.put("a player's ticket", ticket);
        String address = made.path("address").asString();
        List<Integer> statuses = new ArrayList<>();
        for (String path : List.of(
                address + "/index.m3u8",
                address + "/none.mp4",
                address.replace("/live/", "/footage/") + "/hls/index.m3u8",
                address.replace("/live/cam-1", "/people"))) {
            HttpRequest player =
                    HttpRequest.newBuilder(root().base().resolve(path)).build();
            HttpResponse<String> answer = root().http().send(player, BodyHandlers.ofString());
            statuses.add(answer.statusCode());
            said.append(answer.body());
        }
        assertThat(statuses).containsExactly(200, 404, 401, 404);
    }

    /// As people do: looks, is refused, locks, exports, backs up, asks for all that can be asked for.
    private void use(Site site, Instant recording) throws Exception {
        String span = "\"from\":\"" + recording + "\",\"to\":\"" + recording.plusSeconds(1) + "\"";
        site.sight().awaitDurable(recording.plusSeconds(2));
        ask("POST", "/api/locks", "{\"camera\":\"cam-1\"," + span + ",\"reason\":\"theft\"}");
        String export = ask("POST", "/api/exports", "{\"cameras\":[\"cam-1\"]," + span + "}")
                .path("id")
                .asString();
        await("the export")
                .atMost(LONGEST)
                .until(() -> ask("GET", "/api/exports/" + export, "")
                        .path("state")
                        .asString()
                        .equals("done"));
        Files.write(
                place.file("out.zip"),
                root().get("/api/exports/" + export + "/file").body());
        ask("POST", "/api/backups", "");
        send("POST", "/api/session", "{\"name\":\"bert\",\"password\":\"not canary at all\"}", "application/json");
        HttpRequest stranger = HttpRequest.newBuilder(root().base().resolve("/api/status?ticket=nonsense"))
                .build();
        assertThat(root().http().send(stranger, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        for (String path : List.of(
                "/api/status",
                "/api/overview",
                "/api/people",
                "/api/people/bert",
                "/api/tokens",
                "/api/camera-logins",
                "/api/cameras",
                "/api/cameras/cam-1",
                "/api/oidc",
                "/api/config",
                "/api/config/history",
                "/api/audit?limit=1000",
                "/api/audit/check",
                "/api/audit/export",
                "/api/backups",
                "/api/exports",
                "/api/locks",
                "/metrics",
                "/api/session/ways",
                "/api/recorders/r1/status")) {
            said.append(new String(root().get(path).body(), StandardCharsets.UTF_8));
        }
        for (Node node : List.of(site.management(), site.node("r1"))) {
            long pid = node.status().orElseThrow().path("pid").asLong();
            // What each thread is doing, into the log.
            Program.run(LONGEST, List.of("kill", "-QUIT", Long.toString(pid)));
        }
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body, "application/json");
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
        said.append(answer.body());
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /// What is shown once, to who asked.
    private JsonNode secret(String method, String path, String body) throws IOException, InterruptedException {
        int before = said.length();
        JsonNode answer = ask(method, path, body);
        said.setLength(before);
        return answer;
    }

    private HttpResponse<String> send(String method, String path, String body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(root().base().resolve(path))
                .header("Authorization", "Bearer " + root().token())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        return root().http().send(request.build(), BodyHandlers.ofString());
    }

    /// Every process of the test: its words and what it was given to know.
    private void searchProcesses() throws IOException {
        List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
        assertThat(all).hasSizeGreaterThan(3);
        for (ProcessHandle each : all) {
            for (String what : List.of("cmdline", "environ")) {
                Path file = Path.of("/proc", Long.toString(each.pid()), what);
                if (each.isAlive() && Files.exists(file)) {
                    searched(file.toString(), Files.readAllBytes(file));
                }
            }
        }
    }

    /// Logs, data directories with the agreed log and its snapshots, audit, index, backups, pools, exports.
    private void searchFiles(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                boolean isItsPlace =
                        List.of("vault.key", "control.json", "control.token").contains(name);
                if (!isItsPlace && Files.size(file) < WHOLE_FILE_MAX) {
                    byte[] whole = Files.readAllBytes(file);
                    searched(file.toString(), whole);
                    if (name.endsWith(".zip")) {
                        searchZip(file.toString(), whole);
                    }
                    names.add(directory.relativize(file).toString());
                }
            }
        }
        assertThat(names)
                .anyMatch(name -> name.contains("consensus"))
                .anyMatch(name -> name.endsWith(".audit"))
                .anyMatch(name -> name.contains("backup"))
                .anyMatch(name -> name.endsWith("camera-logins.sealed"))
                .anyMatch(name -> name.endsWith(".log"))
                .contains("out.zip");
    }

    private void searchZip(String name, byte[] whole) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                searched(name + "!" + entry.getName(), zip.readAllBytes());
            }
        }
    }

    /// As it is, and in Base64 wherever it begins.
    private void searched(String place, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        secrets.forEach((what, secret) -> {
            assertThat(text.contains(secret)).as(what + " in " + place).isFalse();
            for (int lead = 0; lead < 3; lead++) {
                String encoded = Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString((" ".repeat(lead) + secret).getBytes(StandardCharsets.UTF_8));
                String middle = encoded.substring(lead == 0 ? 0 : 4, encoded.length() - 2);
                assertThat(text.contains(middle))
                        .as(what + " as Base64 in " + place)
                        .isFalse();
            }
        });
    }

    private void oneRecordEachWithAName() throws Exception {
        Map<String, Integer> acts = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = ask("GET", "/api/audit?limit=20" + cursor, "");
            assertThat(page.path("away")).isEmpty();
            page.path("items").forEach(each -> {
                String done = each.path("outcome").asString().equals("done") ? "" : " refused";
                acts.merge(each.path("who").asString() + " " + each.path("act").asString() + done, 1, Integer::sum);
            });
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(acts)
                .containsEntry("root signed-in", 1)
                .containsEntry("bert signed-in", 1)
                .containsEntry("bert sign-in-refused refused", 1)
                .containsEntry("root footage-locked", 1)
                .containsEntry("root export-started", 1)
                .containsEntry("root export-taken", 1)
                .containsEntry("root export-fetched", 1)
                .containsEntry("root site-configured", 1)
                .containsEntry("root site-backed-up", 1)
                .containsEntry("root account-changed", 2)
                .containsEntry("root token-made", 2)
                .containsKey("unknown access-refused refused");
        JsonNode locked =
                ask("GET", "/api/audit?act=footage-locked&who=root", "").path("items");
        assertThat(locked).hasSize(1);
        assertThat(locked.path(0).path("node").asString()).startsWith("r").hasSize(2);
    }

    /// Edited, hashed again, removed, forked, cut: each is named by who has nothing but the archive.
    private void tampering(Site site) throws Exception {
        long numberNow = ask("GET", "/api/audit?node=m1&limit=1", "")
                .path("items")
                .path(0)
                .path("number")
                .asLong();
        await("the head is agreed on")
                .atMost(LONGEST)
                .until(() -> heads(site).stream().anyMatch(head -> Long.parseLong(head.split(":", 2)[0]) >= numberNow));
        Path archive = place.newDirectory("archive");
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(root().get("/api/audit/archive").body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(archive.resolve(entry.getName()), zip.readAllBytes());
            }
        }
        assertThat(Lidless.run("audit", "check", archive.toString()).code()).isZero();
        Path log = archive.resolve("m1.audit.log");
        List<String> lines = Files.readAllLines(log);
        int middle = lines.size() / 2;
        UnaryOperator<String> edit = line -> line.replace("\"outcome\":\"", "\"outcome\":\"not ");
        check(log, lines, middle, edit.apply(lines.get(middle)), "was altered");
        check(log, lines, middle, TamperedLog.hashedAgain(edit.apply(lines.get(middle))), "does not follow");
        named(log, TamperedLog.without(lines, middle), "was removed");
        List<String> forked = new ArrayList<>(lines);
        forked.add(middle + 1, TamperedLog.hashedAgain(edit.apply(lines.get(middle))));
        named(log, forked, "forked");
        named(log, lines.subList(0, middle), "its tail was cut");
        named(log, TamperedLog.anew(lines, middle, edit), "was written anew");
    }

    private static List<String> heads(Site site) {
        JsonNode kept = Api.of(site.management().data())
                .flatMap(api -> api.get("/api/audit/kept"))
                .orElseThrow();
        List<String> heads = new ArrayList<>();
        kept.forEach(each -> {
            if (each.path("node").asString().equals("m1")) {
                each.path("heads").forEach(head -> heads.add(head.asString()));
            }
        });
        return heads;
    }

    private void check(Path log, List<String> lines, int at, String instead, String words) throws Exception {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, instead);
        named(log, changed, words);
    }

    private static void named(Path log, List<String> lines, String words) throws Exception {
        Files.write(log, lines);
        Program.Outcome found = Lidless.run("audit", "check", String.valueOf(log.getParent()));
        assertThat(found.code()).as(words).isEqualTo(1);
        assertThat(found.output()).contains(words).contains("m1 CHANGED");
    }

    private Visitor root() {
        return Objects.requireNonNull(root);
    }
}
