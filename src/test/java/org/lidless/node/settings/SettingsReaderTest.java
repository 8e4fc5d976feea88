package org.lidless.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.CameraProfile;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Protection;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.retention.PoolLimits;

class SettingsReaderTest {

    private static final Path FILE = Path.of("/etc/lidless/site.yaml");

    static final String GOOD = """
            node: r1
            listen: 127.0.0.1:7301
            segment-seconds: 60
            pools:
              - name: main
                path: pool
            cameras:
              - name: cam-1
                url: rtsp://127.0.0.1:8554/cam-1
                user: viewer
                password: "0123"
                transport: udp
              - name: cam-2
                url: rtsp://10.1.2.3/live?profile=1
                pool: main
            """;

    @Test
    void aWholeFileIsUnderstood() {
        Settings.Recording settings =
                (Settings.Recording) SettingsReader.read(FILE, GOOD).settings().orElseThrow();
        assertThat(settings.node()).hasToString("r1");
        assertThat(settings.listen().getPort()).isEqualTo(7301);
        assertThat(settings.segment()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.pools().getFirst().path()).isEqualTo(Path.of("/etc/lidless/pool"));
        assertThat(settings.cameras()).hasSize(2);
        var first = settings.cameras().getFirst();
        assertThat(first.source().transport()).isEqualTo(Transport.UDP);
        assertThat(first.source().credentials().orElseThrow().password()).isEqualTo("0123");
        assertThat(first.pools()).hasToString("[main]");
        assertThat(settings.cameras().get(1).source().port()).isEqualTo(554);
    }

    @Test
    void soundIsRecordedUnlessItIsOff() {
        String quiet = GOOD.replace("transport: udp", "audio: off");
        var cameras = ((Settings.Recording)
                        SettingsReader.read(FILE, quiet).settings().orElseThrow())
                .cameras();
        assertThat(cameras.getFirst().source().audio()).isFalse();
        assertThat(cameras.get(1).source().audio()).isTrue();
        assertThat(SettingsReader.read(FILE, GOOD.replace("transport: udp", "audio: loud"))
                        .problems())
                .singleElement()
                .asString()
                .contains("audio is \"loud\"", "on or off");
    }

    @Test
    void aSubStreamHasItsOwnPoolAndRetention() {
        String two = """
                node: r1
                pools: [{name: main, path: pool}, {name: small, path: small}]
                retention:
                  - stream: sub
                    days: 3
                  - camera: cam-1
                    stream: sub
                    days: 5
                cameras:
                  - name: cam-1
                    url: rtsp://127.0.0.1:8554/cam-1
                    sub-url: rtsp://127.0.0.1:8554/cam-1/sub
                    user: viewer
                    transport: udp
                    pool: main
                    sub-pool: [small, main]
                  - name: cam-2
                    url: rtsp://127.0.0.1:8554/cam-2
                    pool: main
                """;
        Settings.Recording settings =
                (Settings.Recording) SettingsReader.read(FILE, two).settings().orElseThrow();
        assertThat(settings.cameras()).hasSize(3);
        var sub = settings.cameras().get(1);
        assertThat(sub.source().stream()).hasToString("cam-1/sub");
        assertThat(sub.source().credentials()).isPresent();
        assertThat(sub.source().transport()).isEqualTo(Transport.UDP);
        assertThat(sub.pools()).hasToString("[small, main]");
        assertThat(settings.retention().subs().standard()).isPresent();
        assertThat(settings.retention().subs().cameras()).hasSize(1);
        assertThat(only(two.replace("    sub-url: rtsp://127.0.0.1:8554/cam-1/sub\n", ""))
                        .what())
                .contains("sub-pool is given without a sub-url");
        assertThat(only(two.replace("stream: sub\n    days: 3", "stream: main\n    days: 3"))
                        .remedy())
                .contains("sub, for sub streams alone");
    }

    @Test
    void anIndexServerIsNamedByItsAddress() {
        String named = "node: r1\npools: [{name: main, path: /srv/video}]\nindex: postgresql://db.example:5433/site\n";
        Settings.Recording settings = (Settings.Recording) SettingsReader.read(FILE, named + "index-password: secret\n")
                .settings()
                .orElseThrow();
        Settings.IndexServer server = settings.index().orElseThrow();
        assertThat(server.address()).isEqualTo("db.example:5433/site");
        assertThat(server.credentials().user()).isEqualTo("lidless");
        assertThat(server.toString()).doesNotContain("secret");
        assertThat(only(named.replace("db.example", "me:secret@db.example")).toString())
                .contains("postgresql://host[:port]/database")
                .doesNotContain("secret");
    }

