package org.lidless.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.cli.SiteFiles.Address;
import org.lidless.domain.NodeId;
import org.lidless.wire.Membership.Server;
import org.lidless.wire.authority.SiteAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lidless init`: the first management server of a new site.
@Command(
        name = "init",
        description = "Begins a site: makes its authority, and key, certificate and settings of its first management "
                + "server.")
final class InitCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--node", paramLabel = "NAME", defaultValue = "m1", description = "Its name (default: m1).")
    private String node = "m1";

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Where other nodes reach this machine, for example 10.1.0.5:7400.")
    private String address = "";

    @Option(
            names = "--consensus",
            paramLabel = "HOST:PORT",
            description = "Where other management servers reach it to agree with it (default: the next port).")
    private String consensus = "";

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where the files go.")
    private Path directory = Path.of("");

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        NodeId name = SiteFiles.node(node);
        Address reached = Address.parse("--address", address);
        Address agreed = consensus.isEmpty()
                ? new Address(reached.host(), reached.port() + 1)
                : Address.parse("--consensus", consensus);
        Path place = directory.toAbsolutePath().normalize();
        Path settings = SiteFiles.settings(place, name);
        SiteFiles.refuseToReplace(console.world().disk(), settings);
        SiteAuthority authority = SiteAuthority.create(console.world(), place.resolve(SiteFiles.AUTHORITY));
        authority.issue(name, List.of(reached.bare()), true, place.resolve(SiteFiles.TLS));
        Server self = new Server(name.value(), name.value(), reached.toString(), agreed.toString());
        SiteFiles.write(
                console.world().disk(), settings, SiteFiles.management(name, reached, agreed, List.of(self), false));
        console.out().println("began a site: " + authority.name());
        console.out().println("  lidless start --config " + settings + " --data DIR");
        console.out().println("  lidless invite --role recorder --data DIR      makes a code for each further node");
        console.err()
                .println(
                        "Keep a copy of " + place.resolve(SiteFiles.AUTHORITY)
                                + " in a safe place: who can read it can join the site as any node, and without it no node can.");
        return ExitCode.OK;
    }
}
