package org.lidless.cli;

import java.util.concurrent.Callable;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ControlFile;
import org.lidless.wire.Membership.Server;
import org.lidless.wire.Membership.ServersReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless leave`: a management server takes part no longer.
@Command(
        name = "leave",
        description =
                "Takes a management server out of its site: this one, or with --node another one that is lost for "
                        + "good. Recording goes on.")
final class LeaveCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--node", paramLabel = "NAME", description = "Which management server (default: this one).")
    private String node = "";

    LeaveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ControlFile here = ControlFile.read(console.world().disk(), data.directory());
        String who = node.isEmpty() ? here.node() : node;
        try (ControlClient management = new ControlClient(here)) {
            ServersReport left = management.dismiss(who);
            console.out()
                    .println(who + " has left. Management servers now: "
                            + String.join(
                                    ", ",
                                    left.servers().stream().map(Server::node).toList()));
            console.err().println("Take it out of the settings of all nodes when convenient.");
            return ExitCode.OK;
        }
    }
}