    @Test
    void whatIsNotSaidHasASensibleValue() {
        Settings.Recording settings =
                (Settings.Recording) SettingsReader.read(FILE, "node: r1\npools: [{name: main, path: /srv/video}]\n")
                        .settings()
                        .orElseThrow();
        assertThat(settings.listen()).hasToString("/127.0.0.1:7300");
        assertThat(settings.segment()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.cameras()).isEmpty();
    }

    @Test
    void aMisspeltKeyIsRefusedWithItsPlaceAndTheNearestOne() {
        Problem problem = only(GOOD.replace("    path: pool", "    paht: pool"));
        assertThat(problem.code()).isEqualTo(ProblemCode.SETTING_UNKNOWN);
        assertThat(problem).hasToString("""
                LID-SET-001: /etc/lidless/site.yaml, line 6, column 5: there is no setting "paht" in a pool.
                  Footage: Nothing is recorded: the recorder was not started.
                  To do:   Did you mean "path"? Known here: name, path, shared, force, reserve, size, high-water, low-water, breaker-percent, quarantine-hours.""");
    }

    @Test
    void anImpossibleValueIsRefusedWithWhatIsAllowed() {
        assertThat(only(GOOD.replace("segment-seconds: 60", "segment-seconds: soon")))
                .hasToString("""
                        LID-SET-002: /etc/lidless/site.yaml, line 3, column 18: segment-seconds is "soon".
                          Footage: Nothing is recorded: the recorder was not started.
                          To do:   Allowed is a whole number from 1 to 600.""");
        assertThat(only(GOOD.replace("transport: udp", "transport: quic")).remedy())
                .isEqualTo("Allowed is tcp, udp, multicast or auto.");
        assertThat(only(GOOD.replace("127.0.0.1:7301", "0.0.0.0:7301")).remedy())
                .isEqualTo("Allowed is a loopback address and a port, for example 127.0.0.1:7300.");
        assertThat(only(GOOD.replace("node: r1", "node: ../r1")).what())
                .contains("line 1, column 7: node is \"../r1\"");
    }

    @Test
    void aPasswordInsideTheAddressIsRefusedAndNotRepeated() {
        Problem problem = only(GOOD.replace("rtsp://10.1.2.3/", "rtsp://admin:hunter2@10.1.2.3/"));
        assertThat(problem.toString())
                .doesNotContain("hunter2")
                .contains("line 14, column 10")
                .contains("\"user:\"");
    }

