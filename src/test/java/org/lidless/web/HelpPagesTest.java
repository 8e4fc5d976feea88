package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.ProblemCode;
import org.lidless.web.route.AboutRoutes;
import org.lidless.web.route.TestDesk;

/// Whatever is answered by a problem: its help page is on the same server, and nobody has to sign in for it.
final class HelpPagesTest {

    private static final int EXPLAINED_LETTERS_MIN = 30;

    @TempDir
    private Path directory;

    @Test
    void everyCodeHasAPageThatOpens() throws Exception {
        List<String> closed = new ArrayList<>();
        try (TestWeb web =
                new TestWeb(directory, WebLimits.NORMAL, new AboutRoutes(new TestDesk(), () -> true)).real()) {
            for (ProblemCode code : ProblemCode.values()) {
                HttpResponse<String> page = web.send(HttpRequest.newBuilder(web.uri("/help/" + code.code())));
                boolean isPage = page.statusCode() == 200
                        && page.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
                HttpResponse<String> words = web.send(HttpRequest.newBuilder(web.uri("/api/problems/" + code.code())));
                boolean isExplained = words.statusCode() == 200
                        && words.body().contains(code.code())
                        && code.explanation().length() >= EXPLAINED_LETTERS_MIN;
                if (!isPage || !isExplained) {
                    closed.add(code.code() + ": " + page.statusCode() + ", " + words.body());
                }
            }
            HttpResponse<String> all = web.send(HttpRequest.newBuilder(web.uri("/api/problems")));
            for (ProblemCode code : ProblemCode.values()) {
                assertThat(all.body()).contains("\"" + code.code() + "\"");
            }
        }
        assertThat(closed).isEmpty();
    }
}
