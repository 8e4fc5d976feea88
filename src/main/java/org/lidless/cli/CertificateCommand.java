package org.lidless.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.SiteAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lidless certificate authority` and `lidless certificate issue`: who belongs to the site.
final class CertificateCommand {

    private CertificateCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "certificate", description = "Who belongs to the site: authority, issue.")
    static final class Noun {}

    /// Creates the authority.
    @Command(name = "authority", description = "Creates the site's certificate authority. Keep its directory safe.")
    static final class Authority implements Callable<Integer> {

        private final Console console;

        @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where key and certificate go.")
        private Path directory = Path.of("");

        Authority(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Path place = directory.toAbsolutePath().normalize();
            SiteAuthority made = SiteAuthority.create(console.world(), place);
            console.out().println("created " + made.name() + " in " + place);
            console.err()
                    .println("Who can read authority-key.pem there, and the file beside that opens it ("
                            + place.getFileName() + ".unlock), can join the site as any node.");
            return ExitCode.OK;
        }
    }

    /// Issues a node's key and certificate.
    @Command(name = "issue", description = "Issues key and certificate for one node.")
    static final class Issue implements Callable<Integer> {

        private final Console console;

        @Option(names = "--dir", paramLabel = "DIR", required = true, description = "The authority's directory.")
        private Path directory = Path.of("");

        @Option(
                names = "--node",
                paramLabel = "NAME",
                required = true,
                description = "The node's name, as in its settings.")
        private String node = "";

        @Option(
                names = "--host",
                paramLabel = "HOST",
                description = "Host name or IP address under which peers reach it; may be repeated "
                        + "(default: this machine's loopback only).")
        private List<String> hosts = List.of();

        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description = "Where key.pem, certificate.pem and authority.pem go.")
        private Path out = Path.of("");

        Issue(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            SiteAuthority authority = SiteAuthority.open(
                    console.world(), directory.toAbsolutePath().normalize());
            NodeFiles files =
                    authority.issue(name(), hosts, out.toAbsolutePath().normalize());
            console.out().println("issued for " + node + " by " + authority.name() + ":");
            console.out().println("  " + files.key());
            console.out().println("  " + files.certificate());
            console.out().println("  " + files.authority());
            return ExitCode.OK;
        }

        private NodeId name() {
            try {
                return new NodeId(node);
            } catch (IllegalArgumentException wrong) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        String.valueOf(wrong.getMessage()) + ".",
                        "Not concerned: nothing was written.",
                        "Use the name that stands in the node's settings.");
            }
        }
    }
}