    @Test
    void namesAreUniqueAndPoolsMustExist() {
        assertThat(only(GOOD.replace("name: cam-2", "name: cam-1")).what())
                .endsWith("line 13, column 11: there are two cameras named \"cam-1\".");
        assertThat(only(GOOD.replace("pool: main", "pool: mian")).remedy()).isEqualTo("Allowed is one of: main.");
        assertThat(only("node: r1\npools:\ncameras: []\n").remedy()).contains("at least one pool");
        assertThat(only("node: r1\npools: [{name: a, path: /v}, {name: b, path: /v/inner}]\n")
                        .what())
                .contains("path is \"/v/inner\"");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceInTheFilesOrder() {
        List<Problem> problems = SettingsReader.read(FILE, """
                recorder: r1
                pools:
                  - name: main
                cameras:
                  - name: CAM
                    url: http://x/
                """).problems();
        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly(
                        FILE + ", line 1, column 1: there is no setting \"recorder\" in the settings.",
                        FILE + ", line 1, column 1: node of the settings is missing.",
                        FILE + ", line 3, column 5: path of a pool is missing.",
                        FILE + ", line 5, column 11: name is \"CAM\".",
                        FILE + ", line 6, column 10: url is \"http://x/\".");
    }

    @Test
    void whatIsNotYamlIsSaid() {
        Problem problem = only("node: r1\n\tpools: []\n");
        assertThat(problem.code()).isEqualTo(ProblemCode.SETTINGS_UNREADABLE);
        assertThat(problem.what()).contains("line 2, column 1: this is not YAML: found character '\\t(TAB)'");
        assertThat(only("- a\n").what()).contains("The file is a list or a value");
        assertThat(only("node: [r1]\npools: [{name: a, path: /v}]").what()).contains("node is a list");
        assertThat(only("node: r1\nnode: r2\npools: [{name: a, path: /v}]").what())
                .contains("line 2, column 1: \"node\" is set twice.");
    }

    private static Problem only(String yaml) {
        List<Problem> problems = SettingsReader.read(FILE, yaml).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void aMemberOfASiteNamesItsManagementAndHasNoCamerasOfItsOwn() {
        String yaml = """
                node: r1
                role: recorder
                peer-listen: 0.0.0.0:7400
                certificates: tls
                management:
                  - node: m1
                    address: 10.1.0.5:7400
                pools:
                  - {name: main, path: /srv/video, shared: true}
                credentials:
                  - {name: lobby, user: viewer, password: secret}
                """;
        var member =
                (Settings.Recording) SettingsReader.read(FILE, yaml).settings().orElseThrow();
        Settings.Membership site = member.site().orElseThrow();
        assertThat(site.certificates()).isEqualTo(Path.of("/etc/lidless/tls"));
        assertThat(site.management()).containsEntry(new NodeId("m1"), "10.1.0.5:7400");
        assertThat(site.credentials()).containsEntry("lobby", new CameraSource.Credentials("viewer", "secret"));
        assertThat(member.pools().getFirst().shared()).isTrue();
        assertThat(SettingsReader.read(FILE, yaml + "cameras: []\n").problems())
                .singleElement()
                .hasToString(
                        "LID-SET-001: /etc/lidless/site.yaml, line 12, column 1: there is no setting \"cameras\" in"
                                + " the settings.\n  Footage: Nothing is recorded: the recorder was not started.\n  To do:   Known"
                                + " here: node, role, listen, peer-listen, certificates, management, segment-seconds, pools, sub-pool,"
                                + " retention, credentials, index, index-user, index-password, syslog, syslog-authority, timestamp-authority.");
    }

    @Test
    void aManagementServerKnowsTheWholeSite() {
        String yaml = """
                node: m1
                role: management
                peer-listen: 127.0.0.1:7400
                consensus-listen: 127.0.0.1:7401
                certificates: tls
                hold-down-seconds: 3
                recorders:
                  - {node: r1, address: "10.1.0.6:7400"}
                  - {node: s1, address: "10.1.0.7:7400", standby: true, zone: cellar}
                cameras:
                  - {name: gate, url: "rtsp://10.1.4.17/live", credentials: lobby, recorder: r1, sessions: 1}
                """;
        var management =
                (Settings.Managing) SettingsReader.read(FILE, yaml).settings().orElseThrow();
        assertThat(management.site().recorders()).hasSize(2);
        assertThat(management.site().cameras().getFirst().sessions()).isEqualTo(1);
        String quiet = yaml.replace("sessions: 1", "sessions: 1, audio: off");
        var silent =
                (Settings.Managing) SettingsReader.read(FILE, quiet).settings().orElseThrow();
        assertThat(management.site().cameras().getFirst().address().audio()).isTrue();
        assertThat(silent.site().cameras().getFirst().address().audio()).isFalse();
        assertThat(SettingsReader.read(FILE, yaml.replace("recorder: r1", "recorder: s1"))
                        .problems())
                .singleElement()
                .asString()
                .contains("recorder is \"s1\"", "the name of a recorder above that is no standby");
    }

    @Test
    void groupsCapacitiesAndProtectionAreUnderstood() {
        String yaml = """
                node: m1
                role: management
                peer-listen: 127.0.0.1:7400
                consensus-listen: 127.0.0.1:7401
                certificates: tls
                recorders:
                  - {node: r1, address: "10.1.0.6:7400", group: east}
                  - {node: s1, address: "10.1.0.7:7400", standby: true, group: east, streams: 24, megabits: 200,
                     ring: 500MB, disk: 8TB}
                cameras:
                  - {name: gate, url: "rtsp://10.1.4.17/live", recorder: r1, megabits: 0.5, protection: cold}
                """;
        var site =
                ((Settings.Managing) SettingsReader.read(FILE, yaml).settings().orElseThrow()).site();
        assertThat(site.policy().of(new NodeId("r1")).group()).hasToString("east");
        var most = site.policy().of(new NodeId("s1")).capacity();
        assertThat(most.streams()).hasValue(24);
        assertThat(most.kilobits()).hasValue(200_000);
        assertThat(most.ringBytes()).hasValue(500_000_000);
        assertThat(most.diskBytes()).hasValue(8_000_000_000_000L);
        assertThat(site.policy().of(new CameraId("gate"))).isEqualTo(new CameraProfile(500, Protection.COLD));
        assertThat(only(yaml.replace("protection: cold", "protection: relayed")).remedy())
                .contains("shadowed, cold or none");
        assertThat(only(yaml.replace("megabits: 0.5", "megabits: 0")).what()).contains("line 11", "megabits is \"0\"");
        assertThat(only(yaml.replace("group: east}", "group: East}")).what()).contains("group is \"East\"");
    }

    private static final String SERVERS = """
            node: m2
            role: management
            peer-listen: 127.0.0.1:7400
            consensus-listen: 127.0.0.1:7401
            certificates: tls
            management:
              - {node: m3, address: "10.1.0.7:7400", consensus: "10.1.0.7:7401"}
              - {node: m1, address: "10.1.0.5:7400", consensus: "10.1.0.5:7401"}
              - {node: m2, address: "10.1.0.6:7400", consensus: "10.1.0.6:7401"}
            """;

    @Test
    void severalManagementServersKnowEachOther() {
        var several = (Settings.Managing)
                SettingsReader.read(FILE, SERVERS).settings().orElseThrow();
        assertThat(several.servers()).extracting(each -> each.node().value()).containsExactly("m1", "m2", "m3");
        assertThat(several.servers().getFirst().consensus()).isEqualTo("10.1.0.5:7401");
        String alone = SERVERS.substring(0, SERVERS.indexOf("management:\n"));
        var one =
                (Settings.Managing) SettingsReader.read(FILE, alone).settings().orElseThrow();
        assertThat(one.servers())
                .containsExactly(new Settings.ManagementServer(new NodeId("m2"), "127.0.0.1:7400", "127.0.0.1:7401"));
    }

    @Test
    void aListOfManagementServersThatCannotBeIsRefused() {
        assertThat(only(SERVERS.replace("node: m2,", "node: m4,")).what()).contains("a list without m2");
        assertThat(only(SERVERS.replace("{node: m3", "{node: m1")).what()).contains("m1");
        assertThat(only(SERVERS.replace(", consensus: \"10.1.0.7:7401\"", "")).remedy())
                .contains("where the other management servers reach it");
    }

    private static final String KEPT = """
            node: r1
            pools:
              - name: main
                path: /srv/video
                size: 8TB
                reserve: 10GiB
                high-water: 90
            retention:
              - days: 30
                guaranteed-hours: 72
              - camera: gate
                bytes: 500 GB
            """;

    @Test
    void howLongFootageIsKeptIsUnderstood() {
        Settings.Recording settings =
                (Settings.Recording) SettingsReader.read(FILE, KEPT).settings().orElseThrow();
        var kept = settings.retention();
        PoolLimits main = Objects.requireNonNull(kept.limits().get(new PoolId("main")));
        assertThat(main.sizeBytes()).hasValue(8_000_000_000_000L);
        assertThat(main.reserveBytes()).hasValue(10L << 30);
        assertThat(main.highPercent()).isEqualTo(90);
        assertThat(main.lowPercent()).isEqualTo(85);
        assertThat(kept.standard().ageMaxUs()).hasValue(Duration.ofDays(30).toNanos() / 1000);
        assertThat(kept.standard().guaranteedUs()).isEqualTo(Duration.ofDays(3).toNanos() / 1000);
        assertThat(Objects.requireNonNull(kept.cameras().get(new CameraId("gate")))
                        .bytesMax())
                .hasValue(500_000_000_000L);
    }

    @Test
    void impossibleRetentionIsRefused() {
        assertThat(only(KEPT.replace("high-water: 90", "low-water: 95")).what()).contains("low-water is \"95\"");
        assertThat(only(KEPT.replace("guaranteed-hours: 72", "guaranteed-hours: 721"))
                        .remedy())
                .contains("at most 720, because after 30 days the footage is deleted");
        assertThat(only(KEPT.replace("8TB", "8 boxes")).remedy()).contains("500GB, 2TB or 64GiB");
        assertThat(only(KEPT.replace("days: 30", "days: 0")).remedy()).contains("a whole number from 1 to 36500");
        assertThat(only(KEPT.replace("- camera: gate", "- guaranteed-hours: 2")).what())
                .contains("rule without a camera");
        assertThat(only(GOOD + "retention: [{camera: cam-3, days: 5}]\n").remedy())
                .contains("one of: cam-1, cam-2");
    }
}
