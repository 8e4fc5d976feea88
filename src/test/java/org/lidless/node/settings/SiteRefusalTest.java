package org.lidless.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lidless.domain.Problem;

/// Each way to write a site's document wrong: where it is said to be wrong, what is said, and what to do.
final class SiteRefusalTest {

    private static final Path FILE = Path.of("site.yaml");

    private static final String GOOD = """
            recorders:
              - {node: r1, address: "10.1.0.6:7400"}
              - node: s1
                address: 10.1.0.7:7400
                standby: true
                zone: cellar
                ring: 500MB
            cameras:
              - name: gate
                url: rtsp://10.1.4.17/live
                recorder: r1
                priority: 60
            people:
              - name: anna
                roles: [administrator]
            camera-groups:
              - group: hall
                cameras: [gate]
            """;

    private static final String TABLE = """
            recorders: ; recoders: ; 1 ; 1 ; no setting "recoders" in the site ; Did you mean "recorders"?
            zone: cellar ; zoen: cellar ; 6 ; 5 ; no setting "zoen" in a recorder ; Did you mean "zone"?
            zone: cellar ; zone: The Cellar ; 6 ; 11 ; zone is "The Cellar" ; 1 to 63 of a-z
            zone: cellar ; zone: [cellar] ; 6 ; 11 ; zone is a list ; a plain value
            zone: cellar ; zone: {in: cellar} ; 6 ; 11 ; zone is a group of keys ; a plain value
            zone: cellar ; standby: true ; 6 ; 5 ; "standby" is set twice ; Keep one of them
            zone: cellar ; zone: *cellar ; 6 ; 11 ; "*cellar" refers to another value ; Write the value itself
            zone: cellar ; group: EAST ; 6 ; 12 ; group is "EAST" ; 1 to 63 of a-z
            zone: cellar ; streams: -1 ; 6 ; 14 ; streams is "-1" ; from 0 to 100000
            zone: cellar ; megabits: 2.5 ; 6 ; 15 ; megabits is "2.5" ; a whole number
            zone: cellar ; disk: 8 boxes ; 6 ; 11 ; disk is "8 boxes" ; 500GB, 2TB or 64GiB
            ring: 500MB ; ring: 0 ; 7 ; 11 ; ring is "0" ; more than nothing
            standby: true ; standby: yes ; 5 ; 14 ; standby is "yes" ; true or false
            10.1.0.7:7400 ; 10.1.0.7 ; 4 ; 14 ; address is "10.1.0.7" ; host:port, for example
            10.1.0.7:7400 ; 10.1.0.7:99999 ; 4 ; 14 ; address is "10.1.0.7:99999" ; host:port, for example
            address: 10.1.0.7:7400 ; streams: 2 ; 3 ; 5 ; address of a recorder is missing ; host:port
            node: s1 ; node: r1 ; 3 ; 11 ; two recorders named "r1" ; a name of its own
            "10.1.0.6:7400" ; nowhere ; 2 ; 25 ; address is "nowhere" ; host:port, for example
            recorder: r1 ; recorder: s1 ; 11 ; 15 ; recorder is "s1" ; above that is no standby
            recorder: r1 ; recorder: r9 ; 11 ; 15 ; recorder is "r9" ; above that is no standby
            recorder: r1 ; sessions: 4 ; 9 ; 5 ; recorder of a camera is missing ; its usual recorder
            rtsp://10 ; http://10 ; 10 ; 10 ; url is "http://10.1.4.17/live" ; rtsp://host[:port]/path
            rtsp://10 ; rtsp://me:hunter2@10 ; 10 ; 10 ; url is an address with a user ; so that no log ever shows them
            priority: 60 ; priority: 101 ; 12 ; 15 ; priority is "101" ; from 0 to 100
            priority: 60 ; sessions: 0 ; 12 ; 15 ; sessions is "0" ; from 1 to 1000
            priority: 60 ; transport: quic ; 12 ; 16 ; transport is "quic" ; tcp, udp, multicast or auto
            priority: 60 ; audio: loud ; 12 ; 12 ; audio is "loud" ; on or off
            priority: 60 ; sub-url: ftp://x/ ; 12 ; 14 ; sub-url is "ftp://x/" ; rtsp://host[:port]/path
            priority: 60 ; credentials: Front Door ; 12 ; 18 ; credentials is "Front Door" ; 1 to 63 of a-z
            priority: 60 ; certificate: 12 ; 12 ; 18 ; certificate is "12" ; 64 hexadecimal digits
            priority: 60 ; megabits: 0 ; 12 ; 15 ; megabits is "0" ; for example 4 or 0.5
            priority: 60 ; protection: relayed ; 12 ; 17 ; protection is "relayed" ; shadowed, cold or none
            priority: 60 ; schedule: at night ; 12 ; 15 ; schedule is "at night" ; mon-fri 07:00-19:00 Europe/Berlin
            priority: 60 ; keep-days: 0 ; 12 ; 16 ; keep-days is "0" ; from 1 to 36500
            priority: 60 ; keep-bytes: lots ; 12 ; 17 ; keep-bytes is "lots" ; 500GB, 2TB or 64GiB
            priority: 60 ; <<: {priority: 60} ; 12 ; 5 ; no setting "<<" in a camera ; Known here: name, url
            name: gate ; name: Gate ; 9 ; 11 ; name is "Gate" ; 1 to 63 of a-z
            name: anna ; name: an na ; 14 ; 11 ; name is "an na": a person's name has ; a name of such letters
            roles: ; rolls: ; 15 ; 5 ; no setting "rolls" in a person ; Did you mean "roles"?
            [administrator] ; [king] ; 15 ; 13 ; there is no role "king" ; administrator, supervisor
            [administrator] ; [viewer, operator:@attic] ; 15 ; 21 ; no camera group "attic" ; that this document names
            [administrator] ; {a: b} ; 15 ; 12 ; roles is a group of keys ; or a list of them
            roles: ; active: maybe # ; 15 ; 13 ; active is "maybe" ; true or false
            group: hall ; group: The Hall ; 17 ; 12 ; group is "The Hall" ; 1 to 63 of a-z
            cameras: [gate] ; cameras: [gate, The Gate] ; 18 ; 21 ; cameras is "The Gate" ; 1 to 63 of a-z
            recorder: r1 ; recorder: r1: r2 ; 11 ; 17 ; this is not YAML: mapping values ; Mend the line
            """;

