package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.contract.ApiContract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a management server by the program `curl` and nothing else, with the site's authority as the only one that it
/// trusts; and holds every answer against docs/reference/openapi.yaml. Tokens and bodies travel in files, as they
/// should: a command line can be read by everybody on the machine.
final class Curl {

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Its time was up, as was said: of a stream that never ends.
    private static final int TIMED_OUT = 28;

    private final Place place;
    private final URI base;
    private final List<String> usual;
    private final ApiContract contract = ApiContract.read();
    private final SortedSet<String> answered = new TreeSet<>();
    private int asked;
    private boolean hasToken;

    /// @param base      where the server answers
    /// @param authority certificate of the site's authority
    Curl(Place place, URI base, Path authority) throws IOException {
        this.place = place;
        this.base = base;
        this.usual = List.of("curl", "-sS", "--cacert", authority.toString());
    }

    /// What came back.
    ///
    /// @param headers by their names in small letters; of several the last
    @SuppressWarnings("ArrayRecordComponent") // made and read by the same test
    record Answer(int status, SortedMap<String, String> headers, byte[] body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /// A member of the answer, as text.
        String said(String member) {
            return json().path(member).asString("");
        }
    }

    /// From now on every request carries this token.
    void carry(String token) throws IOException {
        Files.writeString(place.file("token"), "Authorization: Bearer " + token + "\n");
        hasToken = true;
    }

    /// Asks, and answers when the status is the expected one and the answer as it is written.
    ///
    /// @param more further words for curl
    Answer ask(int expected, String method, String path, String... more) throws IOException, InterruptedException {
        asked++;
        Path head = place.file("curl-" + asked + ".head");
        Path body = place.file("curl-" + asked + ".body");
        List<String> words = new ArrayList<>(usual);
        words.addAll(List.of("-X", method, "-D", head.toString(), "-o", body.toString()));
        if (hasToken) {
            words.addAll(List.of("-H", "@" + place.file("token")));
        }
        words.addAll(List.of(more));
        words.add(base.resolve(path).toString());
        Program.Outcome outcome = Program.run(LONGEST, words);
        if (outcome.code() != 0 && outcome.code() != TIMED_OUT) {
            throw new IOException(method + " " + path + ": " + outcome.output());
        }
        Answer answer = read(head, body);
        assertThat(answer.status())
                .as(() -> method + " " + path + ": " + answer.text())
                .isEqualTo(expected);
        if (!path.startsWith("/help/")) {
            assertThat(contract.faults(method, path, answer.status(), answer.header("content-type"), answer.body()))
                    .isEmpty();
        }
        if (answer.status() < 400) {
            contract.find(method, path).ifPresent(known -> answered.add(known.id()));
        }
        return answer;
    }

    private static Answer read(Path head, Path body) throws IOException {
        SortedMap<String, String> headers = new TreeMap<>();
        int status = 0;
        for (String line : Files.readAllLines(head, StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':');
            if (line.startsWith("HTTP/")) {
                status = Integer.parseInt(line.split(" ", 3)[1]);
            } else if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new Answer(status, headers, Files.exists(body) ? Files.readAllBytes(body) : new byte[0]);
    }

    Answer get(String path, String... more) throws IOException, InterruptedException {
        return ask(200, "GET", path, more);
    }

    /// Sends JSON, by a file.
    Answer send(int expected, String method, String path, String json, String... more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(body(json, "application/json"));
        words.addAll(List.of(more));
        return ask(expected, method, path, words.toArray(String[]::new));
    }

    /// The words that send a text.
    List<String> body(String text, String type) throws IOException {
        Path file = Files.writeString(place.file("curl-" + (asked + 1) + ".sent"), text);
        return List.of("-H", "Content-Type: " + type, "--data-binary", "@" + file);
    }

    /// Operations that were answered, and not with a problem.
    SortedSet<String> answered() {
        return answered;
    }

    /// All that the page has.
    SortedSet<String> all() {
        return contract.names();
    }

    /// The operation of a path as it is written, with names in braces.
    String operation(String method, String written) {
        return contract.operations().stream()
                .filter(each -> each.method().equals(method) && each.path().equals(written))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /// What is wrong with an event.
    List<String> faults(String event) {
        return contract.faults("Event", event);
    }
}
