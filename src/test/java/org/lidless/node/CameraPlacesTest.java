package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ProblemException;
import org.lidless.world.SystemNetwork;

/// Nobody makes a node call what only that node can reach.
final class CameraPlacesTest {

    private static CameraPlaces places(String... allowed) {
        return new CameraPlaces(new SystemNetwork(), List.of(allowed), () -> List.of("198.51.100.7"));
    }

    @Test
    void loopbackTheLinkGroupsAndTheSitesOwnAreRefused() {
        for (String host : List.of(
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "[::1]",
                "::ffff:127.0.0.1",
                "169.254.169.254",
                "[fe80::1]",
                "224.0.0.1",
                "198.51.100.7",
                "localhost")) {
            assertThatThrownBy(() -> places().check(host))
                    .as(host)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("LID-CAM-012");
        }
    }

    @Test
    void othersAndWhatIsAllowedAreNot() {
        assertThatCode(() -> places().check("198.51.100.8")).doesNotThrowAnyException();
        assertThatCode(() -> places("127.0.0.0/8").check("127.1.2.3")).doesNotThrowAnyException();
        assertThatCode(() -> places("169.254.1.1").check("169.254.1.1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> places("127.0.0.1").check("127.0.0.2")).hasMessageContaining("LID-CAM-012");
        assertThatThrownBy(() -> places("127.0.0.0/x").check("127.0.0.1")).hasMessageContaining("LID-CAM-012");
    }
}