    private static Problem only(String yaml) {
        List<Problem> problems = SiteReader.read(FILE, yaml).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void theDocumentItselfIsRight() {
        assertThat(SiteReader.read(FILE, GOOD).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE, delimiter = ';', quoteCharacter = '`')
    void whatIsWrongIsSaidOnceWithItsPlaceAndWhatToDo(
            String right, String wrong, int line, int column, String what, String remedy) {
        int at = GOOD.indexOf(right);
        assertThat(at).as("place of " + right).isNotNegative();
        Problem problem = only(GOOD.substring(0, at) + wrong + GOOD.substring(at + right.length()));
        assertThat(problem.what()).startsWith("site.yaml, line " + line + ", column " + column + ": ");
        assertThat(problem.what()).contains(what).doesNotContain("hunter2");
        assertThat(problem.remedy()).contains(remedy);
        assertThat(problem.footage()).isEqualTo("Not touched: nothing was changed.");
    }

    @Test
    void whatIsThereTwiceIsSaidAtTheSecond() {
        String again = "  - name: gate\n    url: rtsp://10.1.4.18/live\n    recorder: r1\npeople:\n";
        assertThat(only(GOOD.replace("people:\n", again)).what())
                .isEqualTo("site.yaml, line 13, column 11: there are two cameras named \"gate\".");
        assertThat(only(GOOD.replace("camera-groups:", "  - name: Anna\ncamera-groups:"))
                        .what())
                .isEqualTo("site.yaml, line 16, column 11: name is there twice: anna.");
        assertThat(only(GOOD + "  - group: hall\n").what())
                .isEqualTo("site.yaml, line 19, column 12: there are two camera groups named \"hall\".");
    }

    /// It would be left out without a word, and with it the cameras that are named in it.
    @Test
    void aSecondDocumentInTheFileIsRefused() {
        Problem problem = only(GOOD.replace("cameras:\n  - name", "---\ncameras:\n  - name"));
        assertThat(problem.what()).isEqualTo("site.yaml, line 9, column 1: a second document begins.");
        assertThat(problem.remedy()).startsWith("Leave out the line \"---\" before it");
        assertThat(SiteReader.read(FILE, "---\n" + GOOD + "...\n").problems()).isEmpty();
    }

    @Test
    void guaranteedHoursAreMeasuredByTheDaysBesideThem() {
        Problem problem = only(GOOD.replace("priority: 60", "keep-days: 2\n    guaranteed-hours: 49"));
        assertThat(problem.what()).isEqualTo("site.yaml, line 13, column 23: guaranteed-hours is \"49\".");
        assertThat(problem.remedy()).startsWith("Allowed is at most 48");
    }
}
