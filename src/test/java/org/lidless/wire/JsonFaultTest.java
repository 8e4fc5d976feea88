package org.lidless.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/// What is wrong with an order is said by its members, and names neither the reader's switches nor our classes.
final class JsonFaultTest {

    record Span(long from, long to) {

        Span {
            if (to < from) {
                throw new IllegalArgumentException("the end is before the beginning");
            }
        }
    }

    record Order(String camera, List<Span> spans, Optional<Instant> at) {}

    private static String said(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JacksonException fault =
                catchThrowableOfType(JacksonException.class, () -> Json.decodeOrder(bytes, Order.class));
        String said = JsonFault.of(requireNonNull(fault));
        assertThat(said).doesNotContain("org.lidless", "FAIL_ON", "Feature");
        return said;
    }

    @Test
    void theMemberIsNamed() {
        assertThat(said("{\"spans\":[]}")).isEqualTo("\"camera\" is missing or of another kind");
        assertThat(said("{\"camera\":\"gate\",\"spans\":[],\"url\":1}")).isEqualTo("nobody knows the member \"url\"");
        assertThat(said("{\"camera\":\"gate\",\"spans\":[{\"from\":\"x\",\"to\":2}]}"))
                .isEqualTo("\"spans.[0].from\" is missing or of another kind");
        assertThat(said("{\"camera\":\"gate\",\"spans\":[{\"from\":3,\"to\":2}]}"))
                .isEqualTo("\"spans.[0]\" cannot be so: the end is before the beginning");
        assertThat(said("{\"camera\":\"gate\",\"spans\":[],\"at\":\"noon\"}"))
                .startsWith("\"at\" is no moment as RFC 3339 writes it");
        assertThat(said("{\"camera\":")).startsWith("it is no JSON from line 1, column ");
        assertThat(said("[]")).isEqualTo("the whole of it is missing or of another kind");
    }
}
