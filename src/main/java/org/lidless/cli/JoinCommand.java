package org.lidless.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.cli.SiteFiles.Address;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.Membership.JoinOrder;
import org.lidless.wire.Membership.JoinReport;
import org.lidless.wire.Membership.Server;
import org.lidless.wire.authority.JoinCode;
import org.lidless.wire.authority.NodeKey;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.node.JoinClient;
import org.lidless.world.Disk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless join`: this machine gets key, certificate and settings of a node of the site.
@Command(
        name = "join",
        description = "Joins a site with a code of lidless invite: makes a key, has it certified, writes settings. The "
                + "key never leaves this machine.")
final class JoinCommand implements Callable<Integer> {

    private static final String SCHEME = "https://";

    private final Console console;

    @Parameters(index = "0", paramLabel = "URL", description = "A management server, host:port.")
    private String url = "";

    @Parameters(index = "1", paramLabel = "CODE", description = "What lidless invite has printed.")
    private String code = "";

    @Option(names = "--node", paramLabel = "NAME", required = true, description = "The name of this node.")
    private String node = "";

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Where other nodes reach this machine, for example 10.1.0.6:7400.")
    private String address = "";

    @Option(
            names = "--consensus",
            paramLabel = "HOST:PORT",
            description =
                    "Of a management server: where the others reach it to agree with it (default: the next port).")
    private String consensus = "";

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where the files go.")
    private Path directory = Path.of("");

    @Option(
            names = "--replace",
            description = "It takes the place, and the name, of a node that is lost for good with its disk.")
    private boolean replace;

    JoinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Disk disk = console.world().disk();
        NodeId name = SiteFiles.node(node);
        JoinCode typed = JoinCode.parse(code);
        Address reached = Address.parse("--address", address);
        String server = url.startsWith(SCHEME) ? url.substring(SCHEME.length()).replaceAll("/+$", "") : url;
        Path place = directory.toAbsolutePath().normalize();
        Path settings = SiteFiles.settings(place, name);
        SiteFiles.refuseToReplace(disk, settings);
        NodeKey.refuseToReplace(disk, place.resolve(SiteFiles.TLS));
        NodeKey key = NodeKey.create(console.world());
        JoinReport joined = JoinClient.join(
                Address.parse("URL", server).toString(),
                typed,
                new JoinOrder(
                        JoinOrder.VERSION,
                        typed.id(),
                        typed.secret(),
                        name.value(),
                        List.of(reached.bare()),
                        key.request(),
                        TimeSpan.instant(console.world().clock().wallUs()),
                        replace));
        key.keep(place.resolve(SiteFiles.TLS), joined.certificate(), joined.authority());
        joined.authorityKey()
                .ifPresent(secret -> SiteAuthority.keep(
                        console.world(), place.resolve(SiteFiles.AUTHORITY), secret, joined.authority()));
        String text = joined.authorityKey().isPresent()
                ? management(name, reached, joined.servers(), typed.id())
                : SiteFiles.recorder(name, reached, joined.servers());
        SiteFiles.write(disk, settings, text);
        console.out().println("joined as " + joined.role() + " " + name);
        console.out().println("  lidless start --config " + settings + " --data DIR");
        return ExitCode.OK;
    }

    /// Its name among those that agree is new each time: a member that has lost its disk never comes back as the same.
    private String management(NodeId name, Address reached, List<Server> known, String invitation) {
        Address agreed = consensus.isEmpty()
                ? new Address(reached.host(), reached.port() + 1)
                : Address.parse("--consensus", consensus);
        String member = name + "~" + invitation;
        List<Server> servers = new ArrayList<>(known);
        servers.removeIf(each -> each.node().equals(name.value()));
        servers.add(new Server(member, name.value(), reached.toString(), agreed.toString()));
        return SiteFiles.management(name, reached, agreed, servers, true);
    }
}
