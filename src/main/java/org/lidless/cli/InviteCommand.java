package org.lidless.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.Membership.InvitationOrder;
import org.lidless.wire.Membership.InvitationReport;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless invite`: a code that lets one node join.
@Command(
        name = "invite",
        description = "Makes a code that lets one node join the site, once. Any management server does.")
final class InviteCommand implements Callable<Integer> {

    /// What a node may be.
    enum Role {
        recorder,
        management
    }

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "${COMPLETION-CANDIDATES}: what the new node is to be.")
    private Role role = Role.recorder;

    @Option(names = "--node", paramLabel = "NAME", description = "The only name that it may take (default: any).")
    private String node = "";

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long the code is valid (default: ${DEFAULT-VALUE}).")
    private int minutes = 60;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    InviteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<String> name = node.isEmpty() ? Optional.empty() : Optional.of(node);
        try (ControlClient management = data.connect(console.world().disk())) {
            InvitationReport made =
                    management.invite(new InvitationOrder(role.name().toLowerCase(Locale.ROOT), name, minutes * 60L));
            switch (format) {
                case json -> console.out().println(Json.encodePretty(made));
                case table -> print(made);
            }
            return ExitCode.OK;
        }
    }

    private void print(InvitationReport made) {
        console.out().println(made.code());
        console.out().println();
        console.out().println("valid until " + Rfc3339.millis(made.until()) + ", for one node; on its machine:");
        console.out()
                .println("  lidless join " + made.addresses().getFirst() + " " + made.code() + " --node "
                        + (node.isEmpty() ? "NAME" : node) + " --address HOST:7400 --dir DIR");
        console.err().println("Whoever has the code can join. It is not shown again.");
    }
}
