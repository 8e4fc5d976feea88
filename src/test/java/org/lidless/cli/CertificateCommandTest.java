package org.lidless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.world.World;

class CertificateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console =
            new Console(World.real(), new PrintWriter(out, true), new PrintWriter(err, true), false, false, true);

    @TempDir
    private Path directory;

    @Test
    void anAuthorityIsMadeAndIssuesWhatANodeCanUse() {
        assertThat(run("certificate", "authority", "--dir", place("site"))).isZero();
        assertThat(out.toString()).startsWith("created CN=Lidless site authority ");
        assertThat(issue("r1")).isZero();
        assertThat(out.toString()).contains("issued for r1 by CN=Lidless site authority ");
        assertThat(NodeCredentials.load(World.real(), NodeFiles.in(directory.resolve("r1")))
                        .node()
                        .value())
                .isEqualTo("r1");
    }

    @Test
    void nothingIsReplacedAndNothingIsGuessed() {
        assertThat(issue("r1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("LID-PEER-002").contains("There is no usable authority in");
        run("certificate", "authority", "--dir", place("site"));
        assertThat(run("certificate", "authority", "--dir", place("site"))).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString()).contains("LID-PEER-003");
        issue("r1");
        assertThat(issue("r1")).isEqualTo(ExitCode.REFUSED);
        assertThat(issue("No Name")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("node name \"No Name\" must be");
        assertThat(run("certificate", "issue", "--dir", place("site"))).isEqualTo(ExitCode.USAGE);
    }

    private int issue(String node) {
        return run(
                "certificate",
                "issue",
                "--dir",
                place("site"),
                "--node",
                node,
                "--host",
                "10.0.0.1",
                "--host",
                "r1.example",
                "--out",
                place("r1"));
    }

    private String place(String name) {
        return directory.resolve(name).toString();
    }

    private int run(String... words) {
        return Commands.run(console, List.of(), words);
    }
}
