package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which paths are files of the console, and which are its pages.
final class ConsoleFilesTest {

    @TempDir
    private Path directory;

    /// A camera's name may have a dot: below a page nothing is a file.
    @Test
    void aPagesAddressMayHaveADot() throws Exception {
        try (TestWeb web = new TestWeb(directory, WebLimits.NORMAL).real()) {
            for (String path : List.of("/cameras/gate", "/cameras/gate.2", "/help/x.y", "/live")) {
                HttpResponse<String> answer = web.send(HttpRequest.newBuilder(web.uri(path)));
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).as(path).startsWith("<!doctype html>");
            }
            for (String path : List.of("/assets/none.js", "/missing.png")) {
                HttpResponse<String> answer = web.send(HttpRequest.newBuilder(web.uri(path)));
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
