package org.lidless.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.SiteYaml;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.Problem;
import org.lidless.domain.RetentionRule;

class CameraCareReadTest {

    private static final Path FILE = Path.of("site.yaml");

    @Test
    void aCameraHasHoursAndIsKeptForAsLongAsTheSiteSays() {
        String yaml = """
                recorders:
                  - {node: r1, address: "10.1.0.6:7400"}
                cameras:
                  - {name: gate, url: "rtsp://10.1.4.17/live", recorder: r1,
                     schedule: "Mon-Fri 07:00-19:00, sat 08:00-12:00 Europe/Berlin",
                     keep-days: 30, keep-bytes: 2TB, guaranteed-hours: 72}
                  - {name: dock, url: "rtsp://10.1.4.18/live", recorder: r1}
                """;
        DesiredSite site = SiteReader.read(FILE, yaml).site().orElseThrow();
        CameraCare care = site.policy().of(new CameraId("gate")).care();
        assertThat(care.hours()).hasToString("Optional[mon-fri 07:00-19:00, sat 08:00-12:00 Europe/Berlin]");
        RetentionRule rule = care.retention().orElseThrow();
        assertThat(rule.ageMaxUs()).hasValue(30 * 86_400_000_000L);
        assertThat(rule.bytesMax()).hasValue(2_000_000_000_000L);
        assertThat(rule.guaranteedUs()).isEqualTo(72 * 3_600_000_000L);
        assertThat(site.policy().of(new CameraId("dock"))).isEqualTo(CameraProfile.PLAIN);
        assertThat(SiteReader.read(FILE, SiteYaml.write(site)).site()).contains(site);
        List<Problem> wrong =
                SiteReader.read(FILE, yaml.replace("Europe/Berlin", "Berlin")).problems();
        assertThat(wrong).hasSize(1);
        assertThat(wrong.getFirst().what()).contains("line 5", "schedule is");
        assertThat(wrong.getFirst().remedy()).contains("a time zone of the IANA's list");
        assertThat(SiteReader.read(FILE, yaml.replace("72}", "721}"))
                        .problems()
                        .getFirst()
                        .remedy())
                .contains("at most 720");
    }
}
