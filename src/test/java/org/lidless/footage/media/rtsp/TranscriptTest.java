package org.lidless.footage.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TranscriptTest {

    static List<String> conversations() throws IOException, URISyntaxException {
        URL place = TranscriptTest.class.getResource("/cameras");
        assertThat(place).isNotNull();
        Path root = Path.of(place.toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void theClientSpeaksAsWrittenDown(String name) {
        RtspClient client = Transcript.of(name).play();
        client.ended()
                .ifPresent(end ->
                        assertThat(end.problem().toString()).contains("cam-1").doesNotContain("secret"));
    }
}
