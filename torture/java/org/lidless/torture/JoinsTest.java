package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A site that begins with one management server and grows: others join by codes, one leaves, a lost one is replaced;
/// and whoever has no right to join is told why and not let in.
@Execution(ExecutionMode.CONCURRENT)
final class JoinsTest {

    private static final Duration COMMAND_MAX = Duration.ofMinutes(1);
    private static final Duration MEMBERS_MAX = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    private final Place place = new Place();

    private final SortedMap<String, Integer> ports = new TreeMap<>();
    private final List<Node> servers = new ArrayList<>();

    @Test
    @Tag("process")
    void nobodyJoinsWithoutACodeOfItsOwn() throws IOException, InterruptedException {
        Node m1 = begin("m1");
        String address = address("m1");
        String code = invite(m1, "recorder");
        String mistyped = (code.startsWith("0") ? "1" : "0") + code.substring(1);
        refused("LID-JOIN-001", join(address, mistyped, "r1"));
        refused(
                "LID-JOIN-006",
                join(address, code, "m1", "--dir", place.file("other").toString()));
        refused("LID-JOIN-005", joinThreeHoursLate(address, code, "r1"));
        Node foreign = begin("x1");
        refused("LID-JOIN-004", join(address, invite(foreign, "recorder"), "r1"));
        assertThat(place.file("r1")).doesNotExist();
        assertThat(join(address, code, "r1").code()).isZero();
        refused("LID-JOIN-002", join(address, code, "r2"));
        assertThat(place.file("r2")).doesNotExist();
    }

    @Test
    @Tag("long")
    void serversComeAndGoAndALostOneIsReplaced() throws IOException, InterruptedException {
        Node m1 = begin("m1");
        for (String each : List.of("m2", "m3")) {
            Program.Outcome joined = join(address("m1"), invite(m1, "management"), each);
            assertThat(joined.code()).as(joined.output()).isZero();
            start(each);
            awaitMembers(servers.size());
        }
        Node lost = servers.removeLast();
        lost.kill();
        Place.delete(lost.data());
        Place.delete(place.file("m3"));
        Program.Outcome replaced = join(address("m2"), invite(m1, "management"), "m3", "--replace");
        assertThat(replaced.code()).as(replaced.output()).isZero();
        start("m3");
        awaitMembers(servers.size());
        Lidless.need("leave", "--data", m1.data().toString());
        servers.remove(m1);
        awaitMembers(servers.size());
    }

    /// As `lidless invite` and `lidless leave`, by a server that answers over the network: by `curl`, and by the client
    /// that is generated from the page.
    @Test
    @Tag("process")
    void serversAreInvitedAndDismissedOverTheApi() throws IOException, InterruptedException {
        Node m1 = begin("m1");
        Visitor visitor = Visitor.first(m1);
        Path authority = place.file("m1").resolve("authority").resolve("authority.pem");
        Curl curl = new Curl(place, visitor.base(), authority);
        curl.carry(visitor.token());
        String code = curl.send(201, "POST", "/api/invitations", "{\"role\":\"management\"}")
                .said("code");
        Node m2 = joins(code, "m2");
        curl.ask(204, "DELETE", "/api/servers/m2");
        awaitDismissed(m2);
        String said = GeneratedClient.run(place, visitor.base(), authority, "servers.mjs");
        Node m3 = joins(
                said.lines()
                        .filter(line -> line.startsWith("code "))
                        .findFirst()
                        .orElseThrow()
                        .substring(5),
                "m3");
        GeneratedClient.run(place, visitor.base(), authority, "servers.mjs", "m3");
        awaitDismissed(m3);
        assertThat(curl.get("/api/servers").json()).hasSize(1);
    }

    private Node joins(String code, String name) throws IOException, InterruptedException {
        Program.Outcome joined = join(address("m1"), code, name);
        assertThat(joined.code()).as(joined.output()).isZero();
        Node node = start(name);
        awaitMembers(servers.size());
        return node;
    }

    private void awaitDismissed(Node node) throws IOException {
        servers.remove(node);
        awaitMembers(servers.size());
        node.kill();
        awaitMembers(servers.size());
    }

    private Node begin(String name) throws IOException, InterruptedException {
        Lidless.need(
                "init",
                "--node",
                name,
                "--address",
                address(name),
                "--consensus",
                "127.0.0.1:" + Ports.free(),
                "--dir",
                place.file(name).toString());
        Node node = start(name);
        await("control of " + name)
                .atMost(MEMBERS_MAX)
                .until(() -> members(node).isPresent());
        return node;
    }

    /// The port of its control address is any: several nodes share this machine.
    private Node start(String name) throws IOException {
        Path settings = place.file(name).resolve(name + ".yaml");
        String written = Files.readString(settings);
        Files.writeString(
                settings,
                written.replace("listen: 127.0.0.1:7300", "listen: 127.0.0.1:0") + "web:\n  listen: 127.0.0.1:0\n");
        Node node = new Node(place, name, settings, place.newDirectory("data-" + name));
        servers.add(node);
        node.start();
        return node;
    }

    private String address(String name) throws IOException {
        Integer known = ports.get(name);
        int port = known == null ? Ports.free() : known;
        ports.put(name, port);
        return "127.0.0.1:" + port;
    }

    private static String invite(Node at, String role) throws IOException, InterruptedException {
        String said = Lidless.need(
                "invite", "--role", role, "-o", "json", "--data", at.data().toString());
        JsonNode made = JSON.readTree(said.substring(said.indexOf('{')));
        return made.path("code").asString();
    }

    private Program.Outcome join(String at, String code, String name, String... more)
            throws IOException, InterruptedException {
        return Program.run(COMMAND_MAX, joining(at, code, name, more));
    }

    private Program.Outcome joinThreeHoursLate(String at, String code, String name)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(WrongClock.off("-10800")));
        command.addAll(joining(at, code, name));
        return Program.run(COMMAND_MAX, command);
    }

    private List<String> joining(String at, String code, String name, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "join",
                at,
                code,
                "--node",
                name,
                "--address",
                address(name),
                "--consensus",
                "127.0.0.1:" + Ports.free()));
        if (!List.of(more).contains("--dir")) {
            words.addAll(List.of("--dir", place.file(name).toString()));
        }
        words.addAll(List.of(more));
        return Lidless.command(words.toArray(String[]::new));
    }

    private static void refused(String code, Program.Outcome outcome) {
        assertThat(outcome.code()).as(outcome.output()).isNotZero();
        assertThat(outcome.output()).contains(code);
    }

    /// Every running server says that there are so many, that one leads, and that none is away.
    private void awaitMembers(int count) {
        await(count + " management servers").atMost(MEMBERS_MAX).untilAsserted(() -> {
            for (Node each : servers) {
                assertThat(members(each))
                        .hasValueSatisfying(states -> assertThat(states)
                                .hasSize(count)
                                .doesNotContain("away")
                                .containsOnlyOnce("leader"));
            }
        });
    }

    private static Optional<List<String>> members(Node node) {
        return node.status()
                .map(said -> said.path("servers")
                        .valueStream()
                        .map(each -> each.path("state").asString("?"))
                        .toList());
    }
}
