package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program's fault in the middle of an answer leaves of it.
final class BrokenAnswersTest {

    @TempDir
    private Path directory;

    private TestWeb web;

    @BeforeEach
    void start() {
        web = new TestWeb(directory, WebLimits.NORMAL, routes -> {
            routes.get("/api/begun", Need.open(), call -> {
                call.context().header("Content-Disposition", "attachment");
                call.context().res().getOutputStream().write(new byte[100]);
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
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(answer.body()).startsWith("{").contains("LID-BUG-001");
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() {
        assertThatThrownBy(() -> web.send(web.as("root", "/api/cut"))).isInstanceOf(IOException.class);
    }
}
