package org.lidless.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.PeopleDesk;
import org.lidless.wire.PeopleDesk.CodeReport;
import org.lidless.wire.PeopleDesk.GrantReport;
import org.lidless.wire.PeopleDesk.PersonOrder;
import org.lidless.wire.PeopleDesk.PersonReport;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless person`: who may sign in, and do what. On a management server's own machine it needs no sign-in, so
/// it is the way back in when nobody knows a password any more.
final class PersonCommand {

    private PersonCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "person", description = "Who may sign in, and do what: list, add, grant, invite, remove, …")
    static final class Noun {}

    /// What all of them have.
    abstract static class Verb implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Verb(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                Object answer = ask(node.people().orElseThrow());
                switch (format) {
                    case json -> console.out().println(Json.encodePretty(answer));
                    case table -> lines(answer).forEach(console.out()::println);
                }
                if (answer instanceof CodeReport) {
                    console.err().println("Whoever has the code can choose the password. It is not shown again.");
                }
                return ExitCode.OK;
            }
        }

        abstract Object ask(PeopleDesk desk);

        private static List<String> lines(Object answer) {
            return switch (answer) {
                case CodeReport code ->
                    List.of(
                            code.code(),
                            "",
                            "valid until " + Rfc3339.millis(code.until()) + ", once, for "
                                    + code.name().orElse("the first administrator")
                                    + "; they choose a password with it where they sign in");
                case PersonReport one -> table(List.of(one));
                case PersonReport[] all -> table(List.of(all));
                default -> List.of(String.valueOf(answer));
            };
        }
    }

    private static List<String> table(List<PersonReport> people) {
        Table table = new Table("NAME", "MAY SIGN IN", "ROLES");
        for (PersonReport each : people) {
            String way = each.oidc() ? "by the provider" : "yes";
            table.row(
                    each.name(),
                    !each.active() ? "no" : each.invited() ? "has a code" : way,
                    each.roles().isEmpty()
                            ? "none"
                            : String.join(
                                    "; ",
                                    each.roles().stream()
                                            .map(PersonCommand::words)
                                            .toList()));
        }
        return table.lines();
    }

    private static String words(GrantReport grant) {
        List<String> reach = new ArrayList<>(grant.cameras().orElse(List.of()));
        grant.groups().orElse(List.of()).forEach(group -> reach.add("@" + group));
        return grant.role() + (reach.isEmpty() ? "" : ":" + String.join(",", reach));
    }

    /// `viewer`, or `viewer:gate,@outside` for one camera and one camera group.
    static GrantReport grant(String words) {
        int colon = words.indexOf(':');
        if (colon < 0) {
            return new GrantReport(words, Optional.empty(), Optional.empty());
        }
        List<String> cameras = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (String each : words.substring(colon + 1).split(",", -1)) {
            if (each.isBlank()) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "\"" + words + "\" names a camera without a name.",
                        "Not concerned: nothing was changed.",
                        "Write ROLE, or ROLE:CAMERA,CAMERA,@GROUP.");
            }
            if (each.startsWith("@")) {
                groups.add(each.substring(1));
            } else {
                cameras.add(each);
            }
        }
        return new GrantReport(
                words.substring(0, colon),
                cameras.isEmpty() ? Optional.empty() : Optional.of(cameras),
                groups.isEmpty() ? Optional.empty() : Optional.of(groups));
    }

    /// `lidless person list`.
    @Command(name = "list", description = "Lists everybody who has an account, and their roles.")
    static final class All extends Verb {

        All(Console console) {
            super(console);
        }

        @Override
        Object ask(PeopleDesk desk) {
            return desk.people().toArray(PersonReport[]::new);
        }
    }

    /// `lidless person add`.
    @Command(
            name = "add",
            description = "Lets somebody in, and prints the one-time code with which they choose a password.")
    static final class Add extends Verb {

        @Parameters(paramLabel = "NAME", description = "What they sign in as, for example a mail address.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE[:CAMERA,…]",
                required = true,
                description = "administrator, supervisor, operator, viewer or auditor; for cameras and @groups only "
                        + "when they are named. May be said several times.")
        private List<String> roles = new ArrayList<>();

        @Option(names = "--full-name", paramLabel = "TEXT", description = "For people to read.")
        private String fullName = "";

        Add(Console console) {
            super(console);
        }

        @Override
        Object ask(PeopleDesk desk) {
            List<GrantReport> grants = roles.stream().map(PersonCommand::grant).toList();
            Optional<String> called = fullName.isEmpty() ? Optional.empty() : Optional.of(fullName);
            return desk.add(new PersonOrder(name, called, Optional.of(grants), Optional.empty()));
        }
    }

    /// `lidless person grant`.
    @Command(
            name = "grant",
            description = "Gives somebody these roles and no others. It counts from their next request on.")
    static final class Grants extends Verb {

        @Parameters(index = "0", paramLabel = "NAME", description = "Who.")
        private String name = "";

        @Parameters(index = "1..*", paramLabel = "ROLE[:CAMERA,…]", description = "As lidless person add has it.")
        private List<String> roles = new ArrayList<>();

        Grants(Console console) {
            super(console);
        }

        @Override
        Object ask(PeopleDesk desk) {
            List<GrantReport> grants = roles.stream().map(PersonCommand::grant).toList();
            return desk.change(new PersonOrder(name, Optional.empty(), Optional.of(grants), Optional.empty()));
        }
    }

    /// Verbs that need a name and nothing else.
    @Command
    static final class Named extends Verb {

        @Parameters(paramLabel = "NAME", description = "Who.")
        private String name = "";

        private final Function<PeopleDesk, Function<String, Object>> deed;

        Named(Console console, Function<PeopleDesk, Function<String, Object>> deed) {
            super(console);
            this.deed = deed;
        }

        @Override
        Object ask(PeopleDesk desk) {
            return deed.apply(desk).apply(name);
        }
    }

    static Named invite(Console console) {
        return new Named(console, desk -> desk::invite);
    }

    static Named remove(Console console) {
        return new Named(console, desk -> name -> {
            desk.remove(name);
            return name + " is removed; what they did stays in the audit log";
        });
    }

    static Named signOut(Console console) {
        return new Named(console, desk -> name -> {
            desk.signOut(name);
            return "all sign-ins of " + name + " have ended";
        });
    }

    static Named off(Console console) {
        return active(console, false);
    }

    static Named on(Console console) {
        return active(console, true);
    }

    private static Named active(Console console, boolean active) {
        return new Named(
                console,
                desk -> name ->
                        desk.change(new PersonOrder(name, Optional.empty(), Optional.empty(), Optional.of(active))));
    }

    /// `lidless person first-code`.
    @Command(
            name = "first-code",
            description = "Prints another one-time code for the first administrator, as long as there is none.")
    static final class FirstCode extends Verb {

        FirstCode(Console console) {
            super(console);
        }

        @Override
        Object ask(PeopleDesk desk) {
            return desk.firstCode();
        }
    }
}
