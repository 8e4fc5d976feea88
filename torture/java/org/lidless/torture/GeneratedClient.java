package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs the stories of the client that is generated from docs/reference/openapi.yaml (console/test/client), with the
/// token that [Curl] carries.
final class GeneratedClient {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private GeneratedClient() {}

    /// @param base      where the server answers
    /// @param authority certificate of the site's authority
    /// @return what the story says
    static String run(Place place, URI base, Path authority, String story, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "NODE_EXTRA_CA_CERTS=" + authority,
                "node",
                "console/test/client/" + story,
                base.toString(),
                place.file("token").toString()));
        command.addAll(List.of(words));
        Program.Outcome outcome = Program.run(LONGEST, command);
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("all done");
        return outcome.output();
    }
}
