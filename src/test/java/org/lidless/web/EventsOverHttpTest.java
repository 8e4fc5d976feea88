package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.web.events.Event;
import org.lidless.web.events.EventRing;
import org.lidless.web.events.EventRoutes;

/// Whoever comes back with `Last-Event-ID` hears what was missed, or that it is not known here.
final class EventsOverHttpTest {

    private static final Instant T0 = Instant.parse("2026-11-22T04:00:00Z");
    private static final String RESYNC = "lidless.resync";

    private final EventRing ring = new EventRing(7);

    @TempDir
    private Path directory;

    private TestWeb web;

    @BeforeEach
    void start() {
        web = new TestWeb(directory, WebLimits.NORMAL, new EventRoutes(ring, new TestGuard(), () -> T0));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private void happens(String camera, int number) {
        ring.add(new Event(
                "",
                T0,
                "lidless.camera.changed",
                Optional.of(camera),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("recording"),
                Optional.empty(),
                Optional.empty(),
                "number " + number));
    }

    private static String id(int number) {
        return String.format("%016x-%d", 7, number);
    }

    /// The first so many lines of a kind that somebody is told.
    private List<String> told(String name, String last, String kind, int count)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        HttpRequest.Builder question = web.as(name, "/api/events");
        if (!last.isEmpty()) {
            question.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> answer = web.http.send(question.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            while (lines.size() < count) {
                String line = in.readLine();
                assertThat(line).as("the end of the stream behind " + lines).isNotNull();
                if (line.startsWith(kind)) {
                    lines.add(line.substring(kind.length()));
                }
            }
        }
        return lines;
    }

    @Test
    void whatWasMissedIsToldOnceAndInOrder() throws IOException, InterruptedException {
        for (int number = 1; number <= 5; number++) {
            happens("gate", number);
        }
        assertThat(told("root", id(2), "id: ", 3)).containsExactly(id(3), id(4), id(5));
        assertThat(told("root", id(2), "event: ", 3)).containsOnly("lidless.camera.changed");
    }

    @Test
    void anIdThatIsNotThisServersOrTooOldIsSaid() throws IOException, InterruptedException {
        for (int number = 1; number <= EventRing.EVENTS_MAX + 10; number++) {
            happens("gate", number);
        }
        assertThat(told("root", "0123456789abcdef-5", "event: ", 1)).containsExactly(RESYNC);
        assertThat(told("root", "x'><script>", "event: ", 1)).containsExactly(RESYNC);
        assertThat(told("root", id(3), "event: ", 2)).containsExactly(RESYNC, "lidless.camera.changed");
        assertThat(told("root", id(3), "id: ", 2).getLast()).isEqualTo(id(11));
        assertThat(told("root", id(99_999), "event: ", 1)).containsExactly(RESYNC);
        assertThat(told("root", id(1_009), "id: ", 1)).containsExactly(id(1_010));
    }

    @Test
    void nobodyHearsOfCamerasThatAreNotTheirs() throws IOException, InterruptedException {
        happens("dock", 1);
        happens("gate", 2);
        happens("dock", 3);
        happens("gate", 4);
        assertThat(told("gate", id(0), "id: ", 2)).containsExactly(id(2), id(4));
    }
}
