package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Transport;
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

    @Test
    void ofAWholeSiteWhatIsNewIsLookedAt() {
        DesiredSite none = new DesiredSite(List.of(), List.of());
        DesiredSite before = site("rtsp://127.0.0.1/main", "rtsp://198.51.100.8/sub");
        assertThatThrownBy(() -> places().checkNew(none, before)).hasMessageContaining("LID-CAM-012");
        assertThatCode(() -> places("127.0.0.0/8").checkNew(none, before)).doesNotThrowAnyException();
        assertThatCode(() -> places().checkNew(before, before)).doesNotThrowAnyException();
        assertThatCode(() -> places().checkNew(before, none)).doesNotThrowAnyException();
        for (DesiredSite after : List.of(
                site("rtsp://127.0.0.1:8443/main", "rtsp://198.51.100.8/sub"),
                site("rtsp://127.0.0.1/main", "rtsp://169.254.169.254/sub"))) {
            assertThatThrownBy(() -> places().checkNew(before, after)).hasMessageContaining("LID-CAM-012");
        }
        assertThatCode(() -> places().checkNew(before, site("rtsp://127.0.0.1/main", "rtsp://198.51.100.9/sub")))
                .doesNotThrowAnyException();
    }

    private static DesiredSite site(String main, String sub) {
        var address = new CameraAddress(
                URI.create(main), Transport.TCP, Optional.empty(), Optional.empty(), Optional.of(URI.create(sub)));
        return new DesiredSite(
                List.of(), List.of(new AddCamera(new CameraId("gate"), address, new NodeId("r1"), 50, 4)));
    }
}
