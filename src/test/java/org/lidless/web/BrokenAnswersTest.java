package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program's fault in the middle of an answer leaves of it.
final class BrokenAnswersTest {

    private static final Map<String, String> OF_A_FILE = Map.of(
            "Accept-Ranges", "bytes",
            "Cache-Control", "private, max-age=3600",
            "Content-Disposition", "attachment",
            "Content-Range", "bytes 0-99/1000",
            "ETag", "\"7\"",
            "Last-Modified", "Mon, 23 Nov 2026 05:00:00 GMT",
            "Lidless-Moment", "2026-11-23T05:00:00Z",
            "Location", "/api/elsewhere");

    @TempDir
    private Path directory;

    private TestWeb web;

    @BeforeEach
    void start() {
        web = new TestWeb(directory, WebLimits.NORMAL, routes -> {
            routes.get("/api/begun", Need.open(), call -> {
                OF_A_FILE.forEach(call.context()::header);
                call.context().status(206).res().setContentLengthLong(100);
                call.context().res().getOutputStream().write(new byte[99]);
                throw new IllegalStateException("in the middle");
            });
            routes.get("/api/cut", Need.open(), call -> {
                call.context().res().getOutputStream().write(new byte[1 << 20]);
                throw new IllegalStateException("in the middle");
            });
        });
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void whatWasBegunOfAnAnswerIsNoPartOfTheProblem() throws Exception {
        HttpResponse<String> answer = web.send(web.as("root", "/api/begun"));
        assertThat(answer.statusCode()).isEqualTo(500);
        OF_A_FILE.forEach((name, value) ->
                assertThat(answer.headers().allValues(name)).as(name).doesNotContain(value));
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.body()).startsWith("{").contains("LID-BUG-001");
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() {
        assertThatThrownBy(() -> web.send(web.as("root", "/api/cut"))).isInstanceOf(IOException.class);
    }
}
