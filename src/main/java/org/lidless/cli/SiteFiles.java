package org.lidless.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.Membership.Server;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The settings files that a person would otherwise write by hand for a node that begins or joins a site. Nothing is
/// ever replaced.
final class SiteFiles {

    static final String TLS = "tls";
    static final String AUTHORITY = "authority";

    private SiteFiles() {}

    /// `host:port`, taken apart.
    record Address(String host, int port) {

        private static final int PORT_MAX = 65_535;

        /// @throws org.lidless.domain.ProblemException `REQUEST_REFUSED`
        static Address parse(String option, String text) {
            int colon = text.lastIndexOf(':');
            String port = colon < 1 ? "" : text.substring(colon + 1);
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX || Integer.parseInt(port) == 0) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        option + " is \"" + text + "\", which is no address.",
                        "Not concerned: nothing was done.",
                        "Write it as host:port, as other nodes reach this machine, for example 10.1.0.5:7400.");
            }
            return new Address(text.substring(0, colon), Integer.parseInt(port));
        }

        /// Where to listen so that this address is reached: there, or everywhere when it is a name.
        String listen() {
            try {
                return InetAddress.ofLiteral(host.replace("[", "").replace("]", ""))
                                .getHostAddress()
                                .contains(":")
                        ? this.toString()
                        : host + ":" + port;
            } catch (IllegalArgumentException aName) {
                return "0.0.0.0:" + port;
            }
        }

        /// Without brackets, as a certificate has it.
        String bare() {
            return host.replace("[", "").replace("]", "");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// The settings of a management server.
    ///
    /// @param servers all management servers, this one too
    /// @param joins   it takes part in what the others have agreed on, and does not begin anew
    static String management(NodeId node, Address address, Address consensus, List<Server> servers, boolean joins) {
        StringBuilder yaml = new StringBuilder(head(node, "management", address));
        yaml.append("consensus-listen: ").append(consensus.listen()).append('\n');
        yaml.append("authority: ").append(AUTHORITY).append('\n');
        if (joins) {
            yaml.append("joins: true\n");
        }
        yaml.append("management:\n");
        for (Server each : servers) {
            yaml.append("  - node: ").append(each.node()).append('\n');
            yaml.append("    address: ").append(each.address()).append('\n');
            yaml.append("    consensus: ").append(each.consensus()).append('\n');
            if (!each.member().equals(each.node())) {
                yaml.append("    member: ").append(each.member()).append('\n');
            }
        }
        return yaml.toString();
    }

    /// The settings of a recorder; its pool is a suggestion.
    static String recorder(NodeId node, Address address, List<Server> servers) {
        StringBuilder yaml = new StringBuilder(head(node, "recorder", address));
        yaml.append("management:\n");
        for (Server each : servers) {
            yaml.append("  - node: ").append(each.node()).append('\n');
            yaml.append("    address: ").append(each.address()).append('\n');
        }
        yaml.append(
                "pools:\n  - name: main\n    path: video      # a directory on the disk that is meant for footage\n");
        return yaml.toString();
    }

    private static String head(NodeId node, String role, Address address) {
        return "node: " + node + "\nrole: " + role + "\nlisten: 127.0.0.1:7300\npeer-listen: " + address.listen()
                + "\ncertificates: " + TLS + "\n";
    }

    static Path settings(Path directory, NodeId node) {
        return directory.resolve(node + ".yaml");
    }

    /// @throws org.lidless.domain.ProblemException `CERTIFICATE_EXISTS`
    static void refuseToReplace(Disk disk, Path file) {
        if (disk.exists(file)) {
            throw ProblemCode.CERTIFICATE_EXISTS.because(
                    "There is a file " + file + " already.",
                    "Not concerned: nothing was changed.",
                    "Name another directory, or move the old files away first.");
        }
    }

    static void write(Disk disk, Path file, String text) throws IOException {
        try (DiskFile open = disk.createPrivate(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))}, 0);
            open.force();
        }
    }

    static NodeId node(String name) {
        try {
            return new NodeId(name);
        } catch (IllegalArgumentException wrong) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    String.valueOf(wrong.getMessage()) + ".",
                    "Not concerned: nothing was written.",
                    "Choose another name with --node.");
        }
    }
}
